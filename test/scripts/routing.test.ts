import { afterEach, describe, expect, it } from 'vitest';
import { createHost, type Host, removeHosts, runOn, takeSnapshot } from '../support/netns.ts';
import { canRun, runScript, silence } from './on-host.ts';
import { drView, emptied, natView, section, tunView } from './views.ts';

afterEach(removeHosts);

const createTwoUplinks = (): Promise<Host> =>
  createHost({
    eth0: ['198.51.100.11/24'],
    eth1: ['203.0.113.11/24', '2001:db8:2::11/64'],
    eth2: ['192.168.0.8/24'],
  });

/** The VIP of the second provider, and its way back there. */
const routing = {
  interfaces: ['eth0', 'eth1', 'eth2'],
  routes: section(
    '-4 default via 203.0.113.1 dev eth1 table 102 metric 5 mtu 1400 onlink',
    '-4 blackhole 10.0.0.0/8 table 102',
    '-4 10.9.9.9 via 198.51.100.1 dev eth0 src 198.51.100.11 protocol static',
    '-6 default via 2001:db8:2::1 dev eth1 table 102',
  ),
  rules: section(
    '-4 priority 1000 from 203.0.113.10 table 102',
    '-4 priority 1001 from 10.0.0.0/8 fwmark 7 iif eth1 table main',
    '-6 priority 1000 from 2001:db8:2::10 table 102',
  ),
};

async function tables(host: Host): Promise<string[]> {
  const script = `
    for family in -4 -6; do
      ip "$family" rule show
      ip -d "$family" route show table main
      ip -d "$family" route show table 102 2>/dev/null || true
    done`;
  const { stdout } = await runOn(host, ['bash', '-c', script]);
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const run = async (host: Host, command: string) =>
  expect(await runOn(host, ['bash', '-ec', command])).toEqual(silence);

describe.runIf(canRun).each([natView, drView, tunView])('routes and rules of $file', (base) => {
  const view = { ...base, ...routing };

  it('are there after start, at their second start too, and gone after stop', async () => {
    const host = await createTwoUplinks();
    const before = await tables(host);
    expect(await runScript(host, view)).toEqual(silence);
    const after = await tables(host);
    expect(after).toEqual(
      expect.arrayContaining([
        'unicast default via 203.0.113.1 dev eth1 proto boot scope global metric 5 onlink mtu 1400',
        'blackhole 10.0.0.0/8 proto boot scope global',
        'unicast 10.9.9.9 via 198.51.100.1 dev eth0 proto static scope global src 198.51.100.11',
        '1000:\tfrom 203.0.113.10 lookup 102',
        '1001:\tfrom 10.0.0.0/8 fwmark 0x7 iif eth1 lookup main',
        '1000:\tfrom 2001:db8:2::10 lookup 102',
      ]),
    );
    expect(after).toHaveLength(before.length + 7);
    const { status, stdout } = await runScript(host, view, ['status']);
    expect(stdout).toMatch(/^(ok .*\n)+$/);
    expect(status).toBe(0);
    expect(await runScript(host, view)).toEqual(silence);
    expect(await runScript(host, view, ['--dry-run'])).toEqual(silence);
    expect(await tables(host)).toEqual(after);
    expect(await runScript(host, view, ['stop'])).toEqual(silence);
    expect(await tables(host)).toEqual(before);
  });
});

describe.runIf(canRun)('routes and rules', () => {
  const view = { ...drView, ...routing, addresses: section('203.0.113.10/32 eth1') };

  it('send what comes from the VIP by its provider', async () => {
    const host = await createTwoUplinks();
    await run(host, 'ip route add default via 198.51.100.1 dev eth0');
    expect(await runScript(host, view)).toEqual(silence);
    const way = async (from: string) =>
      (await runOn(host, ['ip', 'route', 'get', '192.0.2.9', 'from', from])).stdout;
    expect(await way('203.0.113.10')).toMatch(/via 203\.0\.113\.1 dev eth1 table 102/);
    expect(await way('198.51.100.11')).toMatch(/via 198\.51\.100\.1 dev eth0/);
  });

  it('that somebody else has stay as they are', async () => {
    const host = await createTwoUplinks();
    await run(
      host,
      'ip rule add priority 1000 from 203.0.113.10 table 102; ip route add blackhole 10.0.0.0/8 table 102',
    );
    const before = await tables(host);
    expect(await runScript(host, view)).toEqual(silence);
    expect(await runScript(host, view, ['stop'])).toEqual(silence);
    expect(await tables(host)).toEqual(before);
  });

  it('never replace the route of somebody else', async () => {
    const host = await createTwoUplinks();
    await run(host, 'ip route add unreachable 10.0.0.0/8 table 102');
    const before = await tables(host);
    const { status, stderr } = await runScript(host, view);
    expect(status).toBe(1);
    expect(stderr).toContain('this failed: ip -4 route add blackhole 10.0.0.0/8 table 102');
    expect(await runScript(host, view, ['stop'])).toEqual(silence);
    expect(await tables(host)).toEqual(before);
  });

  it('of a changed definition take the place of the old ones', async () => {
    const host = await createTwoUplinks();
    const before = await takeSnapshot(host);
    await runScript(host, view);
    const to = {
      ...view,
      routes: section('-4 default via 203.0.113.2 dev eth1 table 102 metric 5'),
      rules: section('-4 priority 1000 from 203.0.113.10 table 102'),
    };
    expect((await runScript(host, to, ['status'])).status).toBe(1);
    expect(await runScript(host, to)).toEqual(silence);
    const now = await tables(host);
    expect(now.filter((line) => line.includes('default via'))).toEqual([
      'unicast default via 203.0.113.2 dev eth1 proto boot scope global metric 5',
    ]);
    expect(now.filter((line) => /^100\d:/.test(line))).toEqual(['1000:\tfrom 203.0.113.10 lookup 102']);
    expect((await runScript(host, to, ['status'])).status).toBe(0);
    expect(await runScript(host, emptied(to))).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('of two scripts stay until both have stopped', async () => {
    const host = await createTwoUplinks();
    const before = await tables(host);
    const other = { ...tunView, ...routing };
    await runScript(host, view);
    expect(await runScript(host, other)).toEqual(silence);
    const both = await tables(host);
    await runScript(host, view, ['stop']);
    expect(await tables(host)).toEqual(both);
    await runScript(host, other, ['stop']);
    expect(await tables(host)).toEqual(before);
  });

  it('that the kernel has lost are missing, and come back', async () => {
    const host = await createTwoUplinks();
    await runScript(host, view);
    const after = await tables(host);
    await run(host, 'ip route del default table 102; ip rule del priority 1000 from 203.0.113.10 table 102');
    const { status, stdout } = await runScript(host, view, ['status']);
    expect(status).toBe(1);
    expect(stdout.match(/^MISSING/gm)).toHaveLength(2);
    expect(await runScript(host, view)).toEqual(silence);
    expect(await tables(host)).toEqual(expect.arrayContaining(after));
  });
});

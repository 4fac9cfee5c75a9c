import { existsSync, readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { ScriptView } from '../../src/render/views/script-view.ts';
import { clearLog, type Host, readLog, removeHosts, runOn, takeSnapshot } from '../support/netns.ts';
import { canRun, createDirector, runScript, silence } from './on-host.ts';
import { drView, emptied, natView, realServerView, section, views } from './views.ts';

afterEach(removeHosts);

/** What belongs to others, and has to be the same at the end. */
const foreign = `
  ip addr add 10.9.9.9/32 dev eth0
  nft add table ip other
  ipvsadm -A -t 10.9.9.9:443 -s rr
  ipvsadm -a -t 10.9.9.9:443 -r 192.168.0.99:443 -g -w 7`;

async function createShared(prepare = ''): Promise<Host> {
  const host = await createDirector();
  expect(await runOn(host, ['bash', '-ec', foreign + prepare])).toEqual(silence);
  clearLog(host);
  return host;
}

const expectIpvs = (view: ScriptView) => [
  '-A -t 10.9.9.9:443 -s rr',
  '-a -t 10.9.9.9:443 -r 192.168.0.99:443 -g -w 7',
  ...view.ipvs.flatMap(({ lines }) => lines),
];

describe.runIf(canRun).each(views)('$file', (view) => {
  it('changes nothing at a second start, and says that all is in place', async () => {
    const host = await createShared();
    expect((await runScript(host, view, ['status'])).status).toBe(1);
    expect(await runScript(host, view)).toEqual(silence);
    const first = await takeSnapshot(host);
    clearLog(host);
    expect(await runScript(host, view, ['start'])).toEqual(silence);
    expect(readLog(host)).toEqual([]);
    expect(await takeSnapshot(host)).toEqual(first);
    expect(await runScript(host, view, ['--dry-run'])).toEqual(silence);
    const { status, stdout } = await runScript(host, view, ['status']);
    expect(stdout).toMatch(/^(ok {7}(sysctl|nft|ipvs|address) .*\n)+$/);
    expect(status).toBe(0);
  });

  it.each([
    { forward: 0, redirects: 0 },
    { forward: 0, redirects: 1 },
    { forward: 1, redirects: 0 },
    { forward: 1, redirects: 1 },
  ])(
    'undoes everything on stop: ip_forward $forward, accept_redirects $redirects',
    async ({ forward, redirects }) => {
      const host = await createShared(`
      sysctl -q -w net.ipv4.ip_forward=${forward}
      sysctl -q -w net.ipv4.conf.all.accept_redirects=${redirects}`);
      const before = await takeSnapshot(host);
      expect(await runScript(host, view)).toEqual(silence);
      expect(await takeSnapshot(host)).not.toEqual(before);
      expect(await runScript(host, view, ['stop'])).toEqual(silence);
      expect(await takeSnapshot(host)).toEqual(before);
      expect(readdirSync(`${host.directory}/run/lvsgen`)).toEqual(['lock']);
      clearLog(host);
      expect(await runScript(host, view, ['stop'])).toEqual(silence);
      expect(readLog(host)).toEqual([]);
    },
  );

  it('prints at --dry-run what it would run, and changes nothing', async () => {
    const host = await createShared();
    const before = await takeSnapshot(host);
    const start = await runScript(host, view, ['start', '--dry-run']);
    expect(start).toMatchObject({ status: 0, stderr: '' });
    expect(start.stdout.split('\n')).toContain(
      view === realServerView
        ? '+ ip addr replace 192.168.0.38/32 dev lo'
        : '+ sysctl -q -w net.ipv4.ip_forward=1',
    );
    expect(await takeSnapshot(host)).toEqual(before);
    expect(readLog(host)).toEqual([]);
    expect(existsSync(`${host.directory}/run/lvsgen`)).toBe(false);

    await runScript(host, view);
    const after = await takeSnapshot(host);
    clearLog(host);
    const stop = await runScript(host, view, ['stop', '--dry-run']);
    expect(stop).toMatchObject({ status: 0, stderr: '' });
    expect(stop.stdout).toMatch(/^(\+ (ip|ipvsadm|nft|sysctl|rm) .*\n)+$/);
    expect(await takeSnapshot(host)).toEqual(after);
    expect(readLog(host)).toEqual([]);
  });

  it('with nothing to do does nothing', async () => {
    const host = await createShared();
    const before = await takeSnapshot(host);
    expect(await runScript(host, emptied(view))).toEqual(silence);
    expect(await runScript(host, emptied(view), ['status'])).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
    expect(readLog(host)).toEqual([]);
  });

  it('of a version without anything removes what the version before had set up', async () => {
    const host = await createShared();
    const before = await takeSnapshot(host);
    await runScript(host, view);
    const old = await runScript(host, emptied(view), ['status']);
    expect(old).toMatchObject({ status: 1, stdout: expect.stringMatching(/^(OLD .*\n)+$/) });
    expect(await runScript(host, emptied(view))).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
  });
});

describe.runIf(canRun)('the order', () => {
  const commands = async (view: ScriptView, ...args: string[]) => {
    const { stdout } = await runScript(await createDirector(), view, [...args, '--dry-run']);
    return stdout.split('\n').filter((line) => line.startsWith('+ '));
  };

  it('on a director: sysctls, IPVS, then the VIPs', async () => {
    expect(await commands(drView)).toEqual([
      '+ arping -D -q -c 2 -w 3 -I eth0 192.168.0.38',
      '+ sysctl -q -w net.ipv4.ip_forward=1',
      '+ sysctl -q -w net.ipv4.conf.all.accept_redirects=0',
      '+ ipvsadm -A -t 192.168.0.38:80 -s wrr',
      '+ ipvsadm -a -t 192.168.0.38:80 -r 192.168.0.18:80 -g -w 3',
      '+ ipvsadm -a -t 192.168.0.38:80 -r 192.168.0.28:80 -g -w 1',
      '+ ip addr replace 192.168.0.38/32 dev eth0',
      '+ arping -U -q -c 3 -I eth0 192.168.0.38',
    ]);
  });

  it('of NAT: no forwarding without the nftables rules', async () => {
    const host = await createDirector();
    const order = async (...args: string[]) => {
      const { stdout } = await runScript(host, natView, [...args, '--dry-run']);
      return stdout.match(/^\+ (nft|sysctl -q -w net.ipv4.ip_forward=[01]$)/gm);
    };
    expect(await order('start')).toEqual(['+ nft', '+ sysctl -q -w net.ipv4.ip_forward=1']);
    expect(await runScript(host, natView)).toEqual(silence);
    expect(await order('stop')).toEqual(['+ sysctl -q -w net.ipv4.ip_forward=0', '+ nft']);
    // A version that needs neither any more.
    const { stdout } = await runScript(host, emptied(natView), ['--dry-run']);
    expect(stdout.indexOf('ip_forward=0')).toBeLessThan(stdout.indexOf('+ nft'));
  });

  it('on a real server: ARP, then the VIPs; the opposite on stop', async () => {
    expect(await commands(realServerView)).toEqual([
      '+ sysctl -q -w net.ipv4.conf.all.arp_ignore=1',
      '+ sysctl -q -w net.ipv4.conf.all.arp_announce=2',
      '+ ip addr replace 192.168.0.38/32 dev lo',
    ]);
    const host = await createDirector();
    await runScript(host, realServerView);
    expect((await runScript(host, realServerView, ['stop', '--dry-run'])).stdout).toBe(
      `+ ip addr del 192.168.0.38/32 dev lo
+ sysctl -q -w net.ipv4.conf.all.arp_ignore=0
+ sysctl -q -w net.ipv4.conf.all.arp_announce=0
+ rm -f /run/lvsgen/lvs_dr_rs.sh.state
`,
    );
  });
});

describe.runIf(canRun)('a changed definition', () => {
  const ipvs = (...lines: string[]): ScriptView => ({ ...drView, ipvs: section(...lines) });
  const service = '-A -t 192.168.0.38:80 -s wrr';
  const first = '-a -t 192.168.0.38:80 -r 192.168.0.18:80 -g -w 3';
  const second = '-a -t 192.168.0.38:80 -r 192.168.0.28:80 -g -w 1';
  const other = ['-A -t 192.168.0.38:443 -s rr', '-a -t 192.168.0.38:443 -r 192.168.0.18:443 -g -w 1'];

  it.each([
    {
      what: 'a weight',
      to: ipvs(service, first, second.replace('-w 1', '-w 5')),
      calls: ['-e -t 192.168.0.38:80 -r 192.168.0.28:80 -g -w 5'],
    },
    {
      what: 'a scheduler',
      to: ipvs('-A -t 192.168.0.38:80 -s rr -p 300', first, second),
      calls: ['-E -t 192.168.0.38:80 -s rr -p 300'],
    },
    {
      what: 'a server more',
      to: ipvs(service, first, second, '-a -t 192.168.0.38:80 -r 192.168.0.48:80 -g -w 2'),
      calls: ['-a -t 192.168.0.38:80 -r 192.168.0.48:80 -g -w 2'],
    },
    { what: 'a server less', to: ipvs(service, first), calls: ['-d -t 192.168.0.38:80 -r 192.168.0.28:80'] },
    {
      what: 'one service in place of another',
      to: ipvs(...other),
      calls: [
        ...other,
        '-d -t 192.168.0.38:80 -r 192.168.0.18:80',
        '-d -t 192.168.0.38:80 -r 192.168.0.28:80',
        '-D -t 192.168.0.38:80',
      ],
    },
  ])('is applied by difference: $what', async ({ to, calls }) => {
    const host = await createShared();
    const before = await takeSnapshot(host);
    await runScript(host, drView);
    clearLog(host);
    expect((await runScript(host, to, ['status'])).status).toBe(1);
    expect(await runScript(host, to)).toEqual(silence);
    expect(readLog(host)).toEqual(calls.map((call) => `ipvsadm ${call}`));
    expect((await takeSnapshot(host)).ipvs.toSorted()).toEqual(expectIpvs(to).toSorted());
    await runScript(host, to, ['stop']);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('is applied by difference: a VIP less, one more, IPv6', async () => {
    const host = await createShared();
    const before = await takeSnapshot(host);
    await runScript(host, { ...drView, addresses: section('192.168.0.38/32 eth0', '192.168.0.39/32 eth0') });
    const to = {
      ...drView,
      addresses: section('192.168.0.39/32 eth0', '192.168.0.40/32 eth1', '2001:db8::38/128 eth0'),
    };
    clearLog(host);
    expect(await runScript(host, to)).toEqual(silence);
    expect(readLog(host, 'arping.log')).toEqual(['arping -D -q -c 2 -w 3 -I eth1 192.168.0.40']);
    const { addresses } = await takeSnapshot(host);
    expect(addresses.filter((line) => !before.addresses.includes(line))).toEqual([
      'eth0 inet 192.168.0.39/32 scope global eth0',
      'eth0 inet6 2001:db8::38/128 scope global nodad deprecated',
      'eth1 inet 192.168.0.40/32 scope global eth1',
    ]);
    // Still in place at the next start, with the lifetime of 0 that makes it "deprecated".
    expect(await runScript(host, to, ['--dry-run'])).toEqual(silence);
    await runScript(host, to, ['stop']);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('is applied by difference: nat rules, sysctls; an interface with a dot', async () => {
    const host = await createShared(`
      ip link set eth1 name eth0.100`);
    const before = await takeSnapshot(host);
    const from: ScriptView = {
      ...natView,
      interfaces: ['eth0', 'eth0.100'],
      sysctls: section('net.ipv4.ip_forward=1', 'net/ipv4/conf/eth0.100/send_redirects=0'),
    };
    expect(await runScript(host, from)).toEqual(silence);
    const dotted = 'net.ipv4.conf.eth0.100.send_redirects=0';
    expect((await takeSnapshot(host)).sysctls).toContain(dotted);

    const to = { ...from, sysctls: section('net.ipv4.ip_forward=1'), nftForward: [] };
    clearLog(host);
    expect(await runScript(host, to)).toEqual(silence);
    expect(readLog(host)).toEqual([]);
    const after = await takeSnapshot(host);
    expect(after.sysctls).not.toContain(dotted);
    expect(after.nft).not.toContain('iifname "eth0" ip daddr 192.168.0.0/24 ct state new drop');
    expect(after.nft).toContain('table ip other {');

    expect(await runScript(host, { ...to, nftPostrouting: [] })).toEqual(silence);
    expect((await takeSnapshot(host)).nft).toEqual(before.nft);
    await runScript(host, to, ['stop']);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('heals what somebody has removed by hand', async () => {
    const host = await createShared();
    await runScript(host, natView);
    const good = await takeSnapshot(host);
    const damage =
      'nft delete table inet lvsgen_nat; ipvsadm -D -t 172.16.254.200:80; sysctl -q -w net.ipv4.ip_forward=0';
    await runOn(host, ['bash', '-ec', damage]);
    expect((await runScript(host, natView, ['status'])).status).toBe(1);
    expect(await runScript(host, natView)).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(good);
  });
});

describe.runIf(canRun)('services', () => {
  it('may be IPv6, UDP and marked packets', async () => {
    const host = await createShared();
    const before = await takeSnapshot(host);
    const lines = [
      '-A -t [2001:db8::38]:80 -s wrr -p 300',
      '-a -t [2001:db8::38]:80 -r [2001:db8::18]:80 -g -w 1',
      '-A -u 192.168.0.38:53 -s rr -o',
      '-a -u 192.168.0.38:53 -r 192.168.0.18:53 -g -w 1',
      '-A -f 1 -s rr',
      '-a -f 1 -r 192.168.0.18:0 -g -w 1',
    ];
    const view = { ...drView, ipvs: section(...lines) };
    expect(await runScript(host, view)).toEqual(silence);
    clearLog(host);
    expect(await runScript(host, view)).toEqual(silence);
    expect(readLog(host)).toEqual([]);
    expect((await takeSnapshot(host)).ipvs).toEqual(expectIpvs(view));
    expect((await runScript(host, { ...view, ipvs: section(...lines.slice(2)) })).status).toBe(0);
    expect(readLog(host)).toEqual([
      'ipvsadm -d -t [2001:db8::38]:80 -r [2001:db8::18]:80',
      'ipvsadm -D -t [2001:db8::38]:80',
    ]);
    await runScript(host, view, ['stop']);
    expect(await takeSnapshot(host)).toEqual(before);
  });
});

describe.runIf(canRun)('what was there before', () => {
  it('is adopted without a change, and left as it was on stop', async () => {
    const host = await createShared(`
      ip addr add 192.168.0.38/32 dev eth0
      ipvsadm -A -t 192.168.0.38:80 -s rr
      ipvsadm -a -t 192.168.0.38:80 -r 192.168.0.18:80 -g -w 3
      ipvsadm -a -t 192.168.0.38:80 -r 192.168.0.77:80 -g -w 3`);
    const before = await takeSnapshot(host);
    expect(await runScript(host, drView)).toEqual(silence);
    expect(readLog(host)).toEqual([
      'ipvsadm -E -t 192.168.0.38:80 -s wrr',
      'ipvsadm -a -t 192.168.0.38:80 -r 192.168.0.28:80 -g -w 1',
    ]);
    await runScript(host, drView, ['stop']);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('by another script of lvsgen stays as long as that one needs it', async () => {
    const host = await createShared();
    const before = await takeSnapshot(host);
    const both: ScriptView = { ...natView, addresses: drView.addresses };
    await runScript(host, both);
    await runScript(host, drView);
    expect(await runScript(host, both, ['stop'])).toEqual(silence);
    expect((await runScript(host, drView, ['status'])).status).toBe(0);
    await runScript(host, drView, ['stop']);
    expect(await takeSnapshot(host)).toEqual(before);
  });
});

describe.runIf(canRun)('an interrupted start', () => {
  it.each([1, 2, 3])('is completed by the next, or undone: call %i of ipvsadm fails', async (number) => {
    for (const next of ['start', 'stop']) {
      const host = await createShared();
      const before = await takeSnapshot(host);
      const env = { IPVSADM_FAIL_AT: String(number) };
      const failed = await runScript(host, natView, [], { env });
      expect(failed).toMatchObject({ status: 1, stdout: '' });
      expect(failed.stderr).toMatch(/lvs_nat.sh: stopped, because this failed: ipvsadm -[Aa] -t 172/);
      expect(await runScript(host, natView, [next])).toEqual(silence);
      if (next === 'start') {
        expect((await runScript(host, natView, ['status'])).status).toBe(0);
        expect((await takeSnapshot(host)).ipvs).toEqual(expectIpvs(natView));
        await runScript(host, natView, ['stop']);
      }
      expect(await takeSnapshot(host)).toEqual(before);
    }
  });

  it('of a changed definition still removes what the old one had', async () => {
    const host = await createShared();
    const before = await takeSnapshot(host);
    await runScript(host, drView);
    const to = { ...drView, ipvs: section('-A -t 192.168.0.38:443 -s rr') };
    clearLog(host);
    expect((await runScript(host, to, [], { env: { IPVSADM_FAIL_AT: '3' } })).status).toBe(1);
    expect(await runScript(host, to)).toEqual(silence);
    expect((await takeSnapshot(host)).ipvs).toEqual(expectIpvs(to));
    await runScript(host, to, ['stop']);
    expect(await takeSnapshot(host)).toEqual(before);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createHost, type Host, removeHosts, runOn, takeSnapshot } from '../support/netns.ts';
import { canRun, runScript, silence } from './on-host.ts';
import { emptied, section, tunnelView as view } from './views.ts';

afterEach(removeHosts);

/** An ip that makes a veth and notes a port where the kernel may have no tunnels and no fou. All else is done by the real one. */
const shim = `#!/bin/bash
ports="$IPVSADM_DIR/fou"
touch "$ports"
case "$1 $2" in
  'fou add') echo "port $4 gue\${6:+ $6}" >>"$ports" && exit ;;
  'fou del') grep -vx "port $4 gue\${5:+ $5}" "$ports" >"$ports.new"; mv "$ports.new" "$ports"; exit ;;
  'fou show') cat "$ports"; exit ;;
esac
if [ "$1 $2 $3 $5" = 'link add name type' ]; then exec /sbin/ip link add name "$4" type veth peer name "peer-$4"; fi
exec /sbin/ip "$@"
`;

/** The size of segment that an address tells its clients: the kernel leaves out the 12 bytes of their timestamps. */
const segmentSize = `
  my $server = IO::Socket::IP->new(LocalHost => $ARGV[0], LocalPort => 8080, Listen => 1, ReuseAddr => 1) or die $@;
  my $client = IO::Socket::IP->new(PeerHost => $ARGV[0], PeerPort => 8080) or die $@;
  print unpack('i', getsockopt($client, 6, 2)) + 12;
`;

async function createRealServer() {
  const host = await createHost({ eth0: ['192.168.0.8/24', '2001:db8::8/64'] });
  writeFileSync(join(host.directory, 'arping/ip'), shim, { mode: 0o755 });
  return host;
}

const device = async (host: Host, name: string) =>
  (await runOn(host, ['ip', 'link', 'show', 'dev', name])).stdout;

describe.runIf(canRun)('lvs_tun_rs.sh', () => {
  it('makes the tunnels with their VIPs, and changes nothing at a second start', async () => {
    const host = await createRealServer();
    const before = await takeSnapshot(host);
    expect(await runScript(host, view)).toEqual(silence);
    expect(await device(host, 'lvs_tun0')).toMatch(/[<,]UP[,>][\s\S]*alias type ipip local 192\.168\.0\.8\n/);
    const filter = await runOn(host, ['sysctl', '-n', 'net.ipv4.conf.lvs_tun0.rp_filter']);
    expect(filter.stdout).toBe('2\n');
    const { addresses } = await takeSnapshot(host);
    expect(addresses.filter((line) => !before.addresses.includes(line))).toEqual([
      'lvs_tun0 inet 192.168.0.38/32 scope global lvs_tun0',
      'lvs_tun1 inet6 2001:db8::38/128 scope global nodad deprecated',
    ]);
    expect(await runScript(host, view, ['--dry-run'])).toEqual(silence);
    expect((await runScript(host, view, ['status'])).status).toBe(0);
    expect(await runScript(host, view, ['stop'])).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('has clients of a VIP send segments that fit into the tunnel', async () => {
    const host = await createRealServer();
    const syn = 'tcp flags & (syn | rst) == syn tcp option maxseg size set';
    const mss = {
      ...view,
      nftMss: section(`ip saddr 192.168.0.38 ${syn} 1440`, `ip6 saddr 2001:db8::38 ${syn} 1400`),
    };
    const before = await takeSnapshot(host);
    expect(await runScript(host, mss)).toEqual(silence);
    expect(await runScript(host, mss, ['--dry-run'])).toEqual(silence);
    expect((await runScript(host, mss, ['status'])).status).toBe(0);
    const sizeTowards = async (address: string) =>
      (await runOn(host, ['perl', '-MIO::Socket::IP', '-e', segmentSize, address])).stdout;
    expect(await sizeTowards('192.168.0.38')).toBe('1440');
    expect(await sizeTowards('2001:db8::38')).toBe('1400');
    // Not of the host's own addresses.
    expect(Number(await sizeTowards('192.168.0.8'))).toBeGreaterThan(1460);
    expect(await runScript(host, view)).toEqual(silence);
    expect(Number(await sizeTowards('192.168.0.38'))).toBeGreaterThan(1460);
    expect(await runScript(host, mss)).toEqual(silence);
    expect(await runScript(host, mss, ['stop'])).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('opens the ports of gue of both families, and closes only its own', async () => {
    const host = await createRealServer();
    const run = (words: readonly string[], from = gueView) =>
      runScript(host, from, words, { without: ['modprobe'] });
    const ports = async () => (await runOn(host, ['ip', 'fou', 'show'])).stdout;
    const gueView = {
      ...view,
      tunnels: section(
        'lvs_tun0 type sit local 192.168.0.8',
        'lvs_tun1 type ip6tnl mode any local 2001:db8::8',
      ),
      guePorts: section('6080', '6080 -6', '6081'),
    };
    await runOn(host, ['ip', 'fou', 'add', 'port', '6081', 'gue']);
    const before = await takeSnapshot(host);
    expect(await run([])).toEqual(silence);
    expect(await ports()).toBe('port 6081 gue\nport 6080 gue\nport 6080 gue -6\n');
    expect(await run(['--dry-run'])).toEqual(silence);
    expect((await run(['status'])).status).toBe(0);
    expect(await run([], { ...gueView, guePorts: section('6080 -6', '6081') })).toEqual(silence);
    expect(await ports()).toBe('port 6081 gue\nport 6080 gue -6\n');
    expect(await run(['stop'])).toEqual(silence);
    expect(await ports()).toBe('port 6081 gue\n');
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('makes a changed tunnel anew with its VIPs, and removes one that is not wanted any more', async () => {
    const host = await createRealServer();
    const before = await takeSnapshot(host);
    await runScript(host, view);
    const changed = {
      ...view,
      tunnels: section('lvs_tun0 type gre local 192.168.0.8'),
      addresses: section('192.168.0.38/32 lvs_tun0'),
    };
    expect(await runScript(host, changed)).toEqual(silence);
    expect(await device(host, 'lvs_tun0')).toContain('alias type gre local 192.168.0.8\n');
    expect(await device(host, 'lvs_tun1')).toBe('');
    expect((await runScript(host, changed, ['status'])).status).toBe(0);
    expect(await runScript(host, emptied(view))).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('leaves a device alone that is not its own', async () => {
    const host = await createRealServer();
    await runOn(host, ['ip', 'link', 'add', 'name', 'lvs_tun0', 'type', 'veth', 'peer', 'name', 'other']);
    const before = await takeSnapshot(host);
    expect(await runScript(host, view)).toEqual({
      status: 1,
      stdout: '',
      stderr: 'lvs_tun_rs.sh: lvs_tun0 exists, and is not of lvs_tun_rs.sh: nothing was changed\n',
    });
    expect(await takeSnapshot(host)).toEqual(before);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { type Host, removeHosts, runOn, takeSnapshot } from '../support/netns.ts';
import { canRun, createDirector, runScript, silence } from './on-host.ts';
import { emptied, section, fwmarkView as view } from './views.ts';

afterEach(removeHosts);

const table = async (host: Host): Promise<string> =>
  (await runOn(host, ['nft', 'list', 'table', 'inet', 'lvsgen_mark'])).stdout;

describe.runIf(canRun)('lvs_fwmark.sh', () => {
  it('marks what comes in, and what the host itself sends', async () => {
    const host = await createDirector();
    expect(await runScript(host, view)).toEqual(silence);
    const statements = [
      '\t\tip daddr 192.168.0.38 tcp dport 80 meta mark set 0x00000007',
      '\t\tip daddr 192.168.0.38 udp dport 8000-8100 meta mark set 0x00000007',
      '\t\tip6 daddr 2001:db8::38 meta l4proto sctp meta mark set 0x00000008',
    ];
    expect((await table(host)).split('\n')).toEqual([
      'table inet lvsgen_mark {',
      '\tchain prerouting {',
      '\t\ttype filter hook prerouting priority mangle; policy accept;',
      ...statements,
      '\t}',
      '',
      '\tchain output {',
      '\t\ttype route hook output priority mangle; policy accept;',
      ...statements,
      '\t}',
      '}',
      '',
    ]);
  });

  it('changes nothing at a second start, and says that all is in place', async () => {
    const host = await createDirector();
    expect((await runScript(host, view, ['status'])).status).toBe(1);
    expect(await runScript(host, view)).toEqual(silence);
    expect(await runScript(host, view, ['--dry-run'])).toEqual(silence);
    expect(await runScript(host, view, ['status'])).toEqual({
      status: 0,
      stdout: 'ok       nft table inet lvsgen_mark current\n',
      stderr: '',
    });
  });

  it('replaces its own table alone, and removes it on stop', async () => {
    const host = await createDirector();
    expect(await runOn(host, ['nft', 'add', 'table', 'inet', 'other'])).toEqual(silence);
    const before = await takeSnapshot(host);
    await runScript(host, view);
    const changed = { ...view, nftMark: section('ip daddr 192.168.0.39 tcp dport 443 meta mark set 9') };
    expect((await runScript(host, changed, ['status'])).stdout).toBe(
      'MISSING  nft table inet lvsgen_mark current (now: outdated)\n',
    );
    expect(await runScript(host, changed)).toEqual(silence);
    expect((await table(host)).match(/daddr.*/g)).toEqual([
      'daddr 192.168.0.39 tcp dport 443 meta mark set 0x00000009',
      'daddr 192.168.0.39 tcp dport 443 meta mark set 0x00000009',
    ]);
    expect(await runScript(host, changed, ['stop'])).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
    await runScript(host, view);
    expect(await runScript(host, emptied(view))).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { allChecks } from '../../../src/lab/checks/all-checks.ts';
import { runChecks } from '../../../src/lab/checks/run-checks.ts';
import { startKeepalived } from '../../../src/lab/world/keepalived.ts';
import type { Lab } from '../../../src/lab/world/lab.ts';
import { blocksOf, readPage } from '../../docs/pages.ts';
import { plansOf } from '../planned.ts';
import { canRun, prepare } from './in-machine.ts';
import { inLab } from './standing.ts';

const HA = 'clusters/examples/ha/web-ha.yaml';
const NAT = 'clusters/examples/nat/web-nat.yaml';
const SILENT = { began: () => undefined, ended: () => undefined };

/** The filters of docs/hosts.md for the hosts of a definition. */
function filtersFor(definition: string): { readonly hosts: readonly string[]; readonly text: string }[] {
  return blocksOf(readPage('docs/hosts.md')).flatMap(({ text }) => {
    const [, hosts, file] = /^# on (.+) of (\S+)\n/.exec(text) ?? [];
    return hosts !== undefined && file === definition ? [{ hosts: hosts.split(' and '), text }] : [];
  });
}

async function filter(lab: Lab, definition: string, change = (text: string) => text): Promise<void> {
  for (const { hosts, text } of filtersFor(definition))
    for (const host of hosts) await lab.must(host, 'nft -f -', { input: change(text) });
}

const TRAFFIC = ['applies-cleanly', 'kernel-holds-definition', 'checks-succeed', 'answers', 'fails-over'];

/** The checks of traffic that do not pass, with their reasons. */
async function failures(lab: Lab, ids = TRAFFIC): Promise<string[]> {
  const checks = allChecks.filter(({ id }) => ids.includes(id));
  const results = await runChecks(lab, checks, SILENT);
  return results.flatMap(({ id, reasons }) => reasons.map((reason) => `${id}: ${reason}`));
}

describe.runIf(canRun)('the filters of docs/hosts.md', () => {
  beforeAll(prepare);

  test.each([HA, NAT])('let the traffic of %s through', async (definition) => {
    expect(filtersFor(definition).length).toBeGreaterThan(0);
    const [plan] = await plansOf(definition);
    await inLab(plan, async (lab) => {
      await filter(lab, definition);
      expect(await failures(lab)).toEqual([]);
    });
  });

  test('without VRRP make two MASTERs', async () => {
    const [plan] = await plansOf(HA);
    await inLab(plan, async (lab) => {
      await filter(lab, HA, (text) => text.replace(/.*ip protocol 112 .*\n/, ''));
      for (const host of ['lvs1', 'lvs2']) await startKeepalived(lab, host);
      await lab.sleep(8);
      for (const host of ['lvs1', 'lvs2'])
        expect(await lab.must(host, 'ip -o -4 addr show dev eth0')).toContain(' 192.168.0.38/32 ');
    });
  });

  test('with invalid packets dropped first lose the replies of NAT', async () => {
    const [plan] = await plansOf(NAT);
    await inLab(plan, async (lab) => {
      const strict = (text: string) =>
        text.replace('hook forward priority filter; policy drop;\n', '$&    ct state invalid drop\n');
      await filter(lab, NAT, strict);
      const failed = await failures(lab, TRAFFIC.slice(0, 4));
      expect(failed.join('\n')).toMatch(/^answers: .*no answer/);
    });
  });
});

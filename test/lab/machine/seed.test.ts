import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Lab } from '../../../src/lab/world/lab.ts';
import { request, tally } from '../../../src/lab/world/requests.ts';
import { ipvsOf, stateDifferences, statesOf } from '../../../src/lab/world/state.ts';
import { plansOf } from '../planned.ts';
import { canRun, prepare } from './in-machine.ts';
import { inLab } from './standing.ts';

const seed = (path: string) => readFileSync(new URL(`../../scripts/seed/${path}`, import.meta.url), 'utf8');

/** What scripts of one kind made of the hosts, and what a client on each wire saw. */
async function seen(lab: Lab) {
  const clients = lab.plan.clients.filter(({ name }) => lab.plan.services[0]?.clients.includes(name));
  const answers: string[] = [];
  for (const client of clients) {
    const [service] = lab.plan.services;
    if (service !== undefined) answers.push(tally(await request(lab, client, service, { count: 24 })));
  }
  return { ipvs: await ipvsOf(lab, 'lvs1'), answers, states: await statesOf(lab, lab.plan.hosts) };
}

/** Runs ours, undoes it, runs the seed's on the same hosts: gives both, and what differs on each host. */
async function sideBySide(lab: Lab, scripts: Readonly<Record<string, string>>) {
  const bare = await statesOf(lab, lab.plan.hosts);
  // Real servers first, as an operator would.
  const hosts = Object.keys(scripts).sort((a, b) => (a < b ? 1 : -1));
  for (const host of hosts) await lab.must(host, `/usr/local/sbin/${scripts[host]} start`);
  const ours = await seen(lab);
  for (const host of [...hosts].reverse()) await lab.must(host, `/usr/local/sbin/${scripts[host]} stop`);
  for (const [host, state] of await statesOf(lab, lab.plan.hosts))
    expect(stateDifferences(bare.get(host) ?? state, state)).toEqual([]);
  for (const host of hosts) {
    await lab.must(host, 'mkdir -p /run/shims\ncat >/run/shims/ifconfig', { input: seed('shims/ifconfig') });
    await lab.must(host, 'cat >/run/shims/route\nchmod +x /run/shims/*', { input: seed('shims/route') });
    // No `set -e`: the seed's scripts have none.
    const script = `cat >/run/seed.sh\nPATH=/run/shims:$PATH bash /run/seed.sh`;
    await lab.must(host, script, { input: seed(scripts[host] ?? '') });
  }
  const theirs = await seen(lab);
  const differences = [...ours.states].flatMap(([host, state]) =>
    stateDifferences(theirs.states.get(host) ?? state, state).map((line) => `${host} ${line}`),
  );
  return { ours, theirs, differences };
}

describe.runIf(canRun)("beside the seed's scripts on a real kernel", () => {
  beforeAll(prepare, 300_000);

  test('NAT: the same table, and the same answers', async () => {
    const [plan] = await plansOf('clusters/examples/nat/web-nat.yaml');
    await inLab(plan, async (lab) => {
      const { ours, theirs, differences } = await sideBySide(lab, { lvs1: 'lvs_nat.sh' });
      expect(ours.ipvs).toEqual(theirs.ipvs);
      expect(ours.answers).toEqual(['rs1: 12, rs2: 12']);
      expect(theirs.answers).toEqual(ours.answers);
      expect(differences.filter((line) => !/ [-+] (?:table|chain|type|ip |iifname|\})/.test(line))).toEqual([
        'lvs1 - ipv4/conf/default/send_redirects:0', // X10
        'lvs1 + ipv4/conf/default/send_redirects:1', // X10
      ]);
    });
  }, 120_000);

  test('DR: the same table, and the same answers', async () => {
    const [plan] = await plansOf('clusters/examples/dr/web-dr.yaml');
    await inLab(plan, async (lab) => {
      const { ours, theirs, differences } = await sideBySide(lab, {
        lvs1: 'lvs_dr.sh',
        rs1: 'lvs_dr_rs.sh',
        rs2: 'lvs_dr_rs.sh',
      });
      expect(ours.ipvs).toEqual(theirs.ipvs);
      expect(ours.answers).toEqual(['rs1: 18, rs2: 6', 'rs1: 18, rs2: 6']);
      expect(theirs.answers).toEqual(ours.answers);
      // The seed forwards, which DR does not need, with all that the kernel ties to it; and it adds routes (X06).
      const isForwarding = (line: string) =>
        /ipv4\/(?:ip_forward|conf\/all\/accept_redirects|conf\/\w+\/forwarding):/.test(line);
      expect(differences.filter((line) => !isForwarding(line))).toEqual([
        'lvs1 - 192.168.0.38 dev eth0 scope link src 192.168.0.38',
        'rs1 - 192.168.0.38 dev lo scope link src 192.168.0.38',
        'rs2 - 192.168.0.38 dev lo scope link src 192.168.0.38',
      ]);
      expect(differences).toContain('lvs1 + ipv4/ip_forward:0');
    });
  }, 120_000);
});

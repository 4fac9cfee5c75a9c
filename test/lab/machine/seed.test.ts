import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { awaitOwner } from '../../../src/lab/checks/directors.ts';
import { longestGap } from '../../../src/lab/checks/fails-over.ts';
import { startAnswering, stopAnswering } from '../../../src/lab/world/build.ts';
import { startKeepalived, stopKeepalived } from '../../../src/lab/world/keepalived.ts';
import { type Lab, until } from '../../../src/lab/world/lab.ts';
import { request, startTraffic, tally } from '../../../src/lab/world/requests.ts';
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

/** Runs one of the seed's scripts. */
async function runSeed(lab: Lab, host: string, script: string): Promise<void> {
  await lab.must(host, 'mkdir -p /run/shims\ncat >/run/shims/ifconfig', { input: seed('shims/ifconfig') });
  await lab.must(host, 'cat >/run/shims/route\nchmod +x /run/shims/*', { input: seed('shims/route') });
  // No `set -e`: the seed's scripts have none.
  await lab.must(host, 'cat >/run/seed.sh\nPATH=/run/shims:$PATH bash /run/seed.sh', { input: seed(script) });
}

/** What the kernel ties to forwarding, which the seed turns on everywhere. */
const isForwarding = (line: string) =>
  /ipv4\/(?:ip_forward|conf\/all\/accept_redirects|conf\/\w+\/forwarding):/.test(line);

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
  for (const host of hosts) await runSeed(lab, host, scripts[host] ?? '');
  const theirs = await seen(lab);
  const differences = [...ours.states].flatMap(([host, state]) =>
    stateDifferences(theirs.states.get(host) ?? state, state).map((line) => `${host} ${line}`),
  );
  return { ours, theirs, differences };
}

describe.runIf(canRun)("beside the seed's scripts on a real kernel", () => {
  beforeAll(prepare);

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
  });

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
      expect(differences.filter((line) => !isForwarding(line))).toEqual([
        'lvs1 - 192.168.0.38 dev eth0 scope link src 192.168.0.38',
        'rs1 - 192.168.0.38 dev lo scope link src 192.168.0.38',
        'rs2 - 192.168.0.38 dev lo scope link src 192.168.0.38',
      ]);
      expect(differences).toContain('lvs1 + ipv4/ip_forward:0');
    });
  });
});

const LOST = 'rs1';
const CONF = '/etc/keepalived/keepalived.conf';

/** What the third practice's hosts hold, whom its clients meet, and how its three experiments end, with their times. */
async function practice(lab: Lab) {
  const [service] = lab.plan.services;
  const [instance] = lab.plan.instances;
  const [client] = lab.plan.clients;
  if (service === undefined || instance === undefined || client === undefined) throw new Error('no plan');
  const tables = () => Promise.all(service.directors.map((name) => ipvsOf(lab, name)));
  const hasLost = (table: readonly string[]) => table.some((line) => line.includes('-r 192.168.0.18:80 '));
  const ask = async () => tally(await request(lab, client, service, { count: 12 }));
  const startAll = async () => {
    for (const name of service.directors) await startKeepalived(lab, name);
    expect(await awaitOwner(lab, [instance], 'lvs1', 12)).toEqual([]);
    // A round of its checks, which find everybody well.
    await lab.sleep(8);
  };
  await startAll();
  const held = { tables: await tables(), answers: await ask(), states: await statesOf(lab, lab.plan.hosts) };
  await stopAnswering(lab, lab.host(LOST));
  const gone = await until(lab, 17, tables, (all) => !all.some(hasLost));
  expect(gone.isGood).toBe(true);
  const without = await ask();
  await startAnswering(lab, lab.host(LOST));
  const back = await until(lab, 17, tables, (all) => all.every(hasLost));
  expect(back.isGood).toBe(true);
  const again = await ask();
  const traffic = startTraffic(lab, client, service, { interval: 0.05, timeout: 1 });
  await lab.sleep(0.5);
  await stopKeepalived(lab, 'lvs1');
  expect(await awaitOwner(lab, [instance], 'lvs2', 3)).toEqual([]);
  await lab.sleep(1);
  const silent = longestGap(await traffic.stop());
  const over = await ask();
  await stopKeepalived(lab, 'lvs2');
  return {
    ...held,
    experiments: [without, again, over],
    times: { gone: gone.seconds, back: back.seconds, silent },
  };
}

describe.runIf(canRun)("beside the seed's keepalived.conf on a real kernel", () => {
  beforeAll(prepare);

  test('HA: the same tables, the same answers, and experiments 1, 2 and 3 pass in the same time', async () => {
    const [plan] = await plansOf('clusters/examples/ha/web-ha.yaml');
    await inLab(plan, async (lab) => {
      const bare = await statesOf(lab, lab.plan.hosts);
      const realServers = ['rs1', 'rs2'];
      const script = '/usr/local/sbin/lvs_dr_rs.sh';
      for (const name of realServers) await lab.must(name, `${script} start`);
      const ours = await practice(lab);
      for (const name of realServers) await lab.must(name, `${script} stop`);
      for (const [host, state] of await statesOf(lab, lab.plan.hosts))
        expect(stateDifferences(bare.get(host) ?? state, state)).toEqual([]);
      for (const name of realServers) await runSeed(lab, name, 'lvs_dr_rs.sh');
      const master = seed('keepalived.conf');
      const backup = master.replace('state MASTER', 'state BACKUP').replace('priority 100', 'priority 90');
      for (const [name, input] of [
        ['lvs1', master],
        ['lvs2', backup],
      ] as const)
        await lab.must(name, `cat >${CONF}\necho 1 >/proc/sys/net/ipv4/ip_forward`, { input });
      const theirs = await practice(lab);
      expect(ours.tables).toEqual(theirs.tables);
      expect([ours.answers, ...ours.experiments]).toEqual([
        'rs1: 6, rs2: 6',
        'rs2: 12',
        'rs1: 6, rs2: 6',
        'rs1: 6, rs2: 6',
      ]);
      expect([theirs.answers, ...theirs.experiments]).toEqual([ours.answers, ...ours.experiments]);
      for (const [who, { gone, back, silent }] of [
        ['ours', ours.times],
        ["the seed's", theirs.times],
      ] as const) {
        process.stdout.write(
          `${who}: experiment 1, ${LOST} gone after ${gone.toFixed(1)} s of 15; 2, back after ${back.toFixed(1)} s of 15; ` +
            `3, silent for ${silent.toFixed(1)} s of 1.6\n`,
        );
        // A round of 6 s and three pauses of 3 s; the skew of priority 90, a request before and one after.
        expect(gone).toBeLessThanOrEqual(15.5);
        expect(back).toBeLessThanOrEqual(15.5);
        expect(silent).toBeLessThanOrEqual(1.6);
      }
      const differences = [...ours.states].flatMap(([host, state]) =>
        stateDifferences(theirs.states.get(host) ?? state, state).map((line) => `${host} ${line}`),
      );
      expect(differences.filter((line) => !isForwarding(line))).toEqual([
        'rs1 - 192.168.0.38 dev lo scope link src 192.168.0.38',
        'rs2 - 192.168.0.38 dev lo scope link src 192.168.0.38',
      ]);
    });
  });
});

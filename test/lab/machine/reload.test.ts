import { beforeAll, describe, expect, test } from 'vitest';
import { reloadKeepalived, startKeepalived } from '../../../src/lab/world/keepalived.ts';
import { until } from '../../../src/lab/world/lab.ts';
import { request, startTraffic, tally } from '../../../src/lab/world/requests.ts';
import { ipvsOf } from '../../../src/lab/world/state.ts';
import { plansOfTexts } from '../planned.ts';
import { canRun, prepare } from './in-machine.ts';
import { inLab, scriptOf } from './standing.ts';

const NAMES = ['rs1', 'rs2', 'rs3'];
const DIRECTORS = ['lvs1', 'lvs2'];
const CONF = '/etc/keepalived/keepalived.conf';

/** A DR pair with keepalived and three hosts that could serve, of which these do. */
async function planWith(weights: Readonly<Record<string, number>>) {
  const text = `
version: 1
name: web
segments:
  lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1 }
directors:
  - { name: lvs1, interfaces: { eth0: { segment: lan, address: 192.168.0.48/24 } } }
  - { name: lvs2, interfaces: { eth0: { segment: lan, address: 192.168.0.58/24 } } }
vrrp_instances:
  - name: VI_1
    interface: eth0
    virtual_router_id: 51
    virtual_ipaddress: [192.168.0.78/32]
    members:
      - { director: lvs1, state: MASTER, priority: 100 }
      - { director: lvs2, state: BACKUP, priority: 90 }
real_servers:
${NAMES.map((name, index) => `  - { name: ${name}, address: 192.168.0.${index + 1}8/24 }`).join('\n')}
virtual_servers:
  - name: http
    vip: 192.168.0.78
    port: 80
    protocol: TCP
    lvs_sched: wrr
    lvs_method: DR
    delay_loop: 2
    checks:
      - TCP_CHECK: { connect_timeout: 1, retry: 1, delay_before_retry: 1 }
    real_servers:
${Object.entries(weights)
  .map(([name, weight]) => `      - { name: ${name}, weight: ${weight} }`)
  .join('\n')}
`;
  const [plan] = await plansOfTexts({ 'clusters/lab/web.yaml': text });
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

describe.runIf(canRun)('a changed definition with keepalived', () => {
  beforeAll(prepare);

  test('is applied by a reload: no request is lost that did not end on a removed real server', async () => {
    const before = await planWith({ rs1: 1, rs2: 1 });
    const after = await planWith({ rs1: 3, rs3: 1 });
    const all = await planWith({ rs1: 1, rs2: 1, rs3: 1 });
    await inLab(all, async (lab) => {
      for (const name of NAMES) {
        const { path } = lab.host(name).files.find(({ kind }) => kind === 'script') ?? {};
        expect(await lab.must(name, `'${path}' start`)).toBe('');
      }
      const install = (plan: typeof before, name: string) =>
        lab.must(name, `cat >${CONF}`, { input: scriptOf(plan, name, 'keepalived.conf') });
      const holds = async (plan: typeof before) => {
        const { answer } = await until(
          lab,
          20,
          () => Promise.all(DIRECTORS.map((name) => ipvsOf(lab, name))),
          (tables) => tables.every((table) => String(table) === String(plan.hosts[0]?.ipvs)),
        );
        expect(answer).toEqual(DIRECTORS.map(() => plan.hosts[0]?.ipvs));
      };
      for (const name of DIRECTORS) {
        await install(before, name);
        await startKeepalived(lab, name);
      }
      await holds(before);
      const [service] = after.services;
      const [client] = lab.plan.clients;
      if (service === undefined || client === undefined) throw new Error('nobody asks');
      const { isGood } = await until(
        lab,
        20,
        () => request(lab, client, service, { count: 1, timeout: 1 }),
        ([one]) => one?.host !== undefined,
      );
      expect(isGood).toBe(true);
      const traffic = [0, 1].map(() => startTraffic(lab, client, service, { interval: 0.02, timeout: 1 }));
      await lab.sleep(1.5);
      for (const name of DIRECTORS) {
        await install(after, name);
        await reloadKeepalived(lab, name);
      }
      await holds(after);
      await lab.sleep(1.5);
      const requests = (await Promise.all(traffic.map(({ stop }) => stop()))).flat();
      expect(requests.length).toBeGreaterThan(50);
      expect(requests.filter(({ host }) => host === undefined)).toEqual([]);
      expect(new Set(requests.map(({ host }) => host))).toEqual(new Set(NAMES));
      expect(tally(await request(lab, client, service, { count: 24 }))).toBe('rs1: 18, rs3: 6');
    });
  });
});

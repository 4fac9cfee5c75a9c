import { beforeAll, describe, expect, test } from 'vitest';
import { request, startTraffic, tally } from '../../../src/lab/world/requests.ts';
import { ipvsOf } from '../../../src/lab/world/state.ts';
import { plansOfTexts } from '../planned.ts';
import { canRun, prepare } from './in-machine.ts';
import { inLab, scriptOf } from './standing.ts';

const NAMES = ['rs1', 'rs2', 'rs3'];

/** A NAT cluster with three hosts that could serve, of which these do. */
async function planWith(weights: Readonly<Record<string, number>>) {
  const text = `
version: 1
name: web
segments:
  wan: { subnet: 172.16.254.0/24 }
  lan: { subnet: 192.168.0.0/24 }
directors:
  - name: lvs1
    interfaces:
      eth0: { segment: wan, address: 172.16.254.200/24 }
      eth1: { segment: lan, address: 192.168.0.8/24 }
real_servers:
${NAMES.map((name, index) => `  - { name: ${name}, address: 192.168.0.${index + 1}8/24, gateway: 192.168.0.8 }`).join('\n')}
virtual_servers:
  - name: http
    vip: 172.16.254.200
    port: 80
    protocol: TCP
    lvs_sched: wrr
    lvs_method: NAT
    real_servers:
${Object.entries(weights)
  .map(([name, weight]) => `      - { name: ${name}, weight: ${weight} }`)
  .join('\n')}
`;
  const [plan] = await plansOfTexts({ 'clusters/lab/web.yaml': text });
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

describe.runIf(canRun)('a changed definition', () => {
  beforeAll(prepare);

  test('is applied by difference: no request is lost that did not end on a removed real server', async () => {
    const before = await planWith({ rs1: 1, rs2: 1 });
    const after = await planWith({ rs1: 3, rs3: 1 });
    await inLab(await planWith({ rs1: 1, rs2: 1, rs3: 1 }), async (lab) => {
      const path = '/usr/local/sbin/lvs_nat.sh';
      const apply = async (plan: typeof before) => {
        await lab.must('lvs1', `cat >${path}`, { input: scriptOf(plan, 'lvs1', 'lvs_nat.sh') });
        expect(await lab.must('lvs1', `${path} start`)).toBe('');
      };
      await apply(before);
      const [service] = after.services;
      const [client] = lab.plan.clients;
      if (service === undefined || client === undefined) throw new Error('nobody asks');
      const traffic = [0, 1].map(() => startTraffic(lab, client, service, { interval: 0.02, timeout: 1 }));
      await lab.sleep(1.5);
      await apply(after);
      await lab.sleep(1.5);
      const requests = (await Promise.all(traffic.map(({ stop }) => stop()))).flat();
      expect(requests.length).toBeGreaterThan(50);
      // Those to rs2 had been answered before it was removed: none is lost at all.
      expect(requests.filter(({ host }) => host === undefined)).toEqual([]);
      expect(new Set(requests.map(({ host }) => host))).toEqual(new Set(NAMES));
      expect(await ipvsOf(lab, 'lvs1')).toEqual(after.hosts[0]?.ipvs);
      expect(tally(await request(lab, client, service, { count: 24 }))).toBe('rs1: 18, rs3: 6');
    });
  });
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'duplicate-virtual-server';
const second = (port: number, protocol: string) => `${DR}  - name: second
    vip: 192.168.0.38
    port: ${port}
    protocol: ${protocol}
    lvs_sched: wrr
    lvs_method: DR
    real_servers: [{ name: rs1 }]
`;

test('the same VIP, port and protocol twice in one cluster', async () => {
  expect(await lint(rule, second(80, 'TCP'))).toEqual([
    {
      severity: 'error',
      message: 'virtual server "192.168.0.38:80 TCP" is defined twice',
      hint: 'put the real servers of both into one virtual server, or give this one another port or VIP',
      at: 'clusters/prod/web-dr.yaml:23:10-23:22 «192.168.0.38»',
      related: ['clusters/prod/web-dr.yaml:14:10-14:22 «192.168.0.38» first defined here'],
    },
  ]);
});

test('two clusters of two routing domains on shared directors: each service is reported once', async () => {
  const other = edit(HA, 'name: web-ha\n', 'name: web-lab\nrouting_domain: lab\n');
  const files = { 'clusters/prod/web-ha.yaml': HA, 'clusters/prod/web-lab.yaml': other };
  expect(await lint(rule, files)).toEqual([
    {
      severity: 'error',
      message: 'virtual server "192.168.0.38:80 TCP" is defined twice on director "lvs1"',
      hint: 'put the real servers of both into one virtual server, or give this one another port or VIP',
      at: 'clusters/prod/web-lab.yaml:26:10-26:22 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.38» first defined here'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, second(443, 'TCP'))).toEqual([]);
  expect(await lint(rule, second(80, 'UDP'))).toEqual([]);
  // One routing domain: duplicate-vip says it.
  const twin = edit(HA, 'name: web-ha\n', 'name: web-hb\n');
  expect(await lint(rule, { 'clusters/prod/web-ha.yaml': HA, 'clusters/prod/web-hb.yaml': twin })).toEqual(
    [],
  );
  // Other directors, and directors of the same names in another environment.
  const lab = edit(HA, 'name: web-ha\n', 'name: web-lab\nrouting_domain: lab\n');
  const renamed = lab.replaceAll('lvs1', 'lab1').replaceAll('lvs2', 'lab2');
  expect(
    await lint(rule, { 'clusters/prod/web-ha.yaml': HA, 'clusters/prod/web-lab.yaml': renamed }),
  ).toEqual([]);
  expect(await lint(rule, { 'clusters/prod/web-ha.yaml': HA, 'clusters/test/web-lab.yaml': lab })).toEqual(
    [],
  );
});

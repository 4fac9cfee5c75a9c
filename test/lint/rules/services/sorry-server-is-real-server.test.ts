import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sorry-server-is-real-server';
const sorry = (base: string, address: string, port: number) =>
  edit(base, '    delay_loop:', `    sorry_server: { address: ${address}, port: ${port} }\n    delay_loop:`);

test('the sorry server has the address and port of a real server', async () => {
  expect(await lint(rule, sorry(HA, '192.168.0.28', 80))).toEqual([
    {
      severity: 'warning',
      message: 'sorry server "192.168.0.28:80" is real server "rs2" of the same virtual server',
      hint: 'name a host that is not among the real servers: it is needed when all of them are down',
      at: 'clusters/prod/web-ha.yaml:30:30-30:42 «192.168.0.28»',
      related: ['clusters/prod/web-ha.yaml:36:17-36:20 «rs2» the real server'],
    },
  ]);
  expect(await lint(rule, sorry(NAT_HA, '10.0.0.101', 8080))).toEqual([
    {
      severity: 'warning',
      message: 'sorry server "10.0.0.101:8080" is real server "rs1" of the same virtual server',
      hint: 'name a host that is not among the real servers: it is needed when all of them are down',
      at: 'clusters/prod/edge.yaml:43:30-43:40 «10.0.0.101»',
      related: ['clusters/prod/edge.yaml:48:17-48:20 «rs1» the real server'],
    },
  ]);
});

test('a sorry server in defaults is named once, where it stands', async () => {
  const defaulted = `${HA}  - name: https
    vip: 192.168.0.38
    port: 80
    protocol: UDP
    lvs_sched: rr
    lvs_method: DR
    real_servers: [{ name: rs1 }]
defaults:
  virtual_servers:
    sorry_server: { address: 192.168.0.18, port: 80 }
`;
  expect(await lint(rule, defaulted)).toEqual([
    {
      severity: 'warning',
      message: 'sorry server "192.168.0.18:80" is real server "rs1" of the same virtual server',
      hint: 'name a host that is not among the real servers: it is needed when all of them are down',
      at: 'clusters/prod/web-ha.yaml:45:30-45:42 «192.168.0.18»',
      related: ['clusters/prod/web-ha.yaml:34:17-34:20 «rs1» the real server'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, sorry(HA, '192.168.0.99', 80))).toEqual([]);
  // Another service on the host of a real server.
  expect(await lint(rule, sorry(NAT_HA, '10.0.0.101', 8081))).toEqual([]);
  // A host of the cluster that does not serve this virtual server.
  expect(
    await lint(rule, edit(sorry(HA, '192.168.0.28', 80), '      - { name: rs2, weight: 1 }\n', '')),
  ).toEqual([]);
  // Nobody puts a sorry server in with engine ipvsadm: check-without-keepalived says that.
  const unused = edit(
    DR,
    '    real_servers:\n      - { name: rs1',
    '    sorry_server: { address: 192.168.0.18, port: 80 }\n    real_servers:\n      - { name: rs1',
  );
  expect(await lint(rule, unused)).toEqual([]);
});

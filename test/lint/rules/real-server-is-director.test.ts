import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'real-server-is-director';
const asDirector = (base: string, name: string, director: string, address: string) =>
  base
    .replaceAll(new RegExp(`name: ${name}, address: [0-9.]+`, 'g'), `name: ${director}, address: ${address}`)
    .replaceAll(`name: ${name},`, `name: ${director},`);
const both = asDirector(asDirector(HA, 'rs1', 'lvs1', '192.168.0.48'), 'rs2', 'lvs2', '192.168.0.58');

test('both directors are real servers, by name', async () => {
  expect(await lint(rule, both)).toEqual([
    {
      severity: 'error',
      message:
        'directors "lvs1" and "lvs2" are real servers of DR virtual server "http": each balances again what the other one forwards',
      hint: 'let other hosts be the real servers, or use NAT',
      at: 'clusters/prod/web-ha.yaml:34:17-34:21 «lvs1»',
      related: ['clusters/prod/web-ha.yaml:35:17-35:21 «lvs2» a director, too'],
    },
  ]);
});

test('both directors are real servers, by address', async () => {
  const byAddress = edit(
    edit(HA, '192.168.0.18/24', '192.168.0.48/24'),
    '192.168.0.28/24',
    '192.168.0.58/24',
  );
  expect(await lint(rule, byAddress)).toEqual([
    {
      severity: 'error',
      message:
        'directors "lvs1" and "lvs2" are real servers of DR virtual server "http": each balances again what the other one forwards',
      hint: 'let other hosts be the real servers, or use NAT',
      at: 'clusters/prod/web-ha.yaml:34:17-34:20 «rs1»',
      related: ['clusters/prod/web-ha.yaml:35:17-35:20 «rs2» a director, too'],
    },
  ]);
});

test('two services with the same hosts are one fault', async () => {
  const two = `${both}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    checks: [{ TCP_CHECK: {} }]
    real_servers: [{ name: lvs2 }, { name: lvs1 }]
`;
  expect((await lint(rule, two)).length).toBe(1);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // LocalNode: a single director that is its own real server.
  expect(await lint(rule, asDirector(DR, 'rs1', 'lvs1', '192.168.0.8'))).toEqual([]);
  // One of two: the other one never gets a packet back.
  expect(await lint(rule, asDirector(HA, 'rs1', 'lvs1', '192.168.0.48'))).toEqual([]);
  // Each serves another virtual server.
  const apart = edit(both, '      - { name: lvs2, weight: 1 }\n', '');
  const two = `${apart}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    checks: [{ TCP_CHECK: {} }]
    real_servers: [{ name: lvs2 }]
`;
  expect(await lint(rule, two)).toEqual([]);
  // NAT rewrites the address, so that the other one's table does not match.
  expect(await lint(rule, edit(both, 'lvs_method: DR', 'lvs_method: NAT'))).toEqual([]);
});

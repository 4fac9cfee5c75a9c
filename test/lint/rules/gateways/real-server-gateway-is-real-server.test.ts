import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'real-server-gateway-is-real-server';
const RS1 = '192.168.0.18/24, gateway: 192.168.0.1 }';
const wrong = (base: string) => edit(base, RS1, '192.168.0.18/24, gateway: 192.168.0.28 }');

test('another real server', async () => {
  expect(await lint(rule, wrong(DR))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.28" of real server "rs1" is real server "rs2": the answers of service "http" end there',
      hint: 'set gateway to 192.168.0.1, the gateway of segment "lan"',
      at: 'clusters/prod/web-dr.yaml:10:53-10:65 «192.168.0.28»',
      related: ['clusters/prod/web-dr.yaml:11:27-11:42 «192.168.0.28/24» the same address'],
    },
  ]);
});

test('through a tunnel, and a real server of another definition', async () => {
  const tunnel = edit(wrong(DR), 'lvs_method: DR', 'lvs_method: TUN');
  expect(await lint(rule, tunnel)).toHaveLength(1);
  const alone = edit(
    edit(wrong(DR), '  - { name: rs2, address: 192.168.0.28/24, gateway: 192.168.0.1 }\n', ''),
    '      - { name: rs2, weight: 1 }\n',
    '',
  );
  expect(await lint(rule, alone)).toEqual([]);
  const other = edit(
    DR.replaceAll('rs1', 'os1').replaceAll('.18/', '.19/').replaceAll('.0.38', '.0.39'),
    'name: web-dr',
    'name: other',
  );
  const files = { 'clusters/prod/other.yaml': other, 'clusters/prod/web-dr.yaml': alone };
  expect((await lint(rule, files)).map(({ at }) => at)).toEqual([
    'clusters/prod/web-dr.yaml:10:53-10:65 «192.168.0.28»',
  ]);
  const apart = { 'clusters/lab/other.yaml': other, 'clusters/prod/web-dr.yaml': alone };
  expect(await lint(rule, apart)).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // A router that no segment names, a director, a VIP, its own address, and an address that is outside its subnet.
  for (const gateway of ['192.168.0.254', '192.168.0.8', '192.168.0.38', '192.168.0.18', '10.0.0.28'])
    expect(await lint(rule, edit(DR, RS1, `192.168.0.18/24, gateway: ${gateway} }`)), gateway).toEqual([]);
  // Without a router in the segment, the real server may be one.
  const routerless = edit(
    wrong(DR),
    'subnet: 192.168.0.0/24, gateway: 192.168.0.1 }',
    'subnet: 192.168.0.0/24 }',
  );
  expect(await lint(rule, routerless)).toEqual([]);
  // The segment's router, which a real server has become: host-address-is-gateway.
  expect(await lint(rule, edit(DR, RS1, '192.168.0.1/24, gateway: 192.168.0.1 }'))).toEqual([]);
  expect(await lint(rule, edit(DR, '28/24, gateway: 192.168.0.1', '1/24, gateway: 192.168.0.1'))).toEqual([]);
  // A real server that is a director too, by its name or by its address.
  expect(await lint(rule, wrong(DR).replaceAll('name: rs2', 'name: lvs1'))).toEqual([]);
  expect(await lint(rule, edit(wrong(DR), 'address: 192.168.0.8/24', 'address: 192.168.0.28/24'))).toEqual(
    [],
  );
  // With NAT: real-server-gateway-not-director.
  const nat = edit(NAT, '18/24, gateway: 192.168.0.8', '18/24, gateway: 192.168.0.28');
  const routed = edit(nat, '192.168.0.0/24 }', '192.168.0.0/24, gateway: 192.168.0.8 }');
  expect(await lint(rule, routed)).toEqual([]);
});

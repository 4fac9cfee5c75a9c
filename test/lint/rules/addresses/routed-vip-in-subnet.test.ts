import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'routed-vip-in-subnet';
const ROUTED = '    routed: true\n    port: 80\n';
const routed = (base: string) => edit(base, '    port: 80\n', ROUTED);
const TWO = edit(
  DR,
  'real_servers:\n  - { name: rs1, a',
  `  - name: lvs2
    interfaces:
      eth0: { segment: lan, address: 192.168.0.9/24 }
real_servers:
  - { name: rs1, a`,
);
const keepalived = (base: string) => edit(base, 'name: web-dr\n', 'name: web-dr\nengine: keepalived\n');

test('no VRRP instance has the VIP', async () => {
  expect(await lint(rule, routed(TWO))).toEqual([
    {
      severity: 'error',
      message:
        'VIP "192.168.0.38" is not routed: it is in 192.168.0.0/24, a subnet of director "lvs1", where neighbours ask for it',
      hint: 'remove routed and put the VIP into a VRRP instance, or use an address outside the subnets of the directors',
      at: 'clusters/prod/web-dr.yaml:18:13-18:17 «true»',
      related: [
        'clusters/prod/web-dr.yaml:17:10-17:22 «192.168.0.38» the VIP',
        'clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.8/24» the director in its subnet',
      ],
    },
  ]);
  const alone = await lint(rule, routed(keepalived(DR)));
  expect(alone.map(({ severity }) => severity)).toEqual(['error']);
});

test('somebody has the VIP all the same: the word is only false', async () => {
  expect(await lint(rule, routed(HA))).toEqual([
    {
      severity: 'warning',
      message:
        'VIP "192.168.0.38" is not routed: it is in 192.168.0.0/24, a subnet of director "lvs1", where neighbours ask for it',
      hint: 'remove routed',
      at: 'clusters/prod/web-ha.yaml:26:13-26:17 «true»',
      related: [
        'clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.38» the VIP',
        'clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.48/24» the director in its subnet',
      ],
    },
  ]);
  // The script of a single director adds it, and a director has its own address.
  for (const base of [DR, NAT])
    expect((await lint(rule, routed(base))).map(({ severity }) => severity)).toEqual(['warning']);
});

test('in defaults it is named once, for the gravest service', async () => {
  const two = `${HA}  - name: https
    vip: 192.168.0.39
    port: 443
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    checks: [{ TCP_CHECK: {} }]
    real_servers: [{ name: rs1 }]
defaults: { virtual_servers: { routed: true } }
`;
  expect((await lint(rule, two)).map(({ severity, at }) => `${severity} ${at}`)).toEqual([
    'error clusters/prod/web-ha.yaml:44:40-44:44 «true»',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // Outside the subnets of the directors, with one, several, or VRRP.
  for (const base of [DR, TWO, keepalived(TWO)]) {
    const outside = edit(routed(base), 'vip: 192.168.0.38', 'vip: 203.0.113.1');
    expect(await lint(rule, outside)).toEqual([]);
  }
  expect(await lint(rule, routed(HA).replaceAll('192.168.0.38', '203.0.113.1'))).toEqual([]);
  expect(await lint(rule, edit(routed(TWO), 'routed: true', 'routed: false'))).toEqual([]);
});

test('a subnet of one director alone', async () => {
  const apart = edit(
    edit(HA, 'advert_int: 1', 'unicast: true').replace(
      'directors:\n',
      '  far: { subnet: 10.9.0.0/24 }\ndirectors:\n',
    ),
    '{ segment: lan, address: 192.168.0.58/24 }',
    '{ segment: far, address: 10.9.0.58/24 }',
  );
  const vip = '[{ address: 192.168.0.38/32, routed: true }]';
  expect(await lint(rule, edit(apart, '[192.168.0.38/32]', vip))).toMatchObject([
    { severity: 'warning', hint: 'use an address outside the subnets of the directors' },
  ]);
});

test('a VIP of a VRRP instance says it itself', async () => {
  const vips = '[{ address: 192.168.0.38/32, routed: true }, { address: 203.0.113.38/32, routed: true }]';
  expect(await lint(rule, edit(HA, '[192.168.0.38/32]', vips))).toEqual([
    {
      severity: 'warning',
      message:
        'VIP "192.168.0.38" is not routed: it is in 192.168.0.0/24, a subnet of director "lvs1", where neighbours ask for it',
      hint: 'remove routed',
      at: 'clusters/prod/web-ha.yaml:16:61-16:65 «true»',
      related: [
        'clusters/prod/web-ha.yaml:16:25-16:67 «{ address: 192.168.0.38/32, routed: true }» the VIP',
        'clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.48/24» the director in its subnet',
      ],
    },
  ]);
});

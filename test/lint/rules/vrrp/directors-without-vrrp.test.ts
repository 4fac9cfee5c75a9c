import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'directors-without-vrrp';
const TWO = edit(
  DR,
  'real_servers:\n  - { name: rs1, a',
  `  - name: lvs2
    interfaces:
      eth0: { segment: lan, address: 192.168.0.9/24 }
real_servers:
  - { name: rs1, a`,
);

test('two directors have one VIP', async () => {
  expect(await lint(rule, TWO)).toEqual([
    {
      severity: 'error',
      message: 'no VRRP instance says which of "lvs1" and "lvs2" has VIP "192.168.0.38"',
      hint: 'add vrrp_instances with the VIPs and the directors as members, or leave one director',
      at: 'clusters/prod/web-dr.yaml:5:1-5:10 «directors»',
      related: ['clusters/prod/web-dr.yaml:17:10-17:22 «192.168.0.38» each director would have this VIP'],
    },
  ]);
});

test('VIPs that routers may lead there', async () => {
  expect(await lint(rule, edit(TWO, 'vip: 192.168.0.38', 'vip: 203.0.113.1'))).toMatchObject([
    {
      message: 'no VRRP instance says which of "lvs1" and "lvs2" has VIP "203.0.113.1"',
      hint: 'set routed: true on "http" when routers lead the VIP, which is in no subnet of the directors, to them; or add vrrp_instances',
    },
  ]);
});

test('routed does not help a VIP in a subnet of a director', async () => {
  const routed = edit(TWO, 'vip: 192.168.0.38', 'vip: 192.168.0.38\n    routed: true');
  expect((await lint(rule, routed)).map(({ message }) => message)).toEqual([
    'no VRRP instance says which of "lvs1" and "lvs2" has VIP "192.168.0.38"',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // Routers share out the connections between directors that all have the VIP.
  expect(await lint(rule, edit(TWO, 'vip: 192.168.0.38', 'vip: 203.0.113.1\n    routed: true'))).toEqual([]);
  // keepalived's VIPs may be in another definition of the same directors.
  expect(await lint(rule, edit(TWO, 'name: web-dr\n', 'name: web-dr\nengine: keepalived\n'))).toEqual([]);
  // One director that is there twice.
  expect(await lint(rule, edit(TWO, 'name: lvs2', 'name: lvs1'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'inner-link-not-tracked';
/** DR with the clients on one wire and the real servers on another. */
const TWO_ARMS = edit(
  edit(
    edit(
      edit(HA, '  lan: {', '  wan: { subnet: 198.51.100.0/24 }\n  lan: {'),
      'interfaces: { eth0: { segment: lan, address: 192.168.0.48/24 } }',
      'interfaces: { eth0: { segment: wan, address: 198.51.100.1/24 }, eth1: { segment: lan, address: 192.168.0.48/24 } }',
    ),
    'interfaces: { eth0: { segment: lan, address: 192.168.0.58/24 } }',
    'interfaces: { eth0: { segment: wan, address: 198.51.100.2/24 }, eth1: { segment: lan, address: 192.168.0.58/24 } }',
  ),
  'virtual_ipaddress: [192.168.0.38/32]',
  'virtual_ipaddress: [198.51.100.38/24]',
).replace('vip: 192.168.0.38', 'vip: 198.51.100.38');
const withOption = (option: string) => edit(TWO_ARMS, 'advert_int: 1', option);

test('the VIP on one interface, the real servers on another', async () => {
  expect(await lint(rule, TWO_ARMS)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:19:21-19:25 «lvs1»",
        "hint": "set track_interface: [eth1] of the instance",
        "message": ""lvs1" keeps the VIPs of VRRP instance "VI_1" when "eth1" fails, its link to real server "rs1" of "http"",
        "related": [
          "clusters/prod/web-ha.yaml:8:100-8:115 «192.168.0.48/24» the link",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, withOption('track_interface: [eth1]'))).toEqual([]);
  expect(await lint(rule, withOption('track_interface: [{ name: eth1, weight: -20 }]'))).toEqual([]);
  // An interface can have a name that nothing else can.
  const odd = withOption('track_interface: [.eth1-]').replaceAll('eth1: {', '.eth1-: {');
  expect(await lint('invalid-shape', odd)).toEqual([]);
  expect(await lint(rule, odd)).toEqual([]);
  // One director that differs from the others; and NAT, where the gateway has to be in the same sync group.
  const differing = edit(TWO_ARMS, 'priority: 90', 'priority: 90, track_interface: [eth1]');
  expect(await lint(rule, differing)).toEqual([]);
  const apart = edit(NAT_HA, 'vrrp_sync_groups:\n  - name: EDGE\n    group: [OUTER, INNER]\n', '');
  expect(await lint(rule, apart)).toEqual([]);
  // A program that may look at the link, and a VIP or a route there, which keepalived tracks itself.
  expect(await lint(rule, withOption('track_script: [chk]'))).toEqual([]);
  expect(await lint(rule, withOption('virtual_routes: [{ to: 10.0.0.0/8, dev: eth1 }]'))).toEqual([]);
  const vip = edit(
    TWO_ARMS,
    '[198.51.100.38/24]',
    '[198.51.100.38/24, { address: 192.168.0.1/24, dev: eth1 }]',
  );
  expect(await lint(rule, vip)).toEqual([]);
  expect(await lint(rule, edit(vip, 'dev: eth1 }]', 'dev: eth1, no_track: true }]'))).toHaveLength(1);
  // VLANs of one trunk, and real servers behind a router.
  expect(await lint(rule, TWO_ARMS.replaceAll('eth1', 'eth0.7'))).toEqual([]);
  expect(
    await lint(
      rule,
      TWO_ARMS.replaceAll('address: 192.168.0.18/24', 'address: 10.9.0.18/24').replaceAll(
        'address: 192.168.0.28/24',
        'address: 10.9.0.28/24',
      ),
    ),
  ).toEqual([]);
  const one = edit(TWO_ARMS, '      - { director: lvs2, state: BACKUP, priority: 90 }\n', '');
  expect(await lint(rule, one)).toEqual([]);
});

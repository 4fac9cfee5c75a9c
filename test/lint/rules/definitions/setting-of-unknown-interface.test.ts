import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'setting-of-unknown-interface';
const onOne = (setting: string) => edit(HA, '  - name: lvs1\n', `  - name: lvs1\n    ${setting}\n`);
const withGroup = (interfaces: string) =>
  edit(
    HA,
    'vrrp_instances:',
    `garp_groups: [{ name: slow, garp_interval: 0.1, interfaces: [${interfaces}] }]\nvrrp_instances:`,
  );
const places = async (definition: string) =>
  (await lint(rule, definition)).map(({ message, at }) => [message, at]);

test('a delay', async () => {
  expect(await lint(rule, onOne('interface_up_down_delays: { eth1: { down: 1 } }'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:7:33-7:37 «eth1»",
        "hint": "did you mean "eth0"? "lvs1" has "eth0"",
        "message": ""lvs1" has no interface "eth1", which interface_up_down_delays names",
        "related": [
          "clusters/prod/web-ha.yaml:8:5-8:15 «interfaces» the interfaces are here",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('a link beat, and a group on the first director that lacks it', async () => {
  expect(await places(onOne('linkbeat_interfaces: [eth0, bond0]'))).toEqual([
    [
      '"lvs1" has no interface "bond0", which linkbeat_interfaces names',
      'clusters/prod/web-ha.yaml:7:33-7:38 «bond0»',
    ],
  ]);
  expect(await places(withGroup('eth0, eth7'))).toEqual([
    [
      '"lvs1" has no interface "eth7", which a garp_group names',
      'clusters/prod/web-ha.yaml:10:68-10:72 «eth7»',
    ],
  ]);
});

const withStatic = (globals: string, addresses = '192.168.0.77/24') =>
  edit(
    edit(HA, 'vrrp_instances:', `global_defs: { ${globals} }\nvrrp_instances:`),
    '  - name: lvs1\n',
    `  - name: lvs1\n    static_ipaddress: [${addresses}]\n`,
  );

test('the interface of static addresses', async () => {
  const message = '"lvs1" has no interface "eth7", which default_interface names';
  expect(await places(withStatic('default_interface: eth7'))).toEqual([
    [message, 'clusters/prod/web-ha.yaml:11:35-11:39 «eth7»'],
  ]);
  expect(await places(withStatic('default_interface: eth7', '{ address: 192.168.0.77/24 }'))).toHaveLength(1);
  const other = withStatic('vrrp_startup_delay: 1').replaceAll('eth0', 'ens3');
  expect(await places(other)).toEqual([
    [
      '"lvs1" has no interface "eth0", which the default of default_interface names',
      'clusters/prod/web-ha.yaml:7:24-7:39 «192.168.0.77/24»',
    ],
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  for (const setting of ['interface_up_down_delays: { eth0: { down: 1 } }', 'linkbeat_interfaces: [eth0]'])
    expect(await lint(rule, onOne(setting))).toEqual([]);
  expect(await lint(rule, withGroup('eth0'))).toEqual([]);
  for (const [globals, addresses] of [
    ['vrrp_startup_delay: 1'],
    ['default_interface: eth0'],
    ['default_interface: lo'],
    ['default_interface: eth7, dynamic_interfaces: true'],
    ['default_interface: eth7, dynamic_interfaces: allow_if_changes'],
    ['default_interface: eth7', '{ address: 192.168.0.77/24, dev: eth0 }'],
    ['default_interface: eth7', ''],
  ] as const)
    expect(await lint(rule, withStatic(globals, addresses)), globals).toEqual([]);
  // An interface that another definition of the same host names.
  const other = edit(
    edit(HA, 'name: web-ha', 'name: other'),
    'interfaces: { eth0: { segment: lan, address: 192.168.0.48/24 } }',
    'interfaces: { eth1: { segment: lan, address: 192.168.0.49/24 } }',
  );
  expect(
    await lint(rule, {
      'clusters/prod/other.yaml': other,
      'clusters/prod/web-ha.yaml': onOne('linkbeat_interfaces: [eth1]'),
    }),
  ).toEqual([]);
});

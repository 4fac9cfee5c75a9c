import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'tracking-conflict';
const SCRIPTS = `vrrp_scripts:
  - { name: chk, script: /bin/true }
  - { name: weighed, script: /bin/true, weight: -20 }
track_files: [{ name: drain, file: /run/drain }]
`;
const HA_SCRIPTS = edit(HA, 'vrrp_instances:', `${SCRIPTS}vrrp_instances:`);
const tracks = (options: string) => edit(HA_SCRIPTS, 'advert_int: 1', options);
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);

test('its own interface', async () => {
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'track_interface: [eth0]'))).toEqual([
    {
      severity: 'error',
      message: 'VRRP instance "VI_1" tracks its own interface "eth0", which keepalived ignores',
      hint: 'remove it from track_interface: its loss is a fault anyway',
      at: 'clusters/prod/web-ha.yaml:14:23-14:27 «eth0»',
    },
  ]);
});

test('an interface that the director has not', async () => {
  expect(await messages(tracks('track_interface: [eth7]'))).toEqual([
    '"lvs1" has no interface "eth7", which VRRP instance "VI_1" tracks',
  ]);
});

test('the same twice', async () => {
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'track_script: [chk, { name: chk }]'))).toEqual([
    {
      severity: 'error',
      message: 'VRRP instance "VI_1" has "chk" twice in track_script, and keepalived ignores the second',
      hint: 'remove one of the two',
      at: 'clusters/prod/web-ha.yaml:14:25-14:38 «{ name: chk }»',
      related: ['clusters/prod/web-ha.yaml:14:20-14:23 «chk» first listed here'],
    },
  ]);
});

test('reverse without weight', async () => {
  expect(await messages(tracks('track_script: [{ name: chk, reverse: true }]'))).toEqual([
    'VRRP instance "VI_1" tracks "chk" with reverse and without weight, which keepalived ignores',
  ]);
});

test('an interface of a sync group that its directors have not', async () => {
  const grouped = (name: string) =>
    edit(NAT_HA, 'group: [OUTER, INNER]', `group: [OUTER, INNER]\n    track_interface: [${name}]`);
  expect(await lint(rule, grouped('eth7'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/edge.yaml:18:23-18:27 «eth7»",
        "hint": "add it to the interfaces of "edge1", or remove it from track_interface",
        "message": ""edge1" has no interface "eth7", which sync group "EDGE" tracks",
        "severity": "error",
      },
    ]
  `);
  const added = 'eth2: { segment: lan, address: 10.0.0.99/24 }\n      eth1: {';
  expect(await messages(grouped('eth2').replaceAll('eth1: {', added))).toEqual([]);
  const one = grouped('eth2').replace('eth1: {', added);
  expect(await messages(one)).toEqual(['"edge2" has no interface "eth2", which sync group "EDGE" tracks']);
});

test('a weight in a sync group', async () => {
  const definition = edit(NAT_HA, 'vrrp_sync_groups:', `${SCRIPTS}vrrp_sync_groups:`);
  const tracked = (entry: string) =>
    edit(definition, 'virtual_router_id: 10', `virtual_router_id: 10\n    track_script: [${entry}]`);
  const ignored = ['VRRP instance "OUTER" is in sync group "EDGE", where keepalived ignores the weight of'];
  expect(await messages(tracked('weighed'))).toEqual([`${ignored} "weighed" in track_script`]);
  expect(await messages(tracked('{ name: chk, weight: 5 }'))).toEqual([`${ignored} "chk" in track_script`]);
  expect(await messages(tracked('{ name: weighed, weight: 0 }, chk'))).toEqual([]);
  const allowed = edit(tracked('weighed'), 'group:', 'sync_group_tracking_weight: true\n    group:');
  expect(await messages(allowed)).toEqual([]);
});

test('a weight with priority 255: a file has one unless it says 0', async () => {
  const owner = (entry: string) => edit(tracks(`track_file: [${entry}]`), 'priority: 100', 'priority: 255');
  expect(await messages(owner('drain'))).toEqual([
    'VRRP instance "VI_1" has priority 255, where keepalived ignores the weight of "drain" in track_file',
  ]);
  expect(await messages(owner('{ name: drain, weight: 0 }'))).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await messages(tracks('track_script: [chk, { name: weighed, weight: 3, reverse: true }]'))).toEqual(
    [],
  );
  expect(
    await messages(
      edit(NAT_HA, 'virtual_router_id: 10', 'virtual_router_id: 10\n    track_interface: [eth1]'),
    ),
  ).toEqual([]);
});

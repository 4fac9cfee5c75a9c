import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'virtual-router-id-reused';

/** Another pair on the same wire as HA's, with the same id. */
const OTHER = HA.replace('name: web-ha', 'name: api-ha')
  .replaceAll('lvs1', 'lvs3')
  .replaceAll('lvs2', 'lvs4')
  .replaceAll('192.168.0.48', '192.168.0.148')
  .replaceAll('192.168.0.58', '192.168.0.158')
  .replaceAll('192.168.0.38', '192.168.0.138');
const both = (other: string) => ({ 'clusters/prod/api-ha.yaml': other, 'clusters/prod/web-ha.yaml': HA });

/** A second instance of HA's, on the same interface. */
function second(id: number, vip: string): string {
  return edit(
    HA,
    'real_servers:\n  - { name: rs1, a',
    `  - name: VI_2
    interface: eth0
    virtual_router_id: ${id}
    version: 3
    virtual_ipaddress: [${vip}]
    members:
      - { director: lvs1, state: MASTER, priority: 100 }
      - { director: lvs2, state: BACKUP, priority: 90 }
real_servers:
  - { name: rs1, a`,
  );
}

test('two clusters on one wire use one id', async () => {
  expect(await lint(rule, both(OTHER))).toEqual([
    {
      severity: 'error',
      message: 'virtual router id "51" is used twice on segment "lan"',
      hint: 'use an id that is free there, such as 52',
      at: 'clusters/prod/web-ha.yaml:13:24-13:26 «51»',
      related: ['clusters/prod/api-ha.yaml:13:24-13:26 «51» first used here'],
    },
  ]);
});

test('two environments are on one wire when they say so', async () => {
  const id = (text: string) =>
    edit(text, 'gateway: 192.168.0.1 }\nd', 'gateway: 192.168.0.1, id: vlan-20 }\nd');
  const files = { 'clusters/prod/web-ha.yaml': id(HA), 'clusters/test/api-ha.yaml': id(OTHER) };
  expect(await lint(rule, files)).toEqual([
    {
      severity: 'error',
      message: 'virtual router id "51" is used twice on segment "lan"',
      hint: 'use an id that is free there, such as 52',
      at: 'clusters/test/api-ha.yaml:13:24-13:26 «51»',
      related: ['clusters/prod/web-ha.yaml:13:24-13:26 «51» first used here'],
    },
  ]);
});

test('two instances of one cluster, on one interface', async () => {
  expect(await lint(rule, second(51, '192.168.0.39/32'))).toEqual([
    {
      severity: 'error',
      message: 'virtual router id "51" is used twice on segment "lan"',
      hint: 'use an id that is free there, such as 52',
      at: 'clusters/prod/web-ha.yaml:22:24-22:26 «51»',
      related: ['clusters/prod/web-ha.yaml:13:24-13:26 «51» first used here'],
    },
  ]);
});

test('each instance is reported once, with an id of its own to go to', async () => {
  const edge = edit(NAT_HA, 'virtual_router_id: 11', 'virtual_router_id: 10');
  const again = edge.replace('name: edge\n', 'name: edgy\n').replace('interface: eth1', 'interface: eth0');
  const files = { 'clusters/prod/edge.yaml': edge, 'clusters/prod/edgy.yaml': again };
  expect(await lint(rule, files)).toEqual([
    {
      severity: 'error',
      message: 'virtual router id "10" is used twice on segment "wan"',
      hint: 'use an id that is free there, such as 11',
      at: 'clusters/prod/edgy.yaml:21:24-21:26 «10»',
      related: ['clusters/prod/edge.yaml:21:24-21:26 «10» first used here'],
    },
    {
      severity: 'error',
      message: 'virtual router id "10" is used twice on segment "wan"',
      hint: 'use an id that is free there, such as 12',
      at: 'clusters/prod/edgy.yaml:28:24-28:26 «10»',
      related: ['clusters/prod/edge.yaml:21:24-21:26 «10» first used here'],
    },
  ]);
});

test('an id that others use on the segment', async () => {
  const settings = 'reserved:\n  - { subnet: 192.168.0.0/24, virtual_router_ids: [51, 52] }\n';
  expect(await lint(rule, HA, settings)).toEqual([
    {
      severity: 'error',
      message: 'virtual router id "51" is reserved on "192.168.0.0/24" by lvsgen.yaml',
      hint: 'use an id that is free there, such as 53',
      at: 'clusters/prod/web-ha.yaml:13:24-13:26 «51»',
    },
  ]);
});

test('no id is free', async () => {
  const ids = Array.from({ length: 255 }, (_, index) => index + 1).join(', ');
  const settings = `reserved:\n  - { subnet: 192.168.0.0/24, virtual_router_ids: [${ids}] }\n`;
  expect((await lint(rule, HA, settings)).map(({ hint }) => hint)).toEqual([
    'no id is free there: use another segment for the adverts',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, both(edit(OTHER, 'virtual_router_id: 51', 'virtual_router_id: 52')))).toEqual([]);
  // The same subnet, but another wire: by environment, and by routing domain.
  expect(await lint(rule, { 'clusters/prod/web-ha.yaml': HA, 'clusters/test/api-ha.yaml': OTHER })).toEqual(
    [],
  );
  expect(
    await lint(rule, both(edit(OTHER, 'name: api-ha\n', 'name: api-ha\nrouting_domain: lab\n'))),
  ).toEqual([]);
  // One id on two segments of one cluster.
  expect(await lint(rule, edit(NAT_HA, 'virtual_router_id: 11', 'virtual_router_id: 10'))).toEqual([]);
  // IPv4 and IPv6 count separately.
  expect(await lint(rule, second(51, 'fe80::51/64'))).toEqual([]);
  // Reserved elsewhere, or for IPv6.
  const elsewhere = 'reserved:\n  - { subnet: 192.168.1.0/24, virtual_router_ids: [51] }\n';
  expect(await lint(rule, HA, elsewhere)).toEqual([]);
  // Nobody knows where this one is.
  expect(await lint(rule, both(edit(OTHER, 'interface: eth0', 'interface: eth9')))).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'fwmark-of-group';
const MARKED = 'global_defs: { nftables_ipvs: true }\n';
const SERVICE =
  'protocol: TCP, lvs_sched: rr, lvs_method: DR, checks: [{ TCP_CHECK: {} }], real_servers: [{ name: rs1 }]';

/** One service of a group and one with a mark. */
const both = (fwmark: number | string, globals = MARKED, words = '') =>
  `${edit(HA, '    vip: 192.168.0.38\n    port: 80\n', '    group: web\n')}  - { name: marked, fwmark: ${fwmark}, marks: [{ vip: 192.168.0.38, protocol: TCP, port: 443 }], ${SERVICE.replace('protocol: TCP, ', '')} }
${words}virtual_server_groups:
  - { name: web, members: [{ address: 192.168.0.38, port: 80 }] }
  - { name: more, members: [{ address: 192.168.0.38, port: 81 }] }
${globals}`;
const MORE = `  - { name: more, group: more, ${SERVICE} }\n`;
const messages = async (definition: string | Record<string, string>) =>
  (await lint(rule, definition)).map(({ message }) => message);
const message = (mark: number, group = 'http') =>
  `firewall mark "${mark}" of virtual server "marked" is the one that nftables_ipvs gives to the group of "${group}": the kernel has one service for both`;

test('a service with the mark of a group', async () => {
  expect(await lint(rule, both(1000))).toEqual([
    {
      severity: 'error',
      message: message(1000),
      hint: 'set nftables_ipvs_start_fwmark of global_defs above the marks of all services: each group gets the next one',
      at: 'clusters/prod/web-ha.yaml:35:29-35:33 «1000»',
      related: ['clusters/prod/web-ha.yaml:25:12-25:15 «web» the group of "http"'],
    },
  ]);
});

test('each group has the next mark, from the first one on', async () => {
  expect(await messages(both(1001, MARKED, MORE))).toEqual([message(1001, 'more')]);
  const start = 'global_defs: { nftables_ipvs: table, nftables_ipvs_start_fwmark: 7 }\n';
  expect(await messages(both(7, start))).toEqual([message(7)]);
  // One mark for each protocol of a group.
  const udp = MORE.replace('group: more', 'group: web')
    .replace('TCP,', 'UDP,')
    .replace('TCP_CHECK', 'PING_CHECK');
  expect(await messages(both(1001, MARKED, udp))).toEqual([message(1001, 'more')]);
});

test('the mark of a member of a group', async () => {
  const definition = both(1)
    .replace('group: web', 'group: more')
    .replace(
      '{ address: 192.168.0.38, port: 80 }',
      '{ fwmark: 1000, marks: [{ vip: 192.168.0.38, protocol: TCP, port: 82 }] }',
    )
    .replace(
      'virtual_server_groups',
      `${MORE.replace('name: more, group: more', 'name: third, group: web')}virtual_server_groups`,
    );
  expect(await lint(rule, definition)).toMatchObject([
    { message: message(1000).replace('marked', 'third'), at: 'clusters/prod/web-ha.yaml:38:38-38:42 «1000»' },
  ]);
});

test('on one director of two definitions', async () => {
  const other = edit(edit(HA, 'name: web-ha', 'name: other'), '    port: 80\n', '').replace(
    /vip: 192.168.0.38\n {4}protocol: TCP/,
    'fwmark: 1000\n    marks: [{ vip: 192.168.0.38, protocol: TCP, port: 82 }]',
  );
  expect(
    (await lint(rule, { 'clusters/prod/web-ha.yaml': both(1), 'clusters/prod/other.yaml': other })).map(
      ({ at }) => at,
    ),
  ).toEqual(['clusters/prod/other.yaml:25:13-25:17 «1000»']);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  for (const definition of [
    both(1000, ''),
    both(1000, 'global_defs: { nftables_ipvs: false }\n'),
    both(1000, 'global_defs: { nftables_ipvs: true, nftables_ipvs_start_fwmark: 1001 }\n'),
    both(999),
    both(1001),
    // Of another family, which is another service.
    both(1000).replace('vip: 192.168.0.38, protocol', 'vip: "2001:db8::38", protocol'),
    // A group with marks of its own gets none.
    both(1000).replace(
      'port: 80 }',
      'port: 80 }, { fwmark: 5, marks: [{ vip: 192.168.0.38, protocol: TCP, port: 84 }] }',
    ),
  ])
    expect(await messages(definition)).toEqual([]);
});

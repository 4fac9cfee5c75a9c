import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'group-port-missing';
const MARKED = 'global_defs: { nftables_ipvs: true }\n';
const grouped = (members: string, globals = MARKED) =>
  edit(HA, '    vip: 192.168.0.38\n    port: 80\n', '    group: web\n    persistence_timeout: 60\n') +
  `virtual_server_groups: [{ name: web, members: [${members}] }]\n${globals}`;
const MESSAGE =
  'an address of group "web" has no port, and nftables_ipvs marks no packet for it: virtual server "http" refuses its clients';

test('an address without a port', async () => {
  expect(await lint(rule, grouped('{ address: 192.168.0.38 }'))).toEqual([
    {
      severity: 'error',
      message: MESSAGE,
      hint: 'give it a port; or write fwmark and marks in its place, which can be of all ports',
      at: 'clusters/prod/web-ha.yaml:36:59-36:71 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:37:31-37:35 «true» the groups are marked'],
    },
  ]);
});

test('a range is one finding, and one beside an address with a port is one', async () => {
  for (const members of [
    '{ address: 192.168.0.36-38 }',
    '{ address: 192.168.0.37, port: 80 }, { address: 192.168.0.38 }',
    '{ address: 192.168.0.38, port: 0 }',
  ])
    expect((await lint(rule, grouped(members))).map(({ message }) => message)).toEqual([MESSAGE]);
});

test('what another definition of the director says counts', async () => {
  const other = `${edit(HA, 'name: web-ha', 'name: other')}${MARKED}`;
  const files = {
    'clusters/prod/web-ha.yaml': grouped('{ address: 192.168.0.38 }', ''),
    'clusters/prod/other.yaml': other,
  };
  expect((await lint(rule, files)).map(({ related }) => related)).toEqual([
    ['clusters/prod/other.yaml:36:31-36:35 «true» the groups are marked'],
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) {
    expect(await lint(rule, definition)).toEqual([]);
    expect(await lint(rule, definition + MARKED)).toEqual([]);
  }
  const alone = '{ address: 192.168.0.38 }';
  const mark = '{ fwmark: 1, marks: [{ vip: 192.168.0.38 }] }';
  for (const definition of [
    grouped(alone, ''),
    grouped(alone, 'global_defs: { nftables_ipvs: false }\n'),
    grouped(alone, 'global_defs: { nftables_ipvs_start_fwmark: 2000 }\n'),
    grouped('{ address: 192.168.0.38, port: 80 }'),
    grouped(mark),
    // keepalived marks none of a group that has marks itself.
    grouped(`${alone}, ${mark}`),
    // No service has the group.
    grouped(alone).replace('group: web', 'vip: 192.168.0.38'),
  ])
    expect(await lint(rule, definition)).toEqual([]);
});

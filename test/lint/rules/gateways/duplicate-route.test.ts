import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'duplicate-route';
const APART = edit(NAT_HA, 'vrrp_sync_groups:\n  - name: EDGE\n    group: [OUTER, INNER]\n', '');
const ROUTE = '{ to: default, via: 198.51.100.1, dev: eth0 }';
const withRoutes = (outer: string, inner: string, definition = APART) => {
  const first = edit(
    definition,
    'virtual_router_id: 10\n',
    `virtual_router_id: 10\n    virtual_routes: [${outer}]\n`,
  );
  return edit(first, 'virtual_router_id: 11\n', `virtual_router_id: 11\n    virtual_routes: [${inner}]\n`);
};
const withStatic = (entry: string, definition: string) =>
  edit(definition, '  - name: edge1\n', `  - name: edge1\n    static_routes: [${entry}]\n`);

test('two instances with one route', async () => {
  expect(await lint(rule, withRoutes(ROUTE, ROUTE))).toEqual([
    {
      severity: 'error',
      message:
        'VRRP instances "OUTER" and "INNER" have the same route to "default": when one of them is no longer MASTER, keepalived removes it for both',
      hint: 'put both into one vrrp_sync_group; or give each route a metric or a table of its own',
      at: 'clusters/prod/edge.yaml:27:28-27:35 «default»',
      related: ['clusters/prod/edge.yaml:19:28-19:35 «default» the other one'],
    },
  ]);
});

test('of an instance and always', async () => {
  const definition = edit(
    APART,
    'virtual_router_id: 10\n',
    `virtual_router_id: 10\n    virtual_routes: [${ROUTE}]\n`,
  );
  expect(
    await lint(rule, withStatic('{ to: 0.0.0.0/0, via: 198.51.100.1, dev: eth0, table: main }', definition)),
  ).toEqual([
    {
      severity: 'error',
      message:
        'the route to "default" of VRRP instance "OUTER" is one that "edge1" has always: when it is no longer MASTER, keepalived removes it',
      hint: 'keep one of the two; or give one another metric',
      at: 'clusters/prod/edge.yaml:20:28-20:35 «default»',
      related: ['clusters/prod/edge.yaml:8:27-8:36 «0.0.0.0/0» the other one'],
    },
  ]);
});

test('IPv6, where no metric is 1024', async () => {
  const route = (more: string) => `{ to: "2001:db8::/32", via: "fe80::1", dev: eth0${more} }`;
  expect(await lint(rule, withRoutes(route(''), route(', metric: 1024')))).toHaveLength(1);
  expect(await lint(rule, withRoutes(route(''), route(', metric: 1')))).toEqual([]);
});

test('instances of two definitions', async () => {
  const one = withRoutes(ROUTE, '{ to: 10.9.0.0/16, via: 10.0.0.9, dev: eth1 }');
  const other = edit(one, 'name: edge\n', 'name: other\n').replace('name: OUTER', 'name: SECOND');
  const found = await lint(rule, { 'clusters/prod/edge.yaml': one, 'clusters/prod/other.yaml': other });
  expect(found.map(({ at }) => at)).toEqual([
    'clusters/prod/other.yaml:19:28-19:35 «default»',
    'clusters/prod/other.yaml:27:28-27:39 «10.9.0.0/16»',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, withRoutes(ROUTE, ROUTE, NAT_HA))).toEqual([]);
  for (const other of [
    '{ to: default, via: 198.51.100.1, dev: eth0, metric: 10 }',
    '{ to: default, via: 198.51.100.1, dev: eth0, table: 100 }',
    // The kernel has both.
    '{ to: default, via: 198.51.100.2, dev: eth0 }',
    '{ to: 10.0.0.0/8, via: 198.51.100.1, dev: eth0 }',
  ])
    expect(await lint(rule, withRoutes(ROUTE, other))).toEqual([]);
  expect(await lint(rule, withStatic(`${ROUTE}, ${ROUTE}`, APART))).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'global-settings-differ';
const set = (base: string, text: string) => edit(base, 'version: 1\n', `version: 1\n${text}\n`);
const two = (web: string, api: string) => ({
  'clusters/prod/api.yaml': edit(set(HA, api), 'name: web-ha', 'name: api'),
  'clusters/prod/web-ha.yaml': set(HA, web),
});

test('a word of global_defs, once for all directors', async () => {
  expect(
    await lint(
      rule,
      two('global_defs: { lvs_flush: true, vrrp_priority: -5 }', 'global_defs: { vrrp_priority: -10 }'),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:2:48-2:50 «-5»",
        "hint": "write the same in both definitions, or in one of them alone",
        "message": "vrrp_priority of global_defs is not the same here and in cluster "api", but director "lvs1" has it once",
        "related": [
          "clusters/prod/api.yaml:2:31-2:34 «-10» there",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('SSL, and a list entry of one name', async () => {
  const groups = (interval: number) =>
    `garp_groups: [{ name: g, garp_interval: ${interval}, interfaces: [eth0] }]`;
  expect(
    await lint(
      rule,
      two(`SSL: { ca: /etc/ssl/a.pem }\n${groups(1)}`, `SSL: { ca: /etc/ssl/b.pem }\n${groups(2)}`),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:2:1-2:4 «SSL»",
        "hint": "write the same in both definitions, or in one of them alone",
        "message": "SSL is not the same here and in cluster "api", but director "lvs1" has it once",
        "related": [
          "clusters/prod/api.yaml:2:1-2:4 «SSL» there",
        ],
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:3:23-3:24 «g»",
        "hint": "write the same in both definitions, or in one of them alone",
        "message": ""g" of garp_groups is not the same here and in cluster "api", but director "lvs1" has it once",
        "related": [
          "clusters/prod/api.yaml:3:23-3:24 «g» there",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('what the scripts set for the whole host', async () => {
  const files = (web: string, api: string) => ({
    'clusters/prod/api.yaml': edit(
      edit(set(DR, api), 'name: web-dr', 'name: api'),
      'vip: 192.168.0.38',
      'vip: 192.168.0.39',
    ),
    'clusters/prod/web-dr.yaml': set(DR, web),
  });
  const timeouts = (tcp: number) => `global_defs: { lvs_timeouts: { tcp: ${tcp} } }`;
  expect(await lint(rule, files(timeouts(900), timeouts(800)))).toEqual([
    {
      severity: 'error',
      message:
        'lvs_timeouts of global_defs is not the same here and in cluster "api", but director "lvs1" has it once',
      hint: 'write the same in both definitions, or in one of them alone',
      at: 'clusters/prod/web-dr.yaml:2:30-2:42 «{ tcp: 900 }»',
      related: ['clusters/prod/api.yaml:2:30-2:42 «{ tcp: 800 }» there'],
    },
  ]);
  expect(await lint(rule, files(timeouts(900), timeouts(900)))).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  const same = 'global_defs: { vrrp_priority: -5 }';
  expect(await lint(rule, two(same, same))).toEqual([]);
  expect(await lint(rule, two(same, 'global_defs: { lvs_flush: true }'))).toEqual([]);
  // The order of keys means nothing, at any depth.
  const [one, other] = ['tcp: 900, udp: 300', 'udp: 300, tcp: 900'].map(
    (timeouts) => `global_defs: { lvs_timeouts: { ${timeouts} } }`,
  ) as [string, string];
  expect(await lint(rule, two(one, other))).toEqual([]);
  const ssl = ['ca: /etc/ssl/a.pem, key: /etc/ssl/k.pem', 'key: /etc/ssl/k.pem, ca: /etc/ssl/a.pem'];
  expect(await lint(rule, two(`SSL: { ${ssl[0]} }`, `SSL: { ${ssl[1]} }`))).toEqual([]);
  const files = two(same, 'global_defs: { vrrp_priority: -10 }');
  const apart = {
    'clusters/prod/web-ha.yaml': files['clusters/prod/web-ha.yaml'],
    'clusters/test/api.yaml': files['clusters/prod/api.yaml'],
  };
  expect(await lint(rule, apart)).toEqual([]);
});

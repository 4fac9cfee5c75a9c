import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint, lintAll } from '../../../support/lint.ts';

const rule = 'auth-hmac-conflict';
const PASSWORD = '    authentication: { auth_type: PASS, auth_pass: "1111" }\n';
const TARGET = edit(HA, 'name: web-ha\n', 'name: web-ha\ntarget: { keepalived: "2.4.2" }\n');
const KEY = '{ id: 1, hmac_key: { secret: VRRP_KEY } }';
const signed = (options: string) => edit(TARGET, PASSWORD, `    auth_hmac: { ${options} }\n`);

test('authentication beside it', async () => {
  const both = edit(TARGET, PASSWORD, `${PASSWORD}    auth_hmac: { key: [${KEY}], active_key: 1 }\n`);
  expect(await lint(rule, both)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:16:5-16:19 «authentication»",
        "hint": "remove authentication",
        "message": "authentication beside auth_hmac: keepalived drops authentication",
        "related": [
          "clusters/prod/web-ha.yaml:17:5-17:14 «auth_hmac» auth_hmac",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('no such key, and one key twice', async () => {
  expect(
    await lint(rule, signed(`key: [${KEY}, { id: 2, hmac_key: file:/etc/a.key }, ${KEY}], active_key: 3`)),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:16:111-16:112 «1»",
        "hint": "give each key an id of its own",
        "message": "key 1 is there twice: keepalived drops the second",
        "related": [
          "clusters/prod/web-ha.yaml:16:30-16:31 «1» the first one",
        ],
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:16:161-16:162 «3»",
        "hint": "one of 1, 2",
        "message": "active_key 3 is none of the keys: keepalived goes on without auth_hmac",
        "severity": "error",
      },
    ]
  `);
});

test('a window for times that are not looked at', async () => {
  expect(
    await lint(rule, signed(`key: [${KEY}], active_key: 1, anti_replay: monotonic, time_window: 5`)),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:16:120-16:121 «5»",
        "hint": "remove one of the two",
        "message": "time_window has no effect with anti_replay monotonic",
        "severity": "warning",
      },
    ]
  `);
});

test('a fault of the defaults is one, whatever the number of instances', async () => {
  const defaults = `defaults: { vrrp_instances: { auth_hmac: { key: [${KEY}], active_key: 2 } } }\n`;
  const text = `${NAT_HA.replaceAll(/^ +authentication: .*\n/gm, '')}${defaults}`;
  expect((await lint(rule, text)).map(({ message }) => message)).toEqual([
    'active_key 2 is none of the keys: keepalived goes on without auth_hmac',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  const hex = 'A1'.repeat(32);
  for (const options of [
    `key: [${KEY}], active_key: 1`,
    `key: [${KEY}, { id: 255, hmac_key: "hex:${hex}" }], active_key: 255, time_window: 5, anti_replay: time`,
    `key: [${KEY}], active_key: 1, mode: receive-only, anti_replay: monotonic`,
  ]) {
    expect(await lintAll({ 'clusters/prod/web-ha.yaml': signed(options) })).toEqual([]);
  }
});

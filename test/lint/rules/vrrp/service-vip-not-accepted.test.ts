import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'service-vip-not-accepted';
const OPEN = edit(HA, '    authentication: { auth_type: PASS, auth_pass: "1111" }\n', '');
const withOption = (option: string, base = OPEN) => edit(base, 'advert_int: 1', option);
const strictHost = (base: string) =>
  edit(base, 'vrrp_instances:', 'global_defs: { vrrp_strict: true }\nvrrp_instances:');
const brief = async (definition: string) =>
  (await lint(rule, definition)).map(({ message, hint, at }) => ({ message, hint, at }));

test('no_accept', async () => {
  expect(await lint(rule, withOption('no_accept: true'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:14:16-14:20 «true»",
        "hint": "remove no_accept: a VIP with a service on it has to accept packets",
        "message": "VRRP instance "VI_1" drops packets for its VIPs, by no_accept: no client reaches "http" at "192.168.0.38"",
        "related": [
          "clusters/prod/web-ha.yaml:24:10-24:22 «192.168.0.38» the service at its VIP",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('strict mode: of the instance, of the host, of one director', async () => {
  expect(await brief(withOption('strict_mode: true'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:14:18-14:22 «true»",
        "hint": "set strict_mode: false of the instance",
        "message": "VRRP instance "VI_1" drops packets for its VIPs, by strict_mode: no client reaches "http" at "192.168.0.38"",
      },
    ]
  `);
  expect(await brief(strictHost(OPEN))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:10:29-10:33 «true»",
        "hint": "set strict_mode: false of the instance",
        "message": "VRRP instance "VI_1" drops packets for its VIPs, by vrrp_strict: no client reaches "http" at "192.168.0.38"",
      },
    ]
  `);
  const one = edit(OPEN, '  - name: lvs2\n', '  - name: lvs2\n    global_defs: { vrrp_strict: true }\n');
  expect(await brief(one)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:9:33-9:37 «true»",
        "hint": "set strict_mode: false of the instance",
        "message": "VRRP instance "VI_1" drops packets for its VIPs on "lvs2", by vrrp_strict: no client reaches "http" at "192.168.0.38"",
      },
    ]
  `);
});

test('version 3, where accept helps', async () => {
  const strict = 'strict_mode: true\n    version: 3';
  expect((await brief(withOption(strict))).map(({ hint }) => hint)).toEqual([
    'set accept: true of the instance, or strict_mode: false',
  ]);
  expect(await lint(rule, withOption(`${strict}\n    accept: true`))).toEqual([]);
  // With version 2 keepalived takes accept back.
  expect(await lint(rule, withOption('strict_mode: true\n    accept: true'))).toHaveLength(1);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, withOption('strict_mode: false', strictHost(OPEN)))).toEqual([]);
  expect(await lint(rule, withOption('accept: true'))).toEqual([]);
  // The owner of the address accepts, and the inner VIP is a gateway only: what passes is not for it.
  const owners = edit(edit(OPEN, 'priority: 100', 'priority: 255'), 'priority: 90', 'priority: 255');
  expect(await lint(rule, withOption('strict_mode: true', owners))).toEqual([]);
  expect(
    await lint(rule, edit(NAT_HA, 'virtual_router_id: 11', 'virtual_router_id: 11\n    no_accept: true')),
  ).toEqual([]);
});

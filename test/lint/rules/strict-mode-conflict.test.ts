import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'strict-mode-conflict';

test('authentication and a MASTER', async () => {
  expect(
    await lint(rule, edit(HA, '    advert_int: 1\n', '    advert_int: 1\n    strict_mode: true\n')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:16:21-16:59 «{ auth_type: PASS, auth_pass: "1111" }»",
        "hint": "remove authentication, or strict mode",
        "message": "authentication of VRRP instance "VI_1" is not allowed in strict mode: it is ignored",
        "related": [
          "clusters/prod/web-ha.yaml:15:18-15:22 «true» strict mode",
        ],
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:19:34-19:40 «MASTER»",
        "hint": "only the owner of the VIPs, with priority 255, starts as MASTER: let the others start as BACKUP",
        "message": "in strict mode state "MASTER" of "lvs1" does not go with priority 100",
        "related": [
          "clusters/prod/web-ha.yaml:15:18-15:22 «true» strict mode",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('settings beyond the RFC', async () => {
  expect(
    await lint(
      rule,
      edit(
        edit(
          edit(
            HA,
            '    advert_int: 1\n',
            '    advert_int: 1\n    strict_mode: true\n    unicast: true\n    down_timer_adverts: 4\n    accept: true\n    higher_prio_send_advert: true\n',
          ),
          '    authentication: { auth_type: PASS, auth_pass: "1111" }\n',
          '',
        ),
        'state: MASTER, priority: 100',
        'state: BACKUP, priority: 100',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:16:14-16:18 «true»",
        "hint": "remove unicast, or strict mode",
        "message": "unicast of VRRP instance "VI_1" is not allowed in strict mode: the instance does not run",
        "related": [
          "clusters/prod/web-ha.yaml:15:18-15:22 «true» strict mode",
        ],
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:17:25-17:26 «4»",
        "hint": "remove down_timer_adverts, or strict mode",
        "message": "down_timer_adverts of VRRP instance "VI_1" is not allowed in strict mode: it is reset",
        "related": [
          "clusters/prod/web-ha.yaml:15:18-15:22 «true» strict mode",
        ],
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:18:13-18:17 «true»",
        "hint": "remove accept, or strict mode",
        "message": "accept of VRRP instance "VI_1" is not allowed in strict mode: it is reset",
        "related": [
          "clusters/prod/web-ha.yaml:15:18-15:22 «true» strict mode",
        ],
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:19:30-19:34 «true»",
        "hint": "remove higher_prio_send_advert, or strict mode",
        "message": "higher_prio_send_advert of VRRP instance "VI_1" is not allowed in strict mode: it is reset",
        "related": [
          "clusters/prod/web-ha.yaml:15:18-15:22 «true» strict mode",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('strict by the global setting', async () => {
  expect(
    await lint(
      rule,
      edit(
        edit(HA, 'vrrp_instances:\n', 'global_defs: { vrrp_strict: true }\nvrrp_instances:\n'),
        'state: MASTER, priority: 100',
        'state: BACKUP, priority: 100',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:16:21-16:59 «{ auth_type: PASS, auth_pass: "1111" }»",
        "hint": "remove authentication, or strict mode",
        "message": "authentication of VRRP instance "VI_1" is not allowed in strict mode: it is ignored",
        "related": [
          "clusters/prod/web-ha.yaml:10:29-10:33 «true» strict mode",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // Settings that are in the RFC.
  expect(
    await lint(
      rule,
      edit(
        edit(
          edit(
            HA,
            '    advert_int: 1\n',
            '    advert_int: 1\n    strict_mode: true\n    down_timer_adverts: 3\n    lower_prio_no_advert: true\n',
          ),
          '    authentication: { auth_type: PASS, auth_pass: "1111" }\n',
          '',
        ),
        'state: MASTER, priority: 100',
        'state: BACKUP, priority: 100',
      ),
    ),
  ).toEqual([]);
  // An instance that is not strict, though the others are.
  expect(
    await lint(
      rule,
      edit(
        edit(HA, 'vrrp_instances:\n', 'global_defs: { vrrp_strict: true }\nvrrp_instances:\n'),
        '    advert_int: 1\n',
        '    advert_int: 1\n    strict_mode: false\n',
      ),
    ),
  ).toEqual([]);
});

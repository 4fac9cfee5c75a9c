import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'too-new-for-target';

test('a word of 2.2.8 for the default target', async () => {
  expect(
    await lint(
      rule,
      edit(
        HA,
        'TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }',
        'SSL_GET: { connect_port: 443, tls_compliant: true, url: [{ path: /, tls_compliant: true }] }',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:32:39-32:52 «tls_compliant»",
        "hint": "remove it, or raise target.keepalived when all directors have that version",
        "message": ""tls_compliant" of SSL_GET came with keepalived 2.2.8, and the target is 2.2.7",
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:32:77-32:90 «tls_compliant»",
        "hint": "remove it, or raise target.keepalived when all directors have that version",
        "message": ""tls_compliant" of url came with keepalived 2.2.8, and the target is 2.2.7",
        "severity": "error",
      },
    ]
  `);
});

test('words of 2.2.x for 2.1.5', async () => {
  expect(
    await lint(
      rule,
      edit(
        edit(HA, 'name: web-ha\n', 'name: web-ha\ntarget: { keepalived: "2.1.5" }\n'),
        '    advert_int: 1\n',
        '    advert_int: 1\n    down_timer_adverts: 4\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:16:5-16:23 «down_timer_adverts»",
        "hint": "remove it, or raise target.keepalived when all directors have that version",
        "message": ""down_timer_adverts" of vrrp_instance came with keepalived 2.2.3, and the target is 2.1.5",
        "severity": "error",
      },
    ]
  `);
});

test('a target that is too old', async () => {
  expect(
    await lint(rule, edit(HA, 'name: web-ha\n', 'name: web-ha\ntarget: { keepalived: "1.3.5" }\n')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:3:23-3:30 «"1.3.5"»",
        "hint": "2.1.5 is the oldest",
        "message": "target "1.3.5" is older than any keepalived that lvsgen knows",
        "severity": "error",
      },
    ]
  `);
});

test('a value that is newer than its word', async () => {
  const old = edit(HA, 'name: web-ha\n', 'name: web-ha\ntarget: { keepalived: 2.2.4 }\n');
  const twos = old.replace(/lvs_sched: \w+/, 'lvs_sched: twos');
  expect(await lint(rule, twos)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:29:16-29:20 «twos»",
        "hint": "choose another, or raise target.keepalived when all directors have that version",
        "message": ""twos" as lvs_sched of virtual_server came with keepalived 2.2.5, and the target is 2.2.4",
        "severity": "error",
      },
    ]
  `);
  expect(await lint(rule, edit(twos, '2.2.4', '2.2.5'))).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // A target that has the word.
  expect(
    await lint(
      rule,
      edit(
        edit(HA, 'name: web-ha\n', 'name: web-ha\ntarget: { keepalived: "2.3" }\n'),
        '    advert_int: 1\n',
        '    advert_int: 1\n    down_timer_adverts: 4\n',
      ),
    ),
  ).toEqual([]);
  // A flag that is off is no line.
  const off = 'name: web-ha\ntarget: { keepalived: 2.1.5 }\nglobal_defs: { reload_check_config: false }\n';
  expect(await lint(rule, edit(HA, 'name: web-ha\n', off))).toEqual([]);
});

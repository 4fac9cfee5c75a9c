import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

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

test('a word within a line, and a number that had to be a whole one', async () => {
  const old = edit(
    edit(HA, 'name: web-ha\n', 'name: web-ha\ntarget: { keepalived: 2.1.5 }\n'),
    'virtual_ipaddress: [192.168.0.38/32]',
    'virtual_ipaddress: [{ address: 192.168.0.38/32, use_vmac: true, no_track: true }]',
  );
  const bfd = `${old}bfd_instances: [{ name: peer, neighbor_ip: 192.168.0.1, min_rx: 0.5, min_tx: 10 }]\n`;
  expect(await lint(rule, edit(bfd, 'min_rx: 0.5', 'min_rx: 10.5'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:17:53-17:61 «use_vmac»",
        "hint": "remove it, or raise target.keepalived when all directors have that version",
        "message": ""use_vmac" of virtual_ipaddress came with keepalived 2.2.0, and the target is 2.1.5",
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:37:65-37:69 «10.5»",
        "hint": "choose another, or raise target.keepalived when all directors have that version",
        "message": ""10.5" as min_rx of bfd_instance came with keepalived 2.2.0, and the target is 2.1.5",
        "severity": "error",
      },
    ]
  `);
  expect(await lint(rule, edit(bfd, '2.1.5', '2.2.0'))).toEqual([]);
});

test('a value that an older one takes for another', async () => {
  const drained = edit(HA, '{ name: rs2, weight: 1 }', '{ name: rs2, weight: 0 }');
  const old = edit(drained, 'name: web-ha\n', 'name: web-ha\ntarget: { keepalived: 2.1.5 }\n');
  expect(await lint(rule, old)).toEqual([
    {
      severity: 'error',
      message:
        '"0" as weight of real_server, which an older one takes for 1, came with keepalived 2.2.0, and the target is 2.1.5',
      hint: 'remove it, or raise target.keepalived when all directors have that version',
      at: 'clusters/prod/web-ha.yaml:36:30-36:31 «0»',
    },
  ]);
  expect(await lint(rule, edit(old, '2.1.5', '2.2.0'))).toEqual([]);
  expect(await lint(rule, edit(old, 'weight: 0', 'weight: 2'))).toEqual([]);
});

test('of a block that is too new, its words are not named, too', async () => {
  const signed = edit(
    HA,
    'authentication: { auth_type: PASS, auth_pass: "1111" }',
    'auth_hmac: { key: [{ id: 1, hmac_key: file:/etc/a.key }], active_key: 1 }\n    timer_expired_backup: 1',
  );
  expect(await lint(rule, signed)).toEqual([
    {
      severity: 'error',
      message: '"auth_hmac" of vrrp_instance came with keepalived 2.4.0, and the target is 2.2.7',
      hint: 'remove it, or raise target.keepalived when all directors have that version',
      at: 'clusters/prod/web-ha.yaml:15:5-15:14 «auth_hmac»',
    },
    {
      severity: 'error',
      message: '"timer_expired_backup" of vrrp_instance came with keepalived 2.2.8, and the target is 2.2.7',
      hint: 'remove it, or raise target.keepalived when all directors have that version',
      at: 'clusters/prod/web-ha.yaml:16:5-16:25 «timer_expired_backup»',
    },
  ]);
});

test('of a block that is too new for another target, its words are not named, too', async () => {
  const signed = edit(
    HA,
    'authentication: { auth_type: PASS, auth_pass: "1111" }',
    'auth_hmac: { key: [{ id: 1, hmac_key: file:/etc/a.key }], active_key: 1 }',
  );
  const targeted = (name: string, text: string, version: string) =>
    edit(text, 'name: web-ha\n', `name: ${name}\ntarget: { keepalived: ${version} }\n`);
  const found = await lint(rule, {
    'clusters/prod/api.yaml': targeted('api', HA, '2.2.7'),
    'clusters/prod/web-ha.yaml': targeted('web-ha', signed, '2.4.0'),
  });
  expect(found.map(({ message }) => message)).toEqual([
    '"auth_hmac" of vrrp_instance came with keepalived 2.4.0, and 2.2.7 is the target of director "lvs1" in cluster "api"',
  ]);
});

test('an older spelling that means the same is no fault', async () => {
  const old = 'name: web-ha\ntarget: { keepalived: 2.1.5 }\n';
  const words = 'global_defs: { lvs_flush_on_stop: VS, checker_process_name: checks }\n';
  expect(await lint(rule, edit(HA, 'name: web-ha\n', `${old}${words}`))).toEqual([]);
});

test('a director whose target another definition says', async () => {
  const api = (target: string) => edit(HA, 'name: web-ha\n', `name: api\n${target}`);
  const both = (target: string, own: string) => ({
    'clusters/prod/api.yaml': api(target),
    'clusters/prod/web-ha.yaml': edit(
      edit(HA, 'name: web-ha\n', `name: web-ha\n${own}`),
      '    advert_int: 1\n',
      '    advert_int: 1\n    down_timer_adverts: 4\n',
    ),
  });
  const [old, recent] = ['target: { keepalived: 2.1.5 }\n', 'target: { keepalived: "2.3" }\n'];
  expect(await lint(rule, both(old, ''))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:15:5-15:23 «down_timer_adverts»",
        "hint": "remove it, or raise the target there when all its directors have that version",
        "message": ""down_timer_adverts" of vrrp_instance came with keepalived 2.2.3, and 2.1.5 is the target of director "lvs1" in cluster "api"",
        "related": [
          "clusters/prod/api.yaml:3:23-3:28 «2.1.5» the target there",
        ],
        "severity": "error",
      },
    ]
  `);
  // What is too new for its own target is named once, with that one.
  const newer = both(old, 'target: { keepalived: 2.2.4 }\n');
  newer['clusters/prod/web-ha.yaml'] = edit(
    newer['clusters/prod/web-ha.yaml'],
    'down_timer_adverts: 4',
    'timer_expired_backup: 1',
  );
  expect(await lint(rule, newer)).toEqual([
    {
      severity: 'error',
      message: '"timer_expired_backup" of vrrp_instance came with keepalived 2.2.8, and the target is 2.2.4',
      hint: 'remove it, or raise target.keepalived when all directors have that version',
      at: 'clusters/prod/web-ha.yaml:16:5-16:25 «timer_expired_backup»',
    },
  ]);
  // Both say one: the older may be that of another director.
  expect((await lint(rule, both(old, recent))).map(({ severity }) => severity)).toEqual(['warning']);
  // What is not said is no older target.
  expect(await lint(rule, both('', recent))).toEqual([]);
  expect(await lint(rule, both(recent, ''))).toEqual([]);
  // Another environment has other hosts.
  const { 'clusters/prod/api.yaml': other = '', ...web } = both(old, '');
  expect(await lint(rule, { ...web, 'clusters/test/api.yaml': other })).toEqual([]);
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

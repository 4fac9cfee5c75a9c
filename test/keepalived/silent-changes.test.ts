import { describe, expect, it } from 'vitest';
import { edit, HA, NAT_HA } from '../support/definitions.ts';
import { DUAL } from '../support/dual-stack.ts';
import { casesOf, faults } from './cases.ts';

/** Lints one definition, and gives the rules that find a fault. */
async function rulesThatSpeak(text: string): Promise<string[]> {
  const { findings } = await casesOf({ [`clusters/prod/${/^name: (.*)$/m.exec(text)?.[1]}.yaml`]: text });
  return [...new Set(faults(findings).map(({ rule }) => rule))];
}

const CHECK = 'TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }';
const VIPS = 'virtual_ipaddress: [192.168.0.38/32]';
const AUTHENTICATION = 'authentication: { auth_type: PASS, auth_pass: "1111" }';
const MASTER = '{ director: lvs1, state: MASTER, priority: 100 }';
const FIRST = '{ name: rs1, weight: 1 }';
const SERVERS = 'real_servers:\n      - { name: rs1, weight: 1 }\n      - { name: rs2, weight: 1 }';

/** A service of HA, with more lines behind its scheduler. */
const withLine = (line: string) => edit(HA, 'lvs_sched: rr\n', `lvs_sched: rr\n    ${line}\n`);
/** The service of HA as one of a firewall mark. */
const withMark = (line: string) =>
  edit(
    withLine(line),
    '    vip: 192.168.0.38\n    port: 80\n    protocol: TCP\n',
    '    fwmark: 1\n    marks: [{ vip: 192.168.0.38, protocol: TCP, port: 80 }]\n',
  );
const withCheck = (check: string) => edit(HA, CHECK, check);
/** Three of them weigh 2^32. */
const heavy = (name: string) => `{ name: ${name}, weight: ${name === 'rs3' ? 2 : 2147483647} }`;
const withInstanceLine = (line: string) => edit(HA, `${VIPS}\n`, `${VIPS}\n    ${line}\n`);

/** HA in IPv6, with so many VIPs. */
function inIpv6(vips: number): string {
  const all = Array.from({ length: vips }, (_, at) => `fd00::${(at + 1).toString(16)}:38/128`);
  return HA.replaceAll('192.168.0.0/24', 'fd00::/64')
    .replace(/\n {4}authentication: .*/, '')
    .replaceAll(/192\.168\.0\.(\d+)\/24/g, 'fd00::$1/64')
    .replaceAll('192.168.0.38/32', ['fe80::38/64', ...all].join(', '))
    .replaceAll('192.168.0.38', 'fd00::1:38')
    .replaceAll('192.168.0.1', 'fd00::1')
    .replace('advert_int: 1', 'advert_int: 1\n    version: 3');
}

/** What keepalived would ignore, reset, cut or fill in, and go on; and the rule that stops it before. */
const CHANGES: readonly (readonly [change: string, rule: string, definition: string])[] = [
  [
    'DR: another port of a real server is reset',
    'dr-port-remapped',
    edit(HA, FIRST, '{ name: rs1, port: 8080 }'),
  ],
  [
    'TUN: another port of a real server is reset',
    'dr-port-remapped',
    edit(edit(HA, 'lvs_method: DR', 'lvs_method: TUN'), FIRST, '{ name: rs1, port: 8080 }'),
  ],
  ['no protocol becomes UDP', 'invalid-shape', edit(HA, '    protocol: TCP\n', '')],
  ['an unknown protocol becomes UDP', 'invalid-shape', edit(HA, 'protocol: TCP', 'protocol: ICMP')],
  ['port 0 switches persistence on', 'persistence-conflict', edit(HA, '    port: 80\n', '    port: 0\n')],
  ['no port switches persistence on', 'invalid-shape', edit(HA, '    port: 80\n', '')],
  [
    'a port of a real server that is none makes it vanish',
    'invalid-shape',
    edit(HA, FIRST, '{ name: rs1, port: 70000 }'),
  ],
  [
    'a group of both families: the virtual server goes',
    'virtual-server-mixed-families',
    DUAL.replace('vip: 192.168.0.38, port: 80', 'group: web').replace(
      'virtual_servers:',
      'virtual_server_groups: [{ name: web, members: [{ address: 192.168.0.38-39, port: 80 }, { address: "2001:db8::39", port: 80 }] }]\nvirtual_servers:',
    ),
  ],
  [
    'a firewall mark of both families: one of them goes',
    'virtual-server-mixed-families',
    DUAL.replace(
      'vip: 192.168.0.38, port: 80',
      'fwmark: 1, marks: [{ vip: 192.168.0.38 }, { vip: "2001:db8::39" }]',
    ),
  ],
  [
    'a program without a user to run as goes',
    'scripts-without-security',
    edit(
      withInstanceLine('notify: /bin/true'),
      'vrrp_instances:',
      'global_defs: { enable_script_security: true }\nvrrp_instances:',
    ),
  ],
  [
    'lvs_sync_daemon of an unknown instance is cleared',
    'sync-daemon-conflict',
    edit(
      HA,
      'vrrp_instances:',
      'global_defs: { lvs_sync_daemon: { interface: eth0, inst: VI_2 } }\nvrrp_instances:',
    ),
  ],
  [
    'a delay of an interface as long as two adverts is cut',
    'interface-delay-too-long',
    edit(HA, '  - name: lvs1\n', '  - name: lvs1\n    interface_up_down_delays: { eth0: { down: 2 } }\n'),
  ],
  ['an unknown scheduler becomes wlc', 'invalid-shape', edit(HA, 'lvs_sched: rr', 'lvs_sched: WRR')],
  ['no scheduler becomes wlc', 'invalid-shape', edit(HA, '    lvs_sched: rr\n', '')],
  [
    'a forwarding method in small letters becomes NAT',
    'invalid-shape',
    edit(HA, 'lvs_method: DR', 'lvs_method: dr'),
  ],
  ['no forwarding method becomes NAT', 'invalid-shape', edit(HA, '    lvs_method: DR\n', '')],
  ['a persistence without seconds is 360', 'invalid-shape', withLine('persistence_timeout:')],
  ['a persistence beyond 31 days is off', 'invalid-shape', withLine('persistence_timeout: 2678401')],
  ['a quorum above the weights is lowered', 'quorum-unreachable', withLine('quorum: 3')],
  ['a hysteresis not below the quorum is lowered', 'quorum-unreachable', withLine('hysteresis: 1')],
  ['all weights 0: the quorum is lowered to 0', 'all-weights-zero', HA.replaceAll('weight: 1', 'weight: 0')],
  ['a weight that is none becomes 1', 'invalid-shape', edit(HA, FIRST, '{ name: rs1, weight: 2147483648 }')],
  [
    'a real server twice: the second goes',
    'duplicate-real-server',
    edit(HA, FIRST, `${FIRST}\n      - { name: rs1 }`),
  ],
  [
    'weights that add up to 2^32 are 0, and the quorum is lowered to 0',
    'weights-overflow',
    edit(
      edit(HA, SERVERS, `real_servers: [${['rs1', 'rs2', 'rs3'].map(heavy).join(', ')}]`),
      'real_servers:\n  - { name: rs1,',
      'real_servers:\n  - { name: rs3, address: 192.168.0.68/24 }\n  - { name: rs1,',
    ),
  ],
  [
    'a file without a virtual server or an instance does nothing',
    'invalid-shape',
    `${HA.slice(0, HA.indexOf('vrrp_instances:'))}engine: keepalived\nreal_servers: []\nvirtual_servers: []\n`,
  ],
  ['a virtual server without real servers goes', 'invalid-shape', edit(HA, SERVERS, 'real_servers: []')],
  [
    'a virtual server twice: two sets of checks on one service',
    'duplicate-virtual-server',
    HA + HA.slice(HA.indexOf('  - name: http')).replace('name: http', 'name: again'),
  ],
  [
    'a real server of another family goes',
    'real-server-other-family',
    edit(HA, 'address: 192.168.0.18/24, gateway: 192.168.0.1', 'address: fd00::18/64'),
  ],
  [
    'a sorry server of another family goes',
    'sorry-server-other-family',
    withLine('sorry_server: { address: "fd00::99", port: 80 }'),
  ],
  [
    'DR: another port of the sorry server is reset',
    'sorry-server-port-remapped',
    withLine('sorry_server: { address: 192.168.0.99, port: 81 }'),
  ],
  [
    'sorry_server_inhibit before sorry_server is ignored',
    'invalid-shape',
    withLine('sorry_server_inhibit: true'),
  ],
  [
    'sorry_server_lvs_method before sorry_server is ignored',
    'invalid-shape',
    withLine('sorry_server_lvs_method: NAT'),
  ],
  ...['sh_port', 'sh_fallback', 'mh_port', 'mh_fallback', 'ops'].map(
    (flag) =>
      [
        `${flag} of another scheduler, or of TCP, is dropped`,
        'scheduler-flag-ignored',
        withLine(`${flag}: true`),
      ] as const,
  ),
  ['hashed is dropped', 'invalid-shape', withLine('hashed: true')],
  ['ha_suspend with a firewall mark is cleared', 'fwmark-conflict', withMark('ha_suspend: true')],
  [
    'a port of a real server of a firewall mark is cleared',
    'fwmark-conflict',
    edit(withMark(''), FIRST, '{ name: rs1, port: 80 }'),
  ],
  [
    'the protocol of a firewall mark is ignored',
    'invalid-shape',
    edit(withMark(''), 'fwmark: 1', 'fwmark: 1\n    vip: 192.168.0.38'),
  ],
  ['nopreempt of a MASTER is cleared', 'nopreempt-with-master', withInstanceLine('nopreempt: true')],
  ['preempt_delay of a MASTER is cleared', 'nopreempt-with-master', withInstanceLine('preempt_delay: 60')],
  [
    'preempt_delay next to nopreempt is cleared',
    'nopreempt-with-master',
    edit(withInstanceLine('nopreempt: true\n    preempt_delay: 60'), 'state: MASTER', 'state: BACKUP'),
  ],
  ['preempt_delay beyond 1000 is 0', 'invalid-shape', withInstanceLine('preempt_delay: 1001')],
  [
    'nopreempt of priority 255 is cleared',
    'vrrp-options-conflict',
    edit(HA, 'state: MASTER, priority: 100', 'nopreempt: true, priority: 255'),
  ],
  ['no priority of a MASTER is 255', 'invalid-shape', edit(HA, MASTER, '{ director: lvs1, state: MASTER }')],
  ['priority 256 becomes 100', 'invalid-shape', edit(HA, 'priority: 100', 'priority: 256')],
  ['a state in small letters becomes BACKUP', 'invalid-shape', edit(HA, 'state: MASTER', 'state: master')],
  ['authentication with VRRP 3 is dropped', 'authentication-with-vrrp-3', withInstanceLine('version: 3')],
  [
    'authentication with vrrp_strict is dropped',
    'strict-mode-conflict',
    withInstanceLine('strict_mode: true'),
  ],
  ['authentication without password is dropped', 'invalid-shape', edit(HA, ', auth_pass: "1111"', '')],
  [
    'an unknown auth_type is no authentication',
    'invalid-shape',
    edit(HA, 'auth_type: PASS', 'auth_type: pass'),
  ],
  ['AH clears MASTER', 'invalid-shape', edit(HA, 'auth_type: PASS', 'auth_type: AH')],
  ['an auth_pass above 8 characters is cut', 'invalid-shape', edit(HA, '"1111"', '"123456789"')],
  ['an auth_pass is cut at #', 'invalid-shape', edit(HA, '"1111"', '"ab#cd"')],
  ['an auth_pass is cut at !', 'invalid-shape', edit(HA, '"1111"', '"ab!cd"')],
  ['an auth_pass is cut at a space', 'invalid-shape', edit(HA, '"1111"', '"ab cd"')],
  [
    'VRRP 2: a fraction of a second is rounded',
    'invalid-advert-int',
    edit(HA, 'advert_int: 1', 'advert_int: 1.5'),
  ],
  [
    'VRRP 3: an interval beyond 40.95 s is capped',
    'invalid-advert-int',
    edit(edit(HA, 'advert_int: 1', 'advert_int: 41\n    version: 3'), `    ${AUTHENTICATION}\n`, ''),
  ],
  ['an interval of 0 becomes 1 s', 'invalid-shape', edit(HA, 'advert_int: 1', 'advert_int: 0')],
  ['an interval beyond 255 s is ignored', 'invalid-shape', edit(HA, 'advert_int: 1', 'advert_int: 256')],
  [
    'an interval finer than 10 ms is rounded',
    'invalid-shape',
    edit(HA, 'advert_int: 1', 'advert_int: 0.015'),
  ],
  [
    'a VIP of another family is dropped',
    'mixed-address-families',
    edit(HA, VIPS, 'virtual_ipaddress: [192.168.0.38/32, "fd00::38/128"]'),
  ],
  ['a VIP that is none is dropped', 'invalid-shape', edit(HA, VIPS, 'virtual_ipaddress: [192.168.0.380/32]')],
  [
    'a VIP with a length that is none gets /32',
    'invalid-shape',
    edit(HA, VIPS, 'virtual_ipaddress: [192.168.0.38/33]'),
  ],
  [
    'IPv4: VIPs beyond 255 are not in the adverts',
    'invalid-shape',
    edit(
      HA,
      VIPS,
      `virtual_ipaddress: [${Array.from({ length: 256 }, (_, at) => `10.0.${at}.38/32`).join(', ')}]`,
    ),
  ],
  ['IPv6: VIPs beyond 89 are not in the adverts of 1,500 bytes', 'too-many-vips', inIpv6(89)],
  [
    'a loopback interface is ignored',
    'interface-not-on-director',
    edit(HA, 'interface: eth0', 'interface: lo'),
  ],
  [
    'a sync group leaves out what is not there',
    'unknown-name',
    edit(NAT_HA, 'group: [OUTER, INNER]', 'group: [OUTER, NONE]'),
  ],
  [
    'a sync group leaves out a member of another one',
    'sync-group-broken',
    edit(
      NAT_HA,
      '    group: [OUTER, INNER]',
      '    group: [OUTER, INNER]\n  - name: OTHER\n    group: [OUTER, INNER]',
    ),
  ],
  [
    'a second sync group of one name is ignored',
    'duplicate-name',
    edit(
      NAT_HA,
      '    group: [OUTER, INNER]',
      '    group: [OUTER, INNER]\n  - name: EDGE\n    group: [OUTER, INNER]',
    ),
  ],
  ['a second VRRP instance of one name is ignored', 'duplicate-name', NAT_HA.replaceAll('INNER', 'OUTER')],
  ['a delay_loop of 0 becomes 60', 'invalid-shape', edit(HA, 'delay_loop: 6', 'delay_loop: 0')],
  ['a connect_timeout of 0 becomes 5', 'invalid-shape', withCheck('TCP_CHECK: { connect_timeout: 0 }')],
  [
    'a connect_timeout beyond 32 bits of microseconds becomes 5',
    'invalid-shape',
    withCheck('TCP_CHECK: { connect_timeout: 4295 }'),
  ],
  [
    'the longest connect_timeout means none: 5',
    'invalid-shape',
    withCheck('TCP_CHECK: { connect_timeout: 4294.967295 }'),
  ],
  ['the largest retry means none: 1', 'invalid-shape', withCheck('TCP_CHECK: { retry: 4294967295 }')],
  [
    'a time finer than a microsecond is rounded',
    'invalid-shape',
    withCheck('TCP_CHECK: { warmup: 0.0000001 }'),
  ],
  [
    'bindto of another family than what is checked is dropped',
    'check-bindto-other-family',
    withCheck('TCP_CHECK: { bindto: "fd00::1" }'),
  ],
  [
    'a check of a link-local address without interface is dropped',
    'check-of-link-local-address',
    withCheck('TCP_CHECK: { connect_ip: "fe80::18" }'),
  ],
  [
    'HTTP_GET without url is dropped, or a crash',
    'invalid-shape',
    withCheck('HTTP_GET: { connect_timeout: 3 }'),
  ],
  ['an empty list of url is dropped, or a crash', 'invalid-shape', withCheck('HTTP_GET: { url: [] }')],
  ['a url without path is dropped', 'invalid-shape', withCheck('HTTP_GET: { url: [{ status_code: 200 }] }')],
  [
    'a status that is none is dropped',
    'invalid-shape',
    withCheck('HTTP_GET: { url: [{ path: /, status_code: 999 }] }'),
  ],
  [
    'a short digest is dropped',
    'invalid-shape',
    withCheck('HTTP_GET: { url: [{ path: /, digest: 9b3a0c85 }] }'),
  ],
  ['a path is cut at #', 'invalid-shape', withCheck('HTTP_GET: { url: [{ path: "/a#b" }] }')],
  ['nb_get_retry is unknown in TCP_CHECK', 'invalid-shape', withCheck('TCP_CHECK: { nb_get_retry: 3 }')],
  [
    'FILE_CHECK dynamic is not read',
    'invalid-shape',
    withCheck('FILE_CHECK: { track_file: a, dynamic: true }'),
  ],
  [
    'notify_deleted of a sync group is not read',
    'invalid-shape',
    edit(NAT_HA, '  - name: EDGE\n', '  - name: EDGE\n    notify_deleted: /bin/true\n'),
  ],
  ['json_file_location is not read', 'invalid-shape', withInstanceLine('json_file_location: /tmp/a')],
];

describe('what keepalived would change without being asked', () => {
  it.each([
    ['HA', HA],
    ['NAT_HA', NAT_HA],
    ['HA in IPv6', inIpv6(88)],
  ])('is not in %s', async (_, text) => {
    expect(await rulesThatSpeak(text)).toEqual([]);
  });

  it.each(CHANGES)('is found: %s', async (_, rule, text) => {
    expect(await rulesThatSpeak(text)).toContain(rule);
  });

  it('is found: a comment beyond 1,023 bytes, from a path that long, is read as keywords', async () => {
    const file = `clusters/${`${'a'.repeat(60)}/`.repeat(17)}web-ha.yaml`;
    const { findings } = await casesOf({ [file]: HA });
    expect(faults(findings).map(({ rule }) => rule)).toEqual(['invalid-file']);
  });

  it('is left out: a persistence_timeout of 0, which it refuses', async () => {
    const { cases } = await casesOf({ 'clusters/prod/web-ha.yaml': withLine('persistence_timeout: 0') });
    expect(cases).toHaveLength(2);
    for (const { conf } of cases) expect(conf).not.toContain('persistence_timeout');
  });
});

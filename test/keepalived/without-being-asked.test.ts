import { describe, expect, it } from 'vitest';
import { edit, HA, NAT_HA } from '../support/definitions.ts';
import { lint } from '../support/lint.ts';
import { casesOf } from './cases.ts';

const FIRST = '{ name: rs1, weight: 1 }';
const SERVERS = 'real_servers:\n      - { name: rs1, weight: 1 }\n      - { name: rs2, weight: 1 }';
const VIPS = 'virtual_ipaddress: [192.168.0.38/32]\n';
const CHECK = 'TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }';
const TUN = edit(HA, 'lvs_method: DR', 'lvs_method: TUN');
const RS1 = 'address: 192.168.0.18/24, gateway: 192.168.0.1';
const withLine = (line: string) => edit(HA, 'lvs_sched: rr\n', `lvs_sched: rr\n    ${line}\n`);
const withScheduler = (lines: string) => edit(HA, 'lvs_sched: rr\n', `${lines}\n`);
const withInstanceLine = (line: string) => edit(HA, VIPS, `${VIPS}    ${line}\n`);
const again = HA + HA.slice(HA.indexOf('  - name: http')).replace('name: http', 'name: again');

/** What keepalived changes and then runs on with, and what is said of it, and where. */
const REFUSED: readonly (readonly [
  item: string,
  definition: string,
  rule: string,
  message: string,
  at: string,
])[] = [
  [
    'DR: the port of a real server is another',
    edit(HA, FIRST, '{ name: rs1, port: 8080 }'),
    'dr-port-remapped',
    'port "8080" of real server "rs1" cannot be reached under DR, which keeps port 80 of "http"',
    '«8080»',
  ],
  [
    'TUN: the port of a real server is another',
    edit(TUN, FIRST, '{ name: rs1, port: 8080 }'),
    'dr-port-remapped',
    'port "8080" of real server "rs1" cannot be reached under TUN, which keeps port 80 of "http"',
    '«8080»',
  ],
  [
    'no protocol: UDP',
    edit(HA, '    protocol: TCP\n', ''),
    'invalid-shape',
    'virtual server "http" has no "protocol"',
    '«http»',
  ],
  [
    'port 0 without persistence',
    edit(HA, '    port: 80\n', '    port: 0\n'),
    'persistence-conflict',
    'virtual server "http" is for all ports and has no persistence',
    '«0»',
  ],
  [
    'a quorum above the total weight',
    withLine('quorum: 3'),
    'quorum-unreachable',
    'quorum "3" of virtual server "http" is above the total weight, 2',
    '«3»',
  ],
  [
    'a hysteresis not below the quorum',
    withLine('quorum: 2\n    hysteresis: 2'),
    'quorum-unreachable',
    'hysteresis "2" of virtual server "http" is not below its quorum, 2',
    '«2»',
  ],
  [
    'a real server twice',
    edit(HA, FIRST, `${FIRST}\n      - { name: rs1 }`),
    'duplicate-real-server',
    'real server "192.168.0.18:80" is in virtual server "http" twice',
    '«rs1»',
  ],
  [
    'nopreempt with MASTER',
    withInstanceLine('nopreempt: true'),
    'nopreempt-with-master',
    '"lvs1" has state MASTER, where keepalived ignores nopreempt',
    '«MASTER»',
  ],
  [
    'preempt_delay with MASTER',
    withInstanceLine('preempt_delay: 60'),
    'nopreempt-with-master',
    '"lvs1" has state MASTER, where keepalived ignores preempt_delay',
    '«MASTER»',
  ],
  [
    'authentication with VRRP 3',
    withInstanceLine('version: 3'),
    'authentication-with-vrrp-3',
    'VRRP instance "VI_1" has version 3, which has no authentication',
    '«authentication»',
  ],
  [
    'authentication in strict mode',
    edit(withInstanceLine('strict_mode: true'), 'state: MASTER', 'state: BACKUP'),
    'strict-mode-conflict',
    'VRRP instance "VI_1" is in strict mode, which does not allow authentication',
    '«{ auth_type: PASS, auth_pass: "1111" }»',
  ],
  [
    'auth_pass above 8 characters',
    edit(HA, '"1111"', '"123456789"'),
    'invalid-shape',
    'the value is not a password of 1 to 8 letters, digits, ".", "_" or "-"',
    '«"123456789"»',
  ],
  [
    'a virtual server without real servers',
    edit(HA, SERVERS, 'real_servers: []'),
    'invalid-shape',
    'needs at least 1 entry',
    '«[]»',
  ],
  [
    'a real server of another family',
    edit(HA, RS1, 'address: fd00::18/64'),
    'real-server-other-family',
    'real server "rs1" is IPv6, but VIP "192.168.0.38" is IPv4',
    '«rs1»',
  ],
  [
    'sorry_server_inhibit without a sorry_server',
    withLine('sorry_server: { inhibit: true }'),
    'invalid-shape',
    '"address" is missing',
    '«sorry_server»',
  ],
  [
    'sh-port under mh',
    withScheduler('lvs_sched: mh\n    sh_port: true'),
    'scheduler-flag-ignored',
    '"sh_port" is a flag of scheduler sh, not of "mh"',
    '«true»',
  ],
  [
    'mh-port under sh',
    withScheduler('lvs_sched: sh\n    mh_port: true'),
    'scheduler-flag-ignored',
    '"mh_port" is a flag of scheduler mh, not of "sh"',
    '«true»',
  ],
  [
    'flags without lvs_sched',
    withScheduler('flag_1: true'),
    'invalid-shape',
    'virtual server "http" has no "lvs_sched"',
    '«http»',
  ],
  [
    'a virtual server twice',
    again,
    'duplicate-virtual-server',
    'virtual server "192.168.0.38:80 TCP" is defined twice',
    '«192.168.0.38»',
  ],
  [
    'FILE_CHECK dynamic is not parsed',
    edit(HA, CHECK, 'FILE_CHECK: { track_file: a, dynamic: true }'),
    'invalid-shape',
    'unknown key "dynamic"',
    '«dynamic»',
  ],
  [
    'notify_deleted of a sync group is not parsed',
    edit(NAT_HA, '  - name: EDGE\n', '  - name: EDGE\n    notify_deleted: /bin/true\n'),
    'invalid-shape',
    'unknown key "notify_deleted"',
    '«notify_deleted»',
  ],
  ...['state', 'stats', 'json'].map(
    (kind) =>
      [
        `${kind}_file_location is not parsed`,
        withInstanceLine(`${kind}_file_location: /tmp/a`),
        'invalid-shape',
        `unknown key "${kind}_file_location"`,
        `«${kind}_file_location»`,
      ] as const,
  ),
];

/** The lines of the first director's file, without their indents. */
async function linesOf(text: string): Promise<string[]> {
  const { cases } = await casesOf({ 'clusters/prod/web-ha.yaml': text });
  return (cases[0]?.conf ?? '').split('\n').map((line) => line.trim());
}

describe('what keepalived changes without being asked', () => {
  it.each(REFUSED)('is refused: %s', async (_, definition, rule, message, at) => {
    const found = (await lint(rule, definition)).find((problem) => problem.message === message);
    expect({ message: found?.message, at: found?.at.replace(/^[^«]*/, '') }).toEqual({ message, at });
  });

  it('is not refused where it does not apply: a real server of another family behind TUN', async () => {
    expect(await lint('real-server-other-family', edit(TUN, RS1, 'address: fd00::18/64'))).toEqual([]);
  });

  it('cannot be said: sorry_server_inhibit and sorry_server_lvs_method before sorry_server', async () => {
    const lines = await linesOf(
      withLine('sorry_server: { inhibit: true, lvs_method: NAT, address: 192.168.0.99, port: 80 }'),
    );
    const at = lines.indexOf('sorry_server 192.168.0.99 80');
    expect(lines.slice(at, at + 3)).toEqual([
      'sorry_server 192.168.0.99 80',
      'sorry_server_inhibit',
      'sorry_server_lvs_method NAT',
    ]);
  });

  it('cannot be said: flags before lvs_sched', async () => {
    const lines = await linesOf(withScheduler('sh_port: true\n    flag_2: true\n    lvs_sched: sh'));
    const at = lines.indexOf('lvs_sched sh');
    expect(lines.slice(at, at + 3)).toEqual(['lvs_sched sh', 'flag-2', 'sh-port']);
  });
});

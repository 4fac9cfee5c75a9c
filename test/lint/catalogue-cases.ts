import { DR, edit, HA, NAT, NAT_HA } from '../support/definitions.ts';
import { DUAL } from '../support/dual-stack.ts';

/** A definition, or several of one repository by their paths. */
export type Files = string | Readonly<Record<string, string>>;

/** What shows that a row of the catalogue is true. */
export interface Case {
  /** The rule that has to find something; `invalid-shape` where the schema refuses the definition. */
  readonly rule?: string;
  /** Of the rendered file with this name, what has to be in it, or must not be. */
  readonly rendered?: readonly [file: string, expected: RegExp, isThere: boolean];
  readonly files: Files;
}

const finds = (rule: string, files: Files): Case => ({ rule, files });
const refuses = (files: Files): Case => ({ rule: 'invalid-shape', files });
const has = (file: string, expected: RegExp, files: Files): Case => ({
  rendered: [file, expected, true],
  files,
});
const lacks = (file: string, expected: RegExp, files: Files): Case => ({
  rendered: [file, expected, false],
  files,
});

/** Options of the VRRP instance, of its first and second member, of the virtual server, of one real server of it. */
const instance = (options: string, base = HA) => edit(base, '    advert_int: 1\n', `    ${options}\n`);
const first = (options: string, base = HA) => edit(base, 'priority: 100', options);
const second = (options: string, base = HA) => edit(base, 'priority: 90', options);
const service = (options: string, base = HA) => edit(base, 'delay_loop: 6', options);
const server = (options: string, base = HA) => edit(base, 'name: rs2, weight: 1', options);
const vip = (address: string, base = HA) => base.replaceAll('192.168.0.38', address);
const check = (text: string) =>
  edit(HA, 'TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }', text);
const global = (options: string, base = HA) =>
  edit(base, 'vrrp_instances:', `global_defs: { ${options} }\nvrrp_instances:`);
const AUTH = '    authentication: { auth_type: PASS, auth_pass: "1111" }\n';
const auth = (type: string, password: string) =>
  edit(HA, AUTH, `    authentication: { auth_type: ${type}, auth_pass: ${password} }\n`);
const UNSYNCED = edit(NAT_HA, 'vrrp_sync_groups:\n  - name: EDGE\n    group: [OUTER, INNER]\n', '');
const grouped = (members: string, base = HA) =>
  edit(
    edit(base, '    vip: 192.168.0.38\n    port: 80\n', '    group: web\n'),
    'virtual_servers:',
    `virtual_server_groups: [{ name: web, members: [${members}] }]\nvirtual_servers:`,
  );
const marked = (mark: string, base = DR) =>
  edit(base, '    vip: 192.168.0.38\n    port: 80\n', `    ${mark}\n`);
const TWO_MARKS = edit(
  marked('fwmark: 1\n    marks: [{ vip: 192.168.0.38 }]'),
  'virtual_servers:\n',
  'virtual_servers:\n  - { name: mail, vip: 192.168.0.38, port: 25, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs1 }] }\n',
);
/** A second cluster on the same wire. */
const OTHER = edit(HA.replaceAll(/lvs(?=[12])/g, 'dir'), 'name: web-ha', 'name: other')
  .replaceAll('192.168.0.48', '192.168.0.148')
  .replaceAll('192.168.0.58', '192.168.0.158')
  .replaceAll('192.168.0.38', '192.168.0.138')
  .replaceAll('rs1', 'os1')
  .replaceAll('rs2', 'os2')
  .replaceAll('192.168.0.18', '192.168.0.118')
  .replaceAll('192.168.0.28', '192.168.0.128');
const both = (other: string, base = HA): Files => ({
  'clusters/prod/other.yaml': other,
  'clusters/prod/web-ha.yaml': base,
});
const TUN = edit(DR, 'lvs_method: DR', 'lvs_method: TUN');
const anotherService = (text: string, base = DR) =>
  edit(base, 'virtual_servers:\n', `virtual_servers:\n  - { name: other, ${text} }\n`);
const TWO_INSTANCES = edit(
  edit(DUAL, '["fe80::38/64", "2001:db8::38/128"]', '[192.168.0.39/32]'),
  'virtual_router_id: 52',
  'virtual_router_id: 51',
);
const SIX = edit(DUAL, '"fe80::38/64", ', '');
const TWO_ARMS = edit(
  edit(HA, '  lan: {', '  wan: { subnet: 198.51.100.0/24 }\n  lan: {'),
  'virtual_ipaddress: [192.168.0.38/32]',
  'virtual_ipaddress: [198.51.100.38/24]',
)
  .replace('vip: 192.168.0.38', 'vip: 198.51.100.38')
  .replace(
    /\{ eth0: (\{ segment: lan, address: \S+\.48\S+ \})/,
    '{ eth0: { segment: wan, address: 198.51.100.1/24 }, eth1: $1',
  )
  .replace(
    /\{ eth0: (\{ segment: lan, address: \S+\.58\S+ \})/,
    '{ eth0: { segment: wan, address: 198.51.100.2/24 }, eth1: $1',
  );

/** By the row: each rule that it names, the schema where it says so, and what is impossible. */
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  A01: [
    finds(
      'real-server-gateway-not-director',
      edit(NAT, '18/24, gateway: 192.168.0.8', '18/24, gateway: 192.168.0.1'),
    ),
    finds('real-server-gateway-not-floating', NAT_HA.replaceAll('gateway: 10.0.0.1 ', 'gateway: 10.0.0.9 ')),
  ],
  A02: [
    finds('real-server-gateway-not-floating', NAT_HA.replaceAll('gateway: 10.0.0.1 ', 'gateway: 10.0.0.11 ')),
  ],
  A03: [
    finds(
      'real-server-gateway-outside-subnet',
      edit(HA, '18/24, gateway: 192.168.0.1', '18/24, gateway: 192.168.1.1'),
    ),
    finds(
      'real-server-gateway-outside-subnet',
      edit(HA, '18/24, gateway: 192.168.0.1', '18/24, gateway: 192.168.0.18'),
    ),
    finds(
      'real-server-gateway-outside-subnet',
      edit(HA, '18/24, gateway: 192.168.0.1', '18/24, gateway: 192.168.0.255'),
    ),
    finds(
      'segment-gateway-outside-subnet',
      edit(HA, '0/24, gateway: 192.168.0.1', '0/24, gateway: 192.168.1.1'),
    ),
  ],
  A04: [
    finds('nat-real-server-not-attached', edit(NAT, '192.168.0.18/24, gateway: 192.168.0.8', '10.0.0.18/24')),
  ],
  A05: [
    finds('dr-real-server-not-attached', edit(HA, '192.168.0.18/24, gateway: 192.168.0.1', '10.0.0.18/24')),
  ],
  A06: [
    finds(
      'dr-real-server-gateway-is-director',
      edit(HA, '18/24, gateway: 192.168.0.1', '18/24, gateway: 192.168.0.48'),
    ),
  ],
  A07: [finds('vip-outside-subnets', vip('203.0.113.1'))],
  A08: [finds('vip-is-director-address', vip('192.168.0.48'))],
  A09: [finds('vip-is-host-address', vip('192.168.0.18')), finds('vip-is-host-address', vip('192.168.0.1'))],
  A10: [finds('vip-is-network-address', vip('192.168.0.0'))],
  A11: [finds('vip-is-broadcast-address', vip('192.168.0.255'))],
  A12: ['127.0.0.1', '0.0.0.0', '224.0.0.5'].map((address) => finds('vip-not-unicast', vip(address))),
  A13: [finds('duplicate-vip', both(OTHER.replaceAll('192.168.0.138', '192.168.0.38')))],
  A14: [finds('vip-listed-twice', edit(HA, '[192.168.0.38/32]', '[192.168.0.38/32, 192.168.0.38/32]'))],
  A15: [
    finds(
      'overlapping-director-subnets',
      edit(NAT, '8/24 }', '8/24 }\n      eth2: { segment: lan, address: 192.168.0.9/24 }'),
    ),
    finds('overlapping-segments', edit(NAT, 'wan: {', 'old: { subnet: 192.168.0.0/16 }\n  wan: {')),
  ],
  A16: [
    finds('duplicate-address', edit(HA, '192.168.0.18/24', '192.168.0.28/24')),
    finds('host-address-reserved', {
      'clusters/prod/web-ha.yaml': HA,
      'lvsgen.yaml': 'reserved:\n  - { subnet: 192.168.0.0/24, addresses: [192.168.0.18] }\n',
    }),
  ],
  A17: [has('lvs_nat.sh', /^ {2}'ip saddr 192\.168\.0\.0\/24 .* masquerade'$/m, NAT)],
  A18: [
    has('lvs_nat.sh', /oifname "eth0" masquerade/, NAT),
    lacks('lvs_nat.sh', /^ {2}'(?!.*oifname).* masquerade/m, NAT),
  ],
  A19: [finds('dr-port-remapped', server('name: rs2, port: 8080'))],
  A20: [has('lvs_dr_rs.sh', /^ {2}'192\.168\.0\.38\/32 lo'$/m, DR)],
  A21: [
    has('lvs_dr_rs.sh', /conf\.all\.arp_ignore=1/, DR),
    has('90-lvsgen.conf', /conf\.all\.arp_ignore = 1/, DR),
  ],
  A22: [
    has('lvs_dr_rs.sh', /conf\.all\.arp_announce=2/, DR),
    has('90-lvsgen.conf', /conf\.all\.arp_announce = 2/, DR),
  ],
  A23: [lacks('lvs_dr_rs.sh', /arp_ignore=(?!1')/, DR)],
  A24: [
    has(
      'lvs_dr_rs.sh',
      /'192\.168\.0\.38\/32 lo'\n(?:.*\n)?.*'192\.168\.0\.39\/32 lo'/,
      DR.concat(
        '  - { name: b, vip: 192.168.0.39, port: 80, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs1 }] }\n',
      ),
    ),
  ],
  A25: [has('lvs_tun_rs.sh', /conf\.\$name\.rp_filter=2/, TUN)],
  A26: [
    finds('tunnel-without-mtu', TUN),
    has(
      'lvs_tun_rs.sh',
      /ip saddr 192\.168\.0\.38 .* maxseg size set 1440'/,
      edit(TUN, 'lvs_method: TUN', 'lvs_method: TUN\n    tunnel: { mtu: 1500 }'),
    ),
  ],
  A27: [
    finds('nat-vip-in-real-server-subnet', edit(NAT, 'vip: 172.16.254.200', 'vip: 192.168.0.38')),
    finds(
      'director-asks-own-vip',
      global('smtp_server: { address: 192.168.0.38 }', edit(HA, 'port: 80\n', 'port: 25\n')),
    ),
  ],
  A28: [
    finds(
      'real-server-is-director',
      HA.replaceAll('name: rs1', 'name: lvs1').replace('192.168.0.18/24', '192.168.0.48/24'),
    ),
  ],
  A29: [
    has('lvs_nat.sh', /conf\.all\.send_redirects=0'\n.*conf\.eth0\.send_redirects=0/, NAT),
    has('90-lvsgen.conf', /eth1\.send_redirects = 0/, NAT),
  ],

  V01: [finds('several-masters', edit(HA, 'state: BACKUP', 'state: MASTER'))],
  V02: [refuses(edit(HA, 'state: MASTER, priority: 100', 'state: BACKUP'))],
  V03: [finds('equal-priorities', second('priority: 100'))],
  V04: [finds('master-priority-not-highest', second('priority: 110'))],
  V05: [finds('priority-255', first('priority: 255'))],
  V06: [refuses(edit(HA, ', priority: 90', ''))],
  V07: [refuses(second('priority: 0')), refuses(second('priority: 256'))],
  V08: [
    refuses(edit(HA, '    virtual_router_id: 51\n', '')),
    ...[0, 256].map((id) => refuses(edit(HA, 'virtual_router_id: 51', `virtual_router_id: ${id}`))),
  ],
  V09: [
    finds('virtual-router-id-reused', TWO_INSTANCES),
    finds(
      'virtual-router-id-reused-unicast',
      TWO_INSTANCES.replaceAll('interface: eth0', 'interface: eth0\n    unicast: true'),
    ),
  ],
  V10: [finds('virtual-router-id-reused', both(OTHER))],
  V11: [
    refuses(second('priority: 90, virtual_router_id: 52')),
    refuses(second('priority: 90, version: 3')),
    refuses(second('priority: 90, down_timer_adverts: 5')),
    finds(
      'member-settings-differ',
      edit(HA, '  - name: lvs2\n', '  - name: lvs2\n    global_defs: { vrrp_mcast_group4: 224.0.0.99 }\n'),
    ),
    finds(
      'members-on-different-segments',
      edit(
        edit(HA, '  lan: {', '  lab: { subnet: 10.0.0.0/24 }\n  lan: {'),
        'lan, address: 192.168.0.58/24',
        'lab, address: 10.0.0.58/24',
      ),
    ),
  ],
  V12: [refuses(second('priority: 90, advert_int: 2'))],
  V13: [
    refuses(instance('advert_int: 300')),
    refuses(instance('advert_int: 0')),
    finds('invalid-advert-int', instance('advert_int: 0.5')),
  ],
  V14: [refuses(second('priority: 90, authentication: { auth_type: PASS, auth_pass: x }'))],
  V15: [refuses(auth('PASS', 'ninechars'))],
  V16: ['"ab#cd"', '"ab!cd"', '"ab cd"'].map((password) => refuses(auth('PASS', password))),
  V17: ['"ab}cd"', "'ab\"cd'"].map((password) => refuses(auth('PASS', password))),
  V18: [refuses(auth('AH', 'abc')), finds('authentication-with-vrrp-3', instance('version: 3'))],
  V19: [refuses(auth('pass', 'abc')), refuses(edit(HA, ', auth_pass: "1111"', ''))],
  V20: [finds('virtual-router-id-reused', both(OTHER))],
  V21: [
    refuses(instance('preempt_delay: 1001')),
    finds('nopreempt-with-master', instance('nopreempt: true')),
    finds('nopreempt-with-master', instance('preempt_delay: 60')),
  ],
  V22: [finds('nopreempt-on-lower-priority', second('priority: 90, nopreempt: true'))],
  V23: [
    finds(
      'weight-never-fails-over',
      edit(
        instance('nopreempt: true\n    track_interface: [{ name: eth1, weight: -20 }]'),
        'state: MASTER',
        'state: BACKUP',
      ),
    ),
  ],
  V24: [
    refuses(instance('unicast: true\n    unicast_peer: [192.168.0.58]')),
    finds(
      'unicast-without-peers',
      edit(instance('unicast: true'), '      - { director: lvs2, state: BACKUP, priority: 90 }\n', ''),
    ),
    finds(
      'unicast-without-peers',
      second('priority: 90, unicast_src_ip: "2001:db8::1"', instance('unicast: true')),
    ),
    finds('unicast-option-without-unicast', second('priority: 90, unicast_src_ip: 192.168.0.58')),
  ],
  V25: [
    lacks('lvs1/keepalived.conf', /unicast_peer \{[^}]*192\.168\.0\.48/, instance('unicast: true')),
    finds(
      'advert-source-not-local',
      second('priority: 90, unicast_src_ip: 192.168.0.48', instance('unicast: true')),
    ),
  ],
  V26: [
    has('lvs1/keepalived.conf', /unicast_peer \{\s*192\.168\.0\.58\s*\}/, instance('unicast: true')),
    has('lvs2/keepalived.conf', /unicast_peer \{\s*192\.168\.0\.48\s*\}/, instance('unicast: true')),
    refuses(second('priority: 90, unicast: true')),
  ],
  V27: [
    finds(
      'advert-source-not-local',
      second('priority: 90, unicast_src_ip: 192.168.0.99', instance('unicast: true')),
    ),
    finds('advert-source-not-local', second('priority: 90, mcast_src_ip: 192.168.0.99')),
    finds(
      'advert-source-on-other-interface',
      second('priority: 90, unicast_src_ip: 192.168.0.58', instance('unicast: true', TWO_ARMS)),
    ),
    finds('advert-interface-without-address', edit(HA, ', address: 192.168.0.58/24', '')),
  ],
  V28: [refuses(second('priority: 90, virtual_ipaddress: [192.168.0.39/32]'))],
  V29: [
    refuses(
      edit(
        HA,
        '[192.168.0.38/32]',
        `[${Array.from({ length: 256 }, (_, index) => `10.0.0.${index}/32`).join(', ')}]`,
      ),
    ),
    finds(
      'too-many-vips',
      edit(
        DUAL,
        '"2001:db8::38/128"]',
        `"2001:db8::38/128"${Array.from({ length: 90 }, (_, index) => `, "2001:db8::1:${index}/128"`).join('')}]`,
      ),
    ),
  ],
  V30: [
    finds('service-vip-not-accepted', instance('no_accept: true')),
    finds('service-vip-not-accepted', global('vrrp_strict: true')),
  ],
  V31: [finds('strict-mode-conflict', global('vrrp_strict: true', instance('unicast: true')))],
  V32: [
    finds('mixed-address-families', edit(HA, '[192.168.0.38/32]', '[192.168.0.38/32, "2001:db8::38/128"]')),
  ],
  V33: [
    finds('ipv6-first-address-not-link-local', SIX),
    finds(
      'ipv6-vrrp-version-2',
      edit(DUAL, 'virtual_router_id: 52', 'virtual_router_id: 52\n    version: 2'),
    ),
  ],
  V34: [
    refuses(edit(HA, 'interface: eth0', 'interface: sixteencharacter')),
    ...['eth9', 'lo'].map((name) =>
      finds('interface-not-on-director', edit(HA, 'interface: eth0', `interface: ${name}`)),
    ),
    finds('interface-not-on-director', edit(HA, '    interface: eth0\n', '')),
    finds(
      'setting-of-unknown-interface',
      edit(HA, '  - name: lvs1\n', '  - name: lvs1\n    linkbeat_interfaces: [eth9]\n'),
    ),
  ],
  V35: [refuses(edit(HA, '[192.168.0.38/32]', '[{ address: 192.168.0.38/32, label: "eth0:frontend-web" }]'))],
  V36: ['192.168.0.38/33', 'web.example.org/32', '192.168.000.38/32', '192.168.0/24'].map((address) =>
    refuses(edit(HA, '[192.168.0.38/32]', `[${address}]`)),
  ),
  V37: [refuses(edit(HA, '[192.168.0.38/32]', '[192.168.0.38]'))],
  V38: [finds('nat-instances-not-synced', UNSYNCED)],
  V39: [
    finds('sync-group-broken', edit(NAT_HA, '[OUTER, INNER]', '[OUTER]')),
    finds('unknown-name', edit(NAT_HA, '[OUTER, INNER]', '[OUTER, INER]')),
    finds(
      'sync-group-broken',
      edit(NAT_HA, '[OUTER, INNER]', '[OUTER, INNER]\n  - name: TWO\n    group: [OUTER, INNER]'),
    ),
    finds(
      'duplicate-name',
      edit(NAT_HA, '[OUTER, INNER]', '[OUTER, INNER]\n  - name: EDGE\n    group: [OUTER, INNER]'),
    ),
  ],
  V40: [
    finds(
      'crossed-priorities',
      NAT_HA.replace(
        /priority: 150 \}\n(.*)priority: 100 \}\nreal/,
        'priority: 100 }\n$1priority: 150 }\nreal',
      ),
    ),
  ],
  V41: [finds('weight-never-fails-over', instance('track_interface: [{ name: eth1, weight: -5 }]'))],
  V42: [
    refuses(instance('track_interface: [{ name: eth0, weight: -254 }]')),
    refuses(instance('track_interface: [{ name: eth0, weight: 254 }]')),
    finds(
      'tracking-conflict',
      edit(
        NAT_HA,
        'virtual_router_id: 10',
        'virtual_router_id: 10\n    track_interface: [{ name: eth1, weight: -60 }]',
      ),
    ),
  ],
  V43: [
    finds(
      'program-by-name',
      edit(
        instance('track_script: [chk]'),
        'vrrp_instances:',
        'vrrp_scripts: [{ name: chk, script: chk-proxy }]\nvrrp_instances:',
      ),
    ),
    finds('unknown-name', instance('track_script: [chk]')),
  ],
  V44: [
    finds('scripts-without-security', instance('notify: /usr/local/bin/notify')),
    finds(
      'scripts-without-security',
      global('enable_script_security: true', instance('notify: /usr/local/bin/notify')),
    ),
  ],
  V45: ['/bin/true && /bin/x', '/bin/a | /bin/b', '/bin/true; x', '/bin/echo $(x)'].map((line) =>
    refuses(edit(HA, 'vrrp_instances:', `vrrp_scripts: [{ name: chk, script: "${line}" }]\nvrrp_instances:`)),
  ),
  V46: [
    finds('program-by-name', instance('notify_master: notify.sh')),
    finds('program-by-name', service('delay_loop: 6\n    quorum_up: up.sh')),
  ],
  V47: [finds('inner-link-not-tracked', TWO_ARMS)],
  V48: [refuses(edit(HA, 'state: MASTER', 'state: Master'))],
  V49: [
    refuses(global('lvs_sync_daemon: { interface: eth0, id: 256 }')),
    finds('sync-daemon-conflict', global('lvs_sync_daemon: { interface: eth0, inst: VI_9 }')),
    finds(
      'sync-daemon-conflict',
      both(
        global('lvs_sync_daemon: { interface: eth0, id: 7 }', OTHER),
        global('lvs_sync_daemon: { interface: eth0, id: 7 }'),
      ),
    ),
    finds(
      'sync-daemon-conflict',
      both(
        global('lvs_sync_daemon: { interface: eth0 }', OTHER),
        global('lvs_sync_daemon: { interface: eth0, id: 7 }'),
      ),
    ),
    finds(
      'member-settings-differ',
      edit(
        global('lvs_sync_daemon: { interface: eth0, inst: VI_1 }'),
        '  - name: lvs2\n',
        '  - name: lvs2\n    global_defs: { lvs_sync_daemon: { interface: eth0, inst: VI_1, id: 52 } }\n',
      ),
    ),
  ],

  S01: [lacks('lvs1/keepalived.conf', /persistence_timeout/, service('persistence_timeout: 0'))],
  S02: ['', '-1', '50s', '2678401'].map((value) => refuses(service(`persistence_timeout: ${value}`))),
  S03: [
    refuses(edit(HA, 'lvs_sched: rr', 'lvs_sched: RR')),
    refuses(edit(HA, 'lvs_sched: rr', 'lvs_sched: best')),
    refuses(edit(HA, '    lvs_sched: rr\n', '')),
  ],
  S04: ['-1', '1.5', '2147483648'].map((weight) => refuses(server(`name: rs2, weight: ${weight}`))),
  S05: [finds('all-weights-zero', HA.replaceAll('weight: 1 ', 'weight: 0 '))],
  S06: [finds('weights-ignored', server('name: rs2, weight: 3'))],
  S07: [refuses(service('delay_loop: 0')), refuses(edit(HA, 'connect_timeout: 10', 'connect_timeout: 0'))],
  S08: [
    finds('delay-loop-shorter-than-timeout', service('delay_loop: 2')),
    finds('delay-loop-shorter-than-timeout', check('MISC_CHECK: { misc_path: /bin/true, misc_timeout: 60 }')),
  ],
  S09: [refuses(check('TCP_CHECK: { nb_get_retry: 3 }')), refuses(service('nat_mask: 255.255.255.0'))],
  S10: [refuses(edit(HA, 'lvs_sched', 'lb_algo')), refuses(edit(HA, 'lvs_method', 'lb_kind'))],
  S11: [finds('duplicate-real-server', server('name: rs1'))],
  S12: [
    finds(
      'duplicate-virtual-server',
      anotherService(
        'vip: 192.168.0.38, port: 80, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs1 }]',
      ),
    ),
  ],
  S13: [
    refuses(edit(HA, '    vip: 192.168.0.38\n    port: 80\n', '    group: nope\n')),
    finds(
      'duplicate-virtual-server',
      edit(
        grouped('{ address: 192.168.0.38-40, port: 80 }'),
        '  - name: http\n',
        '  - { name: one, vip: 192.168.0.39, port: 80, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs1 }] }\n  - name: http\n',
      ),
    ),
    finds('fwmark-overlap', TWO_MARKS),
  ],
  S14: [refuses(marked('fwmark: 0\n    marks: [{ vip: 192.168.0.38 }]'))],
  S15: [
    refuses(marked('fwmark: 1')),
    has('lvs_fwmark.sh', /meta mark set 1'/, marked('fwmark: 1\n    marks: [{ vip: 192.168.0.38 }]')),
  ],
  S16: [
    finds('check-protocol-mismatch', edit(HA, 'protocol: TCP', 'protocol: UDP')),
    finds('check-protocol-mismatch', check('UDP_CHECK: {}')),
  ],
  S17: [
    refuses(check('HTTP_GET: { connect_timeout: 3 }')),
    refuses(check('HTTP_GET: { url: [{ status_code: 200 }] }')),
    refuses(check('HTTP_GET: { url: [] }')),
  ],
  S18: [
    refuses(check('HTTP_GET: { url: [{ path: /, status_code: 999 }] }')),
    refuses(check('HTTP_GET: { url: [{ path: /, digest: abc }] }')),
    finds('check-options-conflict', check('HTTP_GET: { url: [{ path: /, status_code: ["299-200"] }] }')),
  ],
  S19: ['health', 'http://www.example.org/', '"/a#b"'].map((path) =>
    refuses(check(`HTTP_GET: { url: [{ path: ${path} }] }`)),
  ),
  S20: [
    finds(
      'plain-check-on-tls-port',
      edit(check('HTTP_GET: { url: [{ path: / }] }'), 'port: 80\n', 'port: 443\n'),
    ),
    finds('tls-check-on-plain-port', check('SSL_GET: { url: [{ path: / }] }')),
  ],
  S21: [
    refuses(edit(HA, 'name: VI_1', "name: 'VI\"1'")),
    refuses(instance('interface:').replace('    interface: eth0\n', '')),
  ],
  S22: [
    finds('quorum-unreachable', service('delay_loop: 6\n    quorum: 3')),
    finds('quorum-unreachable', service('delay_loop: 6\n    quorum: 1\n    hysteresis: 1')),
    finds('quorum-unreachable', service('delay_loop: 6\n    quorum: 2\n    hysteresis: 1')),
    finds(
      'weights-overflow',
      server(
        'name: rs2, weight: 2147483647 }\n      - { name: rs3, weight: 2147483647',
        HA.replaceAll('name: rs1, weight: 1 ', 'name: rs1, weight: 2147483647 '),
      ),
    ),
  ],
  S23: [
    finds(
      'one-failure-loses-quorum',
      service('delay_loop: 6\n    quorum: 2\n    sorry_server: { address: 192.168.0.99 }'),
    ),
  ],
  S24: [
    finds(
      'sorry-server-is-real-server',
      service('delay_loop: 6\n    sorry_server: { address: 192.168.0.18 }'),
    ),
    finds('sorry-server-unusable', service('delay_loop: 6\n    sorry_server: { address: 192.168.0.38 }')),
    finds('sorry-server-unusable', edit(NAT_HA, 'delay_loop: 5', 'sorry_server: { address: 127.0.0.1 }')),
  ],
  S25: [
    finds(
      'sorry-server-other-family',
      service('delay_loop: 6\n    sorry_server: { address: "2001:db8::99" }'),
    ),
    finds(
      'sorry-server-port-remapped',
      service('delay_loop: 6\n    sorry_server: { address: 192.168.0.99, port: 8080 }'),
    ),
  ],
  S27: [
    finds('real-server-other-family', edit(HA, '192.168.0.18/24, gateway: 192.168.0.1', '"2001:db8::18/64"')),
  ],
  S28: [
    refuses(edit(HA, '    port: 80\n', '')),
    refuses(edit(HA, 'port: 80\n', 'port: 65536\n')),
    finds('persistence-conflict', edit(HA, 'port: 80\n', 'port: 0\n')),
  ],
  S29: [
    ...['70000', 'http'].map((port) => refuses(edit(HA, 'port: 80\n', `port: ${port}\n`))),
    ...['"192.168.0.38:80"', 'web.example.org', '"[2001:db8::38]"', '192.168.0.38/24'].map((text) =>
      refuses(edit(HA, 'vip: 192.168.0.38', `vip: ${text}`)),
    ),
  ],
  S30: [
    finds('scheduler-flag-ignored', service('delay_loop: 6\n    ops: true')),
    finds('scheduler-flag-ignored', service('delay_loop: 6\n    sh_port: true')),
    finds(
      'scheduler-flag-ignored',
      edit(service('delay_loop: 6\n    sh_port: true'), 'lvs_sched: rr', 'lvs_sched: mh'),
    ),
  ],
  S31: [
    finds(
      'real-server-without-check',
      edit(HA, HA.slice(HA.indexOf('    checks:'), HA.lastIndexOf('    real_servers:')), ''),
    ),
    finds('ping-check-alone', check('PING_CHECK: { retry: 1 }')),
    finds('quorum-program-alone', service('delay_loop: 6\n    quorum_up: /usr/local/bin/up')),
  ],
  S32: [
    ...['dr', 'DIRECT'].map((method) => refuses(edit(HA, 'lvs_method: DR', `lvs_method: ${method}`))),
    refuses(edit(HA, '    lvs_method: DR\n', '')),
  ],
  S33: [
    has('lvs_dr_rs.sh', /192\.168\.0\.38\/32 lo/, server('name: rs2, lvs_method: NAT')),
    has(
      'lvs1/keepalived.conf',
      /real_server 192\.168\.0\.28 80 \{[^}]*lvs_method NAT/,
      server('name: rs2, lvs_method: NAT'),
    ),
  ],
  S34: [finds('vip-not-in-vrrp-instance', edit(HA, 'vip: 192.168.0.38', 'vip: 192.168.0.39'))],
  S35: [
    refuses(HA.replace(/ {4}real_servers:\n {6}- .*\n {6}- .*\n/, '    real_servers: []\n')),
    refuses(HA.replace(/ {4}real_servers:\n {6}- .*\n {6}- .*\n/, '')),
  ],
  S36: [refuses(edit(HA, 'protocol: TCP', 'protocol: ICMP')), refuses(edit(HA, '    protocol: TCP\n', ''))],
  S37: [
    finds('check-connects-elsewhere', check('TCP_CHECK: { connect_port: 81 }')),
    finds('misc-check-of-other-server', check('MISC_CHECK: { misc_path: /usr/bin/check 192.168.0.18 }')),
    finds('check-bindto-not-local', check('TCP_CHECK: { bindto: 192.168.0.38 }')),
  ],
  S38: [
    finds('persistence-conflict', service('delay_loop: 6\n    persistence_granularity: 255.255.255.0')),
    finds(
      'persistence-conflict',
      service('delay_loop: 6\n    persistence_timeout: 60\n    persistence_granularity: 24'),
    ),
  ],
  S39: [
    finds(
      'persistence-keeps-dead-server',
      service('delay_loop: 6\n    persistence_timeout: 60\n    inhibit_on_failure: true'),
    ),
  ],
  S40: [
    finds(
      'persistence-conflict',
      service('delay_loop: 6\n    persistence_timeout: 60\n    persistence_engine: sip'),
    ),
    finds('thresholds-crossed', server('name: rs2, uthreshold: 10, lthreshold: 20')),
    finds('ftp-without-persistence', edit(DR, 'port: 80', 'port: 21')),
  ],
  S41: [
    refuses(second('priority: 90, virtual_servers: []')),
    refuses(edit(HA, '  - name: lvs2\n', '  - name: lvs2\n    virtual_servers: []\n')),
  ],
  S42: [refuses(server('name: rs2, wieght: 3')), refuses(check('TCP_CHEK: { connect_timeout: 3 }'))],
};

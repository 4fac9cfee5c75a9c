/** What is said of a sample, where it is not: accepted by keepalived, and said alike by a definition without a finding. */
export interface Note {
  /** What `keepalived -t` says of the sample itself, without the path of the file. */
  readonly keepalived?: readonly string[];
  /** The rules that find something in the definition: the sample is what they warn of, or shows only a part of a cluster. */
  readonly findings?: readonly string[];
  /** Lines that only one of the two files has, behind the blocks that they stand in. */
  readonly differences?: readonly Difference[];
}

export interface Difference {
  readonly reason: string;
  readonly sample?: readonly string[];
  readonly rendered?: readonly string[];
}

/** The sample shows a service alone: its VIP is nobody's, and the real servers have no gateway. */
const HALF_A_CLUSTER = ['real-server-gateway-not-director', 'vip-not-in-vrrp-instance'];
/** Without it keepalived complains of every script. */
const SECURITY: Difference = {
  reason: 'keepalived runs scripts as root without a word only with these',
  rendered: ['global_defs > enable_script_security', 'global_defs > script_user root'],
};
const INSECURE = ['SECURITY VIOLATION - scripts are being executed but script_security not enabled.'];
const INSECURE_CHECKS = [
  'SECURITY VIOLATION - check scripts are being executed but script_security not enabled.',
];
/** What keepalived does by itself, and says. */
const NOT_TRACKED =
  'keepalived cannot track a route without an interface: it has to be said that it is not tracked';

/** By the sample's name. A sample that is not here is accepted and equal, and its definition has no finding. */
export const NOTES: Readonly<Record<string, Note>> = {
  'HTTP_GET.port': {
    findings: HALF_A_CLUSTER,
  },
  IPv6: {
    findings: ['nat-vip-in-real-server-subnet', ...HALF_A_CLUSTER],
  },
  PING_CHECK: {
    findings: ['ping-check-alone', ...HALF_A_CLUSTER],
  },
  SMTP_CHECK: {
    findings: ['check-bindto-not-local', 'real-server-gateway-not-director', 'vip-not-in-vrrp-instance'],
  },
  SSL_GET: {
    keepalived: ['(VI_1) Initial state master is incompatible with AH authentication - clearing'],
    findings: ['real-server-gateway-not-floating', 'vip-not-in-vrrp-instance'],
    differences: [
      {
        reason: 'AH clears MASTER, so that no definition can say it',
        sample: ['vrrp_instance VI_1 > authentication > auth_type AH'],
        rendered: ['vrrp_instance VI_1 > authentication > auth_type PASS'],
      },
    ],
  },
  UDP_CHECK: {
    findings: HALF_A_CLUSTER,
  },
  conditional_conf: {
    keepalived: INSECURE,
    findings: ['weight-never-fails-over'],
    differences: [SECURITY, { reason: 'a definition has no net_namespace', sample: ['net_namespace high'] }],
  },
  fwmark: {
    keepalived: ['Warning: Virtual server FWM 1: protocol specified for fwmark - protocol will be ignored'],
    findings: HALF_A_CLUSTER,
  },
  inhibit: {
    findings: HALF_A_CLUSTER,
  },
  misc_check: {
    keepalived: INSECURE_CHECKS,
    findings: ['real-server-gateway-not-director', 'vip-not-in-vrrp-instance'],
    differences: [SECURITY],
  },
  misc_check_arg: {
    keepalived: INSECURE_CHECKS,
    findings: ['real-server-gateway-not-director', 'vip-not-in-vrrp-instance'],
    differences: [SECURITY],
  },
  quorum: {
    keepalived: INSECURE_CHECKS,
    findings: ['check-connects-elsewhere', 'real-server-gateway-not-director', 'vip-not-in-vrrp-instance'],
    differences: [SECURITY],
  },
  sample: {
    findings: ['real-server-gateway-not-floating', 'vip-not-in-vrrp-instance', 'vip-outside-subnets'],
  },
  status_code: {
    findings: HALF_A_CLUSTER,
  },
  track_interface: {
    findings: ['route-gateway-unreachable', 'vip-on-wrong-interface'],
    keepalived: [
      '(Line 31) Warning - cannot track route 192.168.112.0/24 with no interface specified, not tracking',
    ],
    differences: [
      {
        reason: NOT_TRACKED,
        sample: ['vrrp_instance VI_1 > virtual_routes > 192.168.112.0/24 via 192.168.100.254'],
        rendered: ['vrrp_instance VI_1 > virtual_routes > 192.168.112.0/24 no_track via 192.168.100.254'],
      },
    ],
  },
  virtual_server_group: {
    findings: [
      'nat-vip-in-real-server-subnet',
      'real-server-gateway-not-director',
      'vip-is-host-address',
      'vip-not-in-vrrp-instance',
    ],
  },
  virtualhost: {
    findings: ['real-server-gateway-not-director', 'tls-check-on-plain-port', 'vip-not-in-vrrp-instance'],
  },
  vrrp: {
    findings: ['vip-listed-twice'],
  },
  'vrrp.localcheck': {
    keepalived: INSECURE,
    findings: ['program-by-name', 'vip-prefix-length', 'weight-never-fails-over'],
    differences: [
      {
        reason: 'the sample itself says that this needs bash, and says nc in its place',
        sample: [
          'vrrp_script chk_http_port > script </dev/tcp/127.0.0.1/80',
          'vrrp_script chk_https_port > script </dev/tcp/127.0.0.1/443',
          'vrrp_script chk_smtp_port > script </dev/tcp/127.0.0.1/25',
        ],
        rendered: [
          'vrrp_script chk_http_port > script /usr/bin/nc -z 127.0.0.1 80',
          'vrrp_script chk_https_port > script /usr/bin/nc -z 127.0.0.1 443',
          'vrrp_script chk_smtp_port > script /usr/bin/nc -z 127.0.0.1 25',
        ],
      },
      SECURITY,
    ],
  },
  'vrrp.lvs_syncd': {
    keepalived: [
      "(Line 4) Unknown keyword 'VI_2'",
      "(Line 5) Unknown keyword 'VI_3'",
      '(Line 11) (VI_1) Specifying lvs_sync_daemon_interface against a vrrp is deprecated.',
      '(Line 11)         Please use global lvs_sync_daemon',
      'Sync group VG1 has no virtual router(s). removing',
    ],
    findings: ['failback-with-empty-table', 'real-server-gateway-not-floating'],
    differences: [
      {
        reason: 'keepalived removes the group: its members stand in a block of their own today',
        sample: ['vrrp_sync_group VG1 > VI_2', 'vrrp_sync_group VG1 > VI_3'],
        rendered: ['vrrp_sync_group VG1 > group > VI_2', 'vrrp_sync_group VG1 > group > VI_3'],
      },
      {
        reason: 'deprecated: it is a word of global_defs today',
        sample: ['vrrp_instance VI_1 > lvs_sync_daemon_interface eth1'],
        rendered: ['global_defs > lvs_sync_daemon eth1 inst VI_1'],
      },
    ],
  },
  'vrrp.routes': {
    findings: ['route-gateway-unreachable', 'route-source-not-local', 'vip-on-wrong-interface'],
    keepalived: [
      '(Line 29) Warning - cannot track route 192.168.112.0/24 with no interface specified, not tracking',
      '(Line 30) "or" for routes is deprecated. Please use "nexthop"',
      '(Line 30) Warning - cannot track route 192.168.113.0/24 with no interface specified, not tracking',
      '(Line 31) Warning - cannot track route 192.168.113.1/32 with no interface specified, not tracking',
      '(Line 32) "gw" for routes is deprecated. Please use "via"',
      '(Line 32) Warning - cannot track route 0.0.0.0/0 with no interface specified, not tracking',
    ],
    differences: [
      {
        reason: NOT_TRACKED,
        sample: ['vrrp_instance VI_1 > virtual_routes > 192.168.112.0/24 via 192.168.100.254'],
        rendered: ['vrrp_instance VI_1 > virtual_routes > 192.168.112.0/24 no_track via 192.168.100.254'],
      },
      {
        reason: NOT_TRACKED,
        sample: [
          'vrrp_instance VI_1 > virtual_routes > blackhole 192.168.113.1/32',
          'vrrp_instance VI_1 > virtual_routes > 0.0.0.0/0 table 100 via 192.168.0.1',
        ],
        rendered: [
          'vrrp_instance VI_1 > virtual_routes > blackhole 192.168.113.1/32 no_track',
          'vrrp_instance VI_1 > virtual_routes > 0.0.0.0/0 no_track table 100 via 192.168.0.1',
        ],
      },
      {
        reason: 'a route of a definition has one router: the second is left out here',
        sample: [
          'vrrp_instance VI_1 > virtual_routes > 192.168.113.0/24 or 192.168.100.253 via 192.168.100.252',
        ],
        rendered: ['vrrp_instance VI_1 > virtual_routes > 192.168.113.0/24 no_track via 192.168.100.252'],
      },
    ],
  },
  'vrrp.rules': {
    findings: ['vip-on-wrong-interface'],
    keepalived: [
      '(Line 10) Rule has no preference specified - setting to 16384. This is probably not what you want.',
      '(Line 11) VRRP parsed invalid IP 192.168.100./24. skipping IP...',
      '(Line 11) Invalid rule to address 192.168.100./24',
      '(Line 25) Rule has no preference specified - setting to 16383. This is probably not what you want.',
      '(Line 26) VRRP parsed invalid IP 192.168.200./24. skipping IP...',
      '(Line 26) Invalid rule to address 192.168.200./24',
    ],
    differences: [
      {
        reason: 'keepalived chooses a priority that nobody wants: here it is said',
        sample: [
          'static_rules > from 192.168.100.0/24 table 1',
          'vrrp_instance VI_1 > virtual_rules > from 192.168.200.0/24 table 2',
        ],
        rendered: [
          'static_rules > from 192.168.100.0/24 priority 16384 table 1',
          'vrrp_instance VI_1 > virtual_rules > from 192.168.200.0/24 priority 16383 table 2',
        ],
      },
      {
        reason: 'keepalived refuses the address, and drops the rule',
        sample: [
          'static_rules > to 192.168.100./24 table 1',
          'vrrp_instance VI_1 > virtual_rules > to 192.168.200./24 table 2',
        ],
      },
    ],
  },
  'vrrp.scripts': {
    keepalived: INSECURE,
    findings: ['alert-without-server', 'vip-prefix-length'],
    differences: [SECURITY],
  },
  'vrrp.static_ipaddress': {
    findings: ['route-gateway-unreachable', 'route-source-not-local'],
    keepalived: [
      '(Line 25) Warning - cannot track route 192.168.112.0/24 with no interface specified, not tracking',
    ],
    differences: [
      {
        reason: NOT_TRACKED,
        sample: ['vrrp_instance VI_1 > virtual_routes > 192.168.112.0/24 via 192.168.100.254'],
        rendered: ['vrrp_instance VI_1 > virtual_routes > 192.168.112.0/24 no_track via 192.168.100.254'],
      },
    ],
  },
  'vrrp.sync': {
    keepalived: INSECURE,
    findings: ['vip-prefix-length'],
    differences: [SECURITY],
  },
};

/**
 * What becomes of a word that the schema does not say by its annotations:
 *
 * - `said`: the definition has it elsewhere, or by another name.
 * - `derived`: lvsgen writes it from other parts.
 * - `extra`: nothing but raw lines say it.
 * - `no`: it cannot be said, for a reason.
 *
 * `{virtual_servers[].tunnel.type}` in a text is a place of the definition.
 */
export type Kind = 'said' | 'derived' | 'extra' | 'no';
export type Home = readonly [words: string, kind: Kind, text?: string];

const LIST_WORDS = 'a list with it goes into `extra` as a whole';
const AT_THE_INSTANCE = 'said where it is tracked:';

/** By the block, the words without a key of their own. */
export const HOMES: Readonly<Record<string, readonly Home[]>> = {
  root: [
    ['virtual_server_group', 'said', '{virtual_server_groups}'],
    ['net_namespace net_namespace_ipvs namespace_with_ipsets', 'extra', 'each host has one keepalived.conf'],
    ['linkbeat_use_polling use_pid_dir instance child_wait_time', 'extra'],
    ['track_group', 'extra', 'with the static addresses, routes or rules that it is about'],
  ],
  global_defs: [
    ['vrrp_version', 'said', 'each instance has its own: {vrrp_instances[].version}'],
    ['vrrp_iptables vrrp_ipsets', 'extra', '{global_defs.nftables} does the same'],
    ['random_seed include_check tmp_config_directory', 'extra'],
    ['v3_checksum_as_v2 json_version use_symlink_paths', 'extra'],
    ['snmp_vs_stats_update_interval snmp_rs_stats_update_interval dbus_no_interface_name', 'extra'],
    ['iproute_usr_dir iproute_etc_dir vrrp_owner_ignore_adverts', 'extra'],
    ['state_dump_file stats_dump_file json_dump_file', 'extra'],
  ],
  track_group: [['group', 'extra', 'in `track_group`']],
  garp_group: [['interface', 'said', 'a list of one: {garp_groups[].interfaces}']],
  vrrp_instance: [
    ['unicast_peer', 'derived', 'the other members, with {vrrp_instances[].unicast}'],
    ['preempt', 'said', 'the default, and `false` of {vrrp_instances[].nopreempt}'],
    ['thread_timer_expired owner_ignore_adverts', 'extra'],
    ['linkbeat_use_polling', 'said', 'of a director: {directors[].linkbeat_interfaces}'],
    ['lvs_sync_daemon_interface', 'said', '{global_defs.lvs_sync_daemon}'],
    ['native_ipv6', 'no', 'the family is that of the addresses'],
  ],
  authentication: [
    ['auth_type', 'said', '{vrrp_instances[].authentication.auth_type}'],
    [
      'auth_pass',
      'said',
      '{vrrp_instances[].authentication.auth_pass}; a secret: {vrrp_instances[].authentication.auth_pass.secret}',
    ],
  ],
  auth_hmac: [
    [
      'key',
      'said',
      '{vrrp_instances[].auth_hmac.key}; a secret: {vrrp_instances[].auth_hmac.key[].hmac_key.secret}',
    ],
  ],
  bfd_instance: [
    [
      'vrrp checker',
      'derived',
      'neither is written: keepalived then tells both processes, and a session serves whatever tracks it',
    ],
  ],
  SSL: [['password', 'no', 'it would be in git and in the artifacts: give {SSL.key} a file that needs none']],
  virtual_server: [
    ['ip_family', 'derived', 'for firewall marks, from the addresses of {virtual_servers[].marks}'],
    ['hashed', 'no', "the kernel's own mark on a service, not a setting"],
    ['sorry_server_inhibit', 'said', '{virtual_servers[].sorry_server.inhibit}'],
    [
      'sorry_server_lvs_method',
      'said',
      '{virtual_servers[].sorry_server.lvs_method}, {virtual_servers[].sorry_server.tunnel}',
    ],
    ['real_server', 'said', '{virtual_servers[].real_servers}'],
  ],
  HTTP_GET: [['enable_sni', 'no', 'about TLS, which HTTP_GET has not: {virtual_servers[].checks[].SSL_GET}']],
  SMTP_CHECK: [['host', 'said', 'another check: {virtual_servers[].checks[].SMTP_CHECK}']],
};

/** Blocks that have been replaced whole: their words are those of another. */
export const REPLACED_BLOCKS: Readonly<Record<string, string>> = {
  vrrp_track_file: 'track_file',
  host: 'SMTP_CHECK',
};

/** By the list, the words within its lines that are no key of its entries. */
export const ENTRY_HOMES: Readonly<Record<string, readonly Home[]>> = {
  virtual_ipaddress: [['broadcast', 'said', '{vrrp_instances[].virtual_ipaddress[].brd}']],
  virtual_ipaddress_excluded: [['broadcast', 'said', '{vrrp_instances[].virtual_ipaddress_excluded[].brd}']],
  static_ipaddress: [
    ['broadcast', 'said', '{directors[].static_ipaddress[].brd}'],
    ['track_group', 'extra', LIST_WORDS],
  ],
  virtual_routes: routeHomes('vrrp_instances[].virtual_routes[]'),
  static_routes: [...routeHomes('directors[].static_routes[]'), ['track_group', 'extra', LIST_WORDS]],
  virtual_rules: ruleHomes('vrrp_instances[].virtual_rules[]'),
  static_rules: [...ruleHomes('directors[].static_rules[]'), ['track_group', 'extra', LIST_WORDS]],
  unicast_peer: [
    ['min_ttl', 'said', '{vrrp_instances[].unicast_min_ttl}'],
    ['max_ttl', 'said', '{vrrp_instances[].unicast_max_ttl}'],
  ],
  track_script: [
    ['noreverse', 'said', 'the default, and `false` of {vrrp_instances[].track_script[].reverse}'],
  ],
  track_file: [['noreverse', 'said', 'the default, and `false` of {vrrp_instances[].track_file[].reverse}']],
  track_process: [
    ['noreverse', 'said', 'the default, and `false` of {vrrp_instances[].track_process[].reverse}'],
  ],
  track_bfd: [['noreverse', 'said', 'the default, and `false` of {vrrp_instances[].track_bfd[].reverse}']],
  virtual_server_group: [
    ['fwmark', 'said', '{virtual_server_groups[].members[].fwmark}'],
    ['inet inet6', 'derived', 'from the addresses of {virtual_server_groups[].members[].marks}'],
  ],
  linkbeat_interfaces: [['MII ETHTOOL IOCTL', 'extra', LIST_WORDS]],
};

function routeHomes(entry: string): Home[] {
  return [
    ['inet inet6', 'derived', 'the family is that of the addresses'],
    ['gw', 'said', `{${entry}.via}`],
    ['oif', 'said', `{${entry}.dev}`],
    ['priority preference', 'said', `{${entry}.metric}`],
    [
      `as from tos dsfield encap expires hoplimit advmss rtt rttvar reordering window cwnd ssthresh realms rto_min initcwnd initrwnd
      features quickack congctl pref ttl-propagate fastopen_no_cookie or nexthop add prepend append vrf`,
      'extra',
      LIST_WORDS,
    ],
  ];
}

function ruleHomes(entry: string): Home[] {
  return [
    ['inet inet6', 'derived', 'the family is that of the addresses'],
    ['lookup', 'said', `{${entry}.table}`],
    ['preference order', 'said', `{${entry}.priority}`],
    ['dev', 'said', `{${entry}.iif}`],
    [
      `not tos dsfield realms suppress_prefixlength sup_pl suppress_ifgroup sup_group tunnel-id uidrange l3mdev protocol ipproto sport
      dport type goto nop`,
      'extra',
      LIST_WORDS,
    ],
  ];
}

function methodHomes(owner: string): Home[] {
  return [
    ['type ipip gue gre', 'said', `{${owner}.tunnel.type}`],
    ['port', 'said', `{${owner}.tunnel.port}`],
    ['nocsum csum remcsum', 'said', `{${owner}.tunnel.checksum}`],
  ];
}

/** By block and keyword, the words behind it that are no value of its key. */
export const VALUE_HOMES: Readonly<Record<string, readonly Home[]>> = {
  'global_defs include_check': [['read match wildcard_match brace_match', 'extra']],
  'vrrp_instance use_vmac': [['netlink_notify_msg group name', 'extra']],
  'vrrp_instance use_ipvlan': [['bridge private vepa group name', 'extra']],
  'vrrp_instance old_unicast_checksum': [['never', 'extra']],
  'global_defs vrrp_garp_extra_if': [['all', 'extra']],
  'vrrp_instance garp_extra_if': [['all', 'extra']],
  'authentication auth_type': [
    ['PASS', 'said', '{vrrp_instances[].authentication.auth_type}'],
    ['AH', 'no', 'keepalived.conf(5) does not recommend it'],
  ],
  'vrrp_script weight': [['reverse', 'said', `${AT_THE_INSTANCE} {vrrp_instances[].track_script[].reverse}`]],
  'vrrp_track_process weight': [
    ['reverse', 'said', `${AT_THE_INSTANCE} {vrrp_instances[].track_process[].reverse}`],
  ],
  'track_file weight': [['reverse', 'said', 'a weight below 0: {track_files[].weight}']],
  'track_file init_file': [['overwrite', 'no', 'a file that is there keeps its number']],
  'bfd_instance weight': [['reverse', 'said', `${AT_THE_INSTANCE} {vrrp_instances[].track_bfd[].reverse}`]],
  'virtual_server ip_family': [['inet inet6', 'derived', 'see `ip_family` of virtual_server']],
  'virtual_server lvs_method': methodHomes('virtual_servers[]'),
  'virtual_server sorry_server_lvs_method': [
    ['NAT DR TUN', 'said', '{virtual_servers[].sorry_server.lvs_method}'],
    ...methodHomes('virtual_servers[].sorry_server'),
  ],
  'real_server lvs_method': methodHomes('virtual_servers[].real_servers[]'),
  'HTTP_GET http_protocol': [['1.0c', 'said', 'another spelling of `1.0C`']],
  'SSL_GET http_protocol': [['1.0c', 'said', 'another spelling of `1.0C`']],
  'FILE_CHECK weight': [
    ['reverse noreverse', 'said', 'a weight below 0: {virtual_servers[].checks[].FILE_CHECK.weight}'],
  ],
};

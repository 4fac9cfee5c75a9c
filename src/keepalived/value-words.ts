import { table } from '../diagnostic/table.ts';
import type { BlockWords } from './block-words.ts';

const WEIGHT = 'weight reverse';
const ADDRESS = `dev scope broadcast brd label peer home -nodad mngtmpaddr noprefixroute autojoin no_track
  preferred_lft`;
const ROUTE: BlockWords = {
  words: `inet6 inet src as to via gw from tos dsfield table protocol scope metric priority preference
    dev oif onlink encap expires mtu hoplimit advmss rtt rttvar reordering window cwnd ssthresh
    realms rto_min initcwnd initrwnd features quickack congctl pref ttl-propagate
    fastopen_no_cookie or nexthop no_track`,
  since: { '2.2.5': 'add prepend append vrf' },
  deprecated: {
    gw: { since: '2.1.5', instead: 'via' },
    or: { since: '2.1.5', instead: 'nexthop' },
  },
};
const RULE = `inet6 inet from to table lookup not preference order priority tos dsfield fwmark realms
  suppress_prefixlength sup_pl suppress_ifgroup sup_group dev iif oif tunnel-id uidrange l3mdev
  protocol ipproto sport dport no_track type goto nop`;

/** The words that keepalived knows within a line of a list, by the list's name: `dev` in `192.0.2.1/24 dev eth0`. */
export const ENTRY_WORDS: Readonly<Record<string, BlockWords>> = table({
  virtual_ipaddress: { words: ADDRESS, since: { '2.2.0': 'use_vmac' } },
  virtual_ipaddress_excluded: { words: ADDRESS, since: { '2.2.0': 'use_vmac' } },
  static_ipaddress: { words: `${ADDRESS} track_group` },
  virtual_routes: ROUTE,
  static_routes: { ...ROUTE, words: `${ROUTE.words} track_group` },
  virtual_rules: { words: RULE },
  static_rules: { words: `${RULE} track_group` },
  unicast_peer: { words: 'min_ttl max_ttl' },
  track_interface: { words: WEIGHT },
  track_script: { words: `${WEIGHT} noreverse` },
  track_file: { words: `${WEIGHT} noreverse` },
  track_process: { words: `${WEIGHT} noreverse` },
  track_bfd: { words: `${WEIGHT} noreverse` },
  virtual_server_group: { words: 'fwmark inet inet6' },
  linkbeat_interfaces: { words: 'MII ETHTOOL IOCTL' },
});

const SCHEDULER: BlockWords = {
  words: 'rr wrr lc wlc lblc sh mh dh fo ovf lblcr sed nq',
  since: { '2.2.5': 'twos' },
};
const METHOD: BlockWords = { words: 'NAT DR TUN type ipip gue gre port nocsum csum remcsum' };
const HTTP_PROTOCOL: BlockWords = { words: '1.0 1.1 1.0C 1.0c' };
const VMAC: BlockWords = { words: '', since: { '2.3.0': 'netlink_notify_msg group name' } };

/** The words that stand behind a keyword, by block and keyword. Some are values, others come before one. */
export const VALUE_WORDS: Readonly<Record<string, BlockWords>> = table({
  'global_defs dynamic_interfaces': { words: 'allow_if_changes' },
  'global_defs lvs_sync_daemon': { words: 'inst id maxlen port ttl group' },
  'global_defs lvs_timeouts': { words: 'tcp tcpfin udp' },
  'global_defs lvs_flush_onstop': { words: 'VS' },
  'global_defs lvs_flush_on_stop': { words: '', since: { '2.2.0': 'VS' } },
  'global_defs vrrp_rx_bufs_policy': { words: 'MTU ADVERT' },
  'global_defs include_check': { words: '', since: { '2.2.0': 'read match wildcard_match brace_match' } },
  'vrrp_instance state': { words: 'MASTER BACKUP' },
  'vrrp_instance use_vmac': VMAC,
  'vrrp_instance use_ipvlan': { words: 'bridge private vepa', since: { '2.3.0': 'group name' } },
  'vrrp_instance old_unicast_checksum': { words: 'never' },
  'global_defs vrrp_vmac_garp_intvl': { words: '', since: { '2.2.0': 'all' } },
  'global_defs vrrp_garp_extra_if': { words: '', since: { '2.2.3': 'all' } },
  'vrrp_instance vmac_garp_intvl': { words: '', since: { '2.2.0': 'all' } },
  'vrrp_instance garp_extra_if': { words: '', since: { '2.2.3': 'all' } },
  'authentication auth_type': { words: 'AH PASS' },
  'auth_hmac anti_replay': { words: '', since: { '2.4.0': 'time monotonic' } },
  'auth_hmac mode': { words: '', since: { '2.4.0': 'enforce permissive', '2.4.2': 'receive-only' } },
  'vrrp_script weight': { words: 'reverse' },
  'vrrp_track_process param_match': { words: 'initial partial' },
  'vrrp_track_process weight': { words: 'reverse' },
  'track_file weight': { words: 'reverse' },
  'track_file init_file': { words: 'overwrite' },
  'bfd_instance weight': { words: 'reverse' },
  'virtual_server ip_family': { words: 'inet inet6' },
  'virtual_server lvs_sched': SCHEDULER,
  'virtual_server lb_algo': SCHEDULER,
  'virtual_server lvs_method': METHOD,
  'virtual_server lb_kind': METHOD,
  'virtual_server sorry_server_lvs_method': METHOD,
  'virtual_server protocol': { words: 'TCP UDP SCTP' },
  'real_server lvs_method': METHOD,
  'HTTP_GET http_protocol': HTTP_PROTOCOL,
  'SSL_GET http_protocol': HTTP_PROTOCOL,
  'DNS_CHECK type': { words: 'A NS CNAME SOA MX TXT AAAA RRSIG DNSKEY' },
  'FILE_CHECK weight': { words: 'reverse noreverse' },
});

/** Keywords whose numbers had to be whole ones before this release. */
export const FRACTIONS_SINCE: Readonly<Record<string, string>> = table({
  'bfd_instance min_rx': '2.2.0',
  'bfd_instance min_tx': '2.2.0',
  'bfd_instance idle_tx': '2.2.0',
});

/** The same of those that were cut to microseconds: 16.31 was read as 16.309999, and keepalived complained. */
export const INEXACT_SINCE: Readonly<Record<string, string>> = table({
  'vrrp_instance advert_int': '2.2.3',
});

/** Values that an older keepalived reads without a word, and takes for another one: the release that heeds them. */
export const HEEDED_SINCE: Readonly<
  Record<string, { readonly value: unknown; readonly since: string; readonly otherwise: string }>
> = {
  // ipwrapper.c, init_service_rs.
  'real_server weight': { value: 0, since: '2.2.0', otherwise: '1' },
};

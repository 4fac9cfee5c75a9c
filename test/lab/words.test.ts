import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { partOf } from '../../src/keepalived/parts.ts';

/**
 * Every word of the schema that changes traffic is in a laboratory of the tests, by a walk over the schema; the others are here,
 * each with its reason.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['test/lab/wide', 'test/lab/architectures', 'clusters/examples', 'clusters/prod'];

/** Parts that have the words of another one: what one says, the other does in the same way. */
const SAME: Readonly<Record<string, string>> = { member: 'vrrp_instance', real_server: 'virtual_server' };

/** Names, reports, e-mail, and how the processes run: no packet of a client is another one for them. */
const WITHOUT_TRAFFIC = [
  ...['cluster.routing_domain', 'segment.id', 'vrrp_instance.debug', 'vrrp_instance.kernel_rx_buf_size'],
  ...[
    'virtual_server.smtp_alert',
    'virtual_server.snmp_name',
    'real_server.smtp_alert',
    'real_server.snmp_name',
  ],
  ...['member.notify_deleted', 'member.notify_master_rx_lower_pri'],
  ...[
    'member.notify_priority_changes',
    'vrrp_instance.notify_deleted',
    'vrrp_instance.notify_master_rx_lower_pri',
  ],
  ...['vrrp_instance.notify_priority_changes', 'vrrp_sync_group.notify_priority_changes'],
  ...[
    ...['process_name', 'vrrp_process_name', 'checker_process_name', 'bfd_process_name', 'router_id'],
    ...['smtp_alert_vrrp', 'no_email_faults', 'snmp_socket', 'enable_snmp_rfc', 'enable_snmp_rfcv2'],
    ...['enable_snmp_rfcv3', 'enable_dbus', 'dbus_service_name', 'umask', 'config_save_dir'],
    ...['data_use_instance', 'reload_time_file', 'reload_repeat', 'reload_file', 'min_auto_priority_delay'],
    ...['notify_fifo', 'notify_fifo_script', 'vrrp_notify_fifo', 'vrrp_notify_fifo_script'],
    ...['fifo_write_vrrp_states_on_reload', 'vrrp_priority', 'vrrp_rlimit_rttime', 'vrrp_cpu_affinity'],
    ...['checker_priority', 'checker_no_swap', 'checker_rt_priority', 'checker_rlimit_rttime'],
    ...['checker_cpu_affinity', 'bfd_priority', 'bfd_no_swap', 'bfd_rlimit_rttime', 'bfd_cpu_affinity'],
    ...['vrrp_rx_bufs_policy', 'vrrp_rx_bufs_multiplier', 'nftables_ifindex'],
    ...['vrrp_netlink_cmd_rcv_bufs', 'vrrp_netlink_cmd_rcv_bufs_force', 'vrrp_netlink_monitor_rcv_bufs'],
    ...['vrrp_netlink_monitor_rcv_bufs_force', 'process_monitor_rcv_bufs', 'process_monitor_rcv_bufs_force'],
    ...['lvs_netlink_cmd_rcv_bufs', 'lvs_netlink_cmd_rcv_bufs_force', 'lvs_netlink_monitor_rcv_bufs'],
    ...['lvs_netlink_monitor_rcv_bufs_force'],
  ].map((word) => `global_defs.${word}`),
];

/** What no laboratory tries, by the reason. */
const NOT_TRIED: Readonly<Record<string, readonly string[]>> = {
  'raw lines may say anything': [
    'cluster',
    'global_defs',
    'virtual_server',
    'real_server',
    'vrrp_instance',
  ].map((part) => `${part}.extra`),
  'newer than the keepalived of Debian 12': [
    ...['SSL_GET.tls_compliant', 'url.tls_compliant', 'vrrp_instance.timer_expired_backup'],
    'bfd_instance.multihop',
    ...[
      'vrrp_instance.v3_checksum_as_v2',
      'vrrp_instance.no_virtual_ipaddress',
      'vrrp_instance.auth_hmac',
      'auth_hmac_key.id',
      'auth_hmac_key.hmac_key',
    ],
    ...['key', 'active_key', 'anti_replay', 'time_window', 'mode'].map((word) => `auth_hmac.${word}`),
  ],
  'somebody else sets the mark': ['group_member.set_mark', 'virtual_server.set_mark'],
  'a fixed port is in use from one check to the next': ['TCP', 'PING', 'SMTP']
    .map((kind) => `${kind}_CHECK.bind_port`)
    .concat(['HTTP_GET.bind_port', 'SSL_GET.bind_port', 'PING_CHECK.connect_port']),
  'other flags than those of sh and mh mean nothing to the kernel': [
    'virtual_server.flag_2',
    'virtual_server.flag_3',
  ],
  'the lab has no VRF': ['vrrp_instance.vrf'],
  'foreign services of the lab are gone by design': ['global_defs.lvs_flush'],
  'hosts of the lab have not booted lately': ['global_defs.vrrp_delay_after_boot'],
  'keepalived gives it an interface of another name at each reload, and may crash': [
    'vrrp_instance.use_ipvlan',
  ],
  'the kernel tells of processes in its first network namespace alone': [
    ...['vrrp_sync_group.track_process', 'vrrp_track_process.fork_delay'],
  ],
};

const nameOf = (part: string): string => part.replace(/_defaults$/, '');

/** All places of the schema: `PART.WORD`. */
function placesOf(part: string, seen = new Set<string>(), places = new Set<string>()): Set<string> {
  if (seen.has(part)) return places;
  seen.add(part);
  for (const [key, { part: inner }] of partOf(part).properties) {
    places.add(`${nameOf(part)}.${key}`);
    if (inner !== undefined) placesOf(inner, seen, places);
  }
  return places;
}

/** Those that a definition says. */
function saidBy(part: string, item: unknown, said: Set<string>): void {
  if (typeof item !== 'object' || item === null) return;
  if (Array.isArray(item)) {
    for (const one of item) saidBy(part, one, said);
    return;
  }
  const known = new Map(partOf(part).properties);
  const keys = Object.keys(item);
  if (keys.length > 0 && !keys.some((key) => known.has(key))) {
    // Parts by name.
    for (const one of Object.values(item)) saidBy(part, one, said);
    return;
  }
  for (const [key, value] of Object.entries(item)) {
    const property = known.get(key);
    if (property === undefined || value === false) continue;
    said.add(`${nameOf(part)}.${key}`);
    if (property.part !== undefined) saidBy(property.part, value, said);
  }
}

function saidInLaboratories(): Set<string> {
  const said = new Set<string>();
  for (const folder of FOLDERS)
    for (const name of readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.yaml'))
        saidBy('cluster', parse(readFileSync(`${root}/${folder}/${name}`, 'utf8'), { merge: true }), said);
  for (const place of placesOf('cluster')) {
    const [part = '', word] = place.split('.');
    if (said.has(`${SAME[part]}.${word}`)) said.add(place);
  }
  return said;
}

test('every word that changes traffic is in a laboratory, or has a reason', () => {
  const said = saidInLaboratories();
  const excused = new Set([...WITHOUT_TRAFFIC, ...Object.values(NOT_TRIED).flat()]);
  const missing = [...placesOf('cluster')].filter((place) => !said.has(place) && !excused.has(place));
  expect(missing).toEqual([]);
});

test('no word has a reason that it does not need', () => {
  const said = saidInLaboratories();
  const places = placesOf('cluster');
  const excused = [...WITHOUT_TRAFFIC, ...Object.values(NOT_TRIED).flat()];
  expect(excused.filter((place) => said.has(place) || !places.has(place))).toEqual([]);
  expect(new Set(excused).size).toBe(excused.length);
});

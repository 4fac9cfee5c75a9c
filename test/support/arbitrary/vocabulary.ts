import fc from 'fast-check';
import type { ClusterDefinition } from '../../../src/schema/definition.ts';
import { arbitraryDefinition, type RandomDefinition, randomDefinition } from '../arbitrary-definitions.ts';
import { arbitraryOptions, type Kinds } from './schema-values.ts';

/** What the lists of a definition have for instances to track. */
const TRACKED = {
  vrrp_scripts: [{ name: 'script', script: '/bin/true' }],
  track_files: [{ name: 'file', file: '/run/a-file' }],
  vrrp_track_processes: [{ name: 'process', process: 'haproxy' }],
  bfd_instances: [{ name: 'session', neighbor_ip: '192.0.2.25' }],
};

function tracks(name: string): fc.Arbitrary<unknown> {
  const weight = fc.integer({ min: -253, max: 253 });
  return fc.oneof(
    fc.constant([name]),
    fc.record({ name: fc.constant(name), weight, reverse: fc.boolean() }).map((entry) => [entry]),
  );
}

const KINDS: Kinds = {
  interface_name: fc.constantFrom('if-x'),
  cpus: fc.constant([0]),
  lvs_timeouts: fc.constantFrom({ tcp: 900 }, { tcpfin: 1, udp: 2678400 }),
  extra: fc.constant('# nothing'),
  use_vmac: fc.oneof(fc.boolean(), fc.constantFrom('vrrp.9')),
  command: fc.constantFrom('/bin/true', '/bin/true -a b=c'),
  user: fc.constantFrom('root', 'root root'),
  file_path: fc.constantFrom('/run/a-file', '/etc/hostname'),
  domain_name: fc.constantFrom('.', 'example.org', 'a.b.'),
  virtualhost: fc.constantFrom('www.example.org', 'a'),
  address: fc.constantFrom('192.0.2.25', '2001:db8::25'),
  email: fc.constantFrom('ops@example.org'),
  host_port: fc.constantFrom('192.0.2.25', '2001:db8::25'),
  name: fc.constantFrom('n1', 'a-b'),
  snmp_name: fc.constantFrom('n1', 'a-b'),
  regex: fc.constantFrom('[Oo]k', 'a.*b', '^x+|y?'),
  router_id: fc.constantFrom('n1', 'a-b'),
  track_script: tracks('script'),
  track_file: tracks('file'),
  track_process: tracks('process'),
  track_bfd: tracks('session'),
  'global_defs.umask': fc.constantFrom('0077', '0022'),
};

/** Words of a service that need or exclude another one: alone they would be found more often than not. */
const CONTRADICTING = [
  'sh_port',
  'sh_fallback',
  'mh_port',
  'mh_fallback',
  'ops',
  'persistence_engine',
  'persistence_granularity',
  'quorum',
  'hysteresis',
  'connect_timeout',
  'delay_loop',
];

/** Random definitions with random words of the whole vocabulary on top. */
export function arbitraryVocabulary(): fc.Arbitrary<RandomDefinition> {
  const options = (part: string, without: readonly string[] = []) =>
    arbitraryOptions(part, KINDS, { without });
  const layers = fc.record({
    globals: options('global_defs', [
      'lvs_sync_daemon',
      'default_interface',
      'vrrp_mcast_group4',
      'vrrp_mcast_group6',
      'snmp_socket',
      'dbus_service_name',
      'vrrp_iptables',
      'nftables',
      // keepalived makes the folder, by a shell and as root.
      'config_save_dir',
      'extra',
    ]),
    instance: options('vrrp_instance', [
      'name',
      'interface',
      'virtual_router_id',
      'virtual_ipaddress',
      'virtual_ipaddress_excluded',
      'members',
      'version',
      'advert_int',
      'authentication',
      'preempt_delay',
      'nopreempt',
      'virtual_routes',
      'virtual_rules',
      'track_interface',
      'vrf',
      'mcast_src_ip',
      'mcast_dst_ip',
      'unicast_src_ip',
    ]),
    service: options('virtual_server', [
      'name',
      'vip',
      'port',
      'fwmark',
      'marks',
      'set_mark',
      'group',
      'protocol',
      'lvs_sched',
      'lvs_method',
      'tunnel',
      'interface',
      'routed',
      'sorry_server',
      'checks',
      'real_servers',
      ...CONTRADICTING,
    ]),
    destination: options('real_server', [
      'name',
      'port',
      'checks',
      'lvs_method',
      'tunnel',
      'lthreshold',
      'connect_timeout',
      'delay_loop',
    ]),
    check: fc.oneof(
      ...[
        'TCP_CHECK',
        'PING_CHECK',
        'HTTP_GET',
        'SSL_GET',
        'SMTP_CHECK',
        'DNS_CHECK',
        'UDP_CHECK',
        'MISC_CHECK',
      ].map((type) =>
        options(type, [
          'connect_ip',
          'bindto',
          'bind_if',
          'connect_port',
          'delay_loop',
          'connect_timeout',
          'tls_compliant',
        ]).map((value) => ({
          [type]: value,
        })),
      ),
    ),
  });
  return fc.tuple(arbitraryDefinition(), layers).map(([{ data }, layer]) => {
    const definition: ClusterDefinition = structuredClone(data);
    // Programs are run, and keepalived wants to hear that they may be.
    const security = { enable_script_security: true, script_user: 'root' };
    Object.assign(definition, { global_defs: { ...layer.globals, ...security }, ...TRACKED });
    for (const entry of definition.vrrp_instances ?? [])
      Object.assign(entry, { ...layer.instance, ...entry });
    for (const entry of definition.virtual_servers) {
      Object.assign(entry, { ...layer.service, ...entry });
      Object.assign(entry, { checks: [...(entry.checks ?? []), checkFor(entry.protocol, layer.check)] });
      for (const destination of entry.real_servers)
        Object.assign(destination, { ...layer.destination, ...destination });
    }
    return randomDefinition(definition, definition.name ?? '');
  });
}

const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  TCP: ['TCP_CHECK', 'HTTP_GET', 'SSL_GET', 'SMTP_CHECK'],
  UDP: ['UDP_CHECK', 'DNS_CHECK'],
};

/** The check, where it speaks the service's transport or none; else one that asks no port. */
function checkFor(protocol: string | undefined, check: Record<string, unknown>): Record<string, unknown> {
  const [type = ''] = Object.keys(check);
  const speaks = Object.entries(PROTOCOLS).find(([, types]) => types.includes(type))?.[0];
  return speaks === undefined || speaks === protocol ? check : { PING_CHECK: {} };
}

import { arbitraryName } from '../arbitrary-definitions.ts';
import type { Draw } from './draw.ts';
import { drawPart, drawValue, type Item, type Kinds } from './schema-values.ts';
import type { Family, Topology } from './topology.ts';

/** What a value has to agree with. */
export interface Scope {
  readonly topology: Topology;
  readonly family: Family;
  /** The directors that the value is for, by their index. */
  readonly directors: readonly number[];
  /** What is there to be tracked, by the word that tracks it. */
  readonly tracked: Readonly<Record<string, readonly string[]>>;
  /** Weights do not count in a sync group. */
  readonly hasWeights?: boolean;
  readonly isUnicast?: boolean;
  /** The interface that an instance has already. */
  readonly own?: string;
}

type Kind = Kinds<Scope>[string];

const COMMANDS = ['true', '/bin/true', '/bin/true -a b=c', '/usr/bin/env FOO=bar,baz true', '/bin/sh'];
/** keepalived has 31 bytes for it. */
const bfdName = arbitraryName.filter((name) => name.length < 32);
const absent: Kind = () => undefined;

/** Interfaces that all the directors have by one name. */
export function commonInterfaces({ topology, directors }: Scope): string[] {
  const all = directors.map((at) => Object.keys(topology.directors[at]?.interfaces ?? {}));
  return (all[0] ?? []).filter((name) => all.every((names) => names.includes(name)));
}

const commonInterface: Kind = (draw, scope) => {
  const names = commonInterfaces(scope).filter((name) => name !== 'lo');
  return names.length === 0 ? undefined : draw.pick(names);
};

const foreign: Record<Family, readonly string[]> = {
  inet: ['192.0.2.25', '198.51.100.7'],
  inet6: ['2001:db8:ffff::25', '2001:DB8:FFFF:0:0::7'],
};
const foreignSubnet: Record<Family, readonly string[]> = {
  inet: ['192.0.2.0/24', '198.51.100.0/25', '203.0.113.9'],
  inet6: ['2001:db8:ffff::/48', '2001:db8:fffe::9'],
};

function tracks(word: string): Kind {
  return (draw, { tracked, hasWeights }) => {
    const names = tracked[word] ?? [];
    if (names.length === 0) return undefined;
    return draw.some(names).map((name) => {
      if (hasWeights === false) return word === 'track_process' ? name : { name, weight: 0 };
      if (draw.chance(0.4)) return name;
      const weight = draw.int(-253, 253);
      return { name, weight, ...(draw.chance(0.5) ? { reverse: draw.chance(0.7) } : {}) };
    });
  };
}

const trackInterface: Kind = (draw, scope) => {
  const names = commonInterfaces(scope).filter((name) => name !== scope.own);
  return names.length === 0 ? undefined : trackedInterfaces(draw, scope, names);
};

/** Some of the interfaces as `track_interface` has them. */
export function trackedInterfaces(draw: Draw, scope: Scope, names: readonly string[]): unknown[] {
  return tracks('names')(draw, { ...scope, tracked: { names } }, {}) as unknown[];
}

/** Long enough for a connect_timeout of 5, the default. */
const seconds: Kind = (draw) => draw.pick([3, 6, 60, draw.int(2_600, 60_000) / 1000]);
const when =
  (word: string, kind: Kind): Kind =>
  (draw, scope, item) =>
    item[word] === undefined || item[word] === false ? undefined : kind(draw, scope, item);

/** Values that name something, and values of what somebody would write. */
export const KINDS: Kinds<Scope> = {
  interface_name: commonInterface,
  command: (draw) => draw.pick(COMMANDS),
  // The -t of 2.2.5 to 2.2.7 ends itself when it has looked at a program as another user: "Terminated".
  user: (draw) => draw.pick(['root', 'root root']),
  file_path: (draw) => draw.pick(['/run/a-file', '/etc/hostname', '/run/another+file']),
  name: (_, { topology }) => topology.name(),
  address: (draw, { family }) => draw.pick(foreign[family]),
  cpus: () => [0],
  text_lines: () => '# nothing\n',
  weight253: (draw) => draw.pick([0, draw.int(-253, 253)]),
  track_interface: trackInterface,
  track_script: tracks('track_script'),
  track_file: tracks('track_file'),
  track_process: tracks('track_process'),
  track_bfd: tracks('track_bfd'),

  // global_defs
  'global_defs.extra': () => 'random_seed 7\n',
  'global_defs.smtp_server': (draw, { topology }) => ({
    address: draw.pick(['localhost', ...foreign[draw.pick(topology.families)]]),
    ...(draw.chance(0.5) ? { port: draw.int(1, 65535) } : {}),
  }),
  // It needs an interface.
  'global_defs.lvs_sync_daemon': (draw, scope) =>
    commonInterfaces(scope).some((name) => name !== 'lo')
      ? drawPart(draw, 'lvs_sync_daemon', KINDS, scope)
      : undefined,
  'global_defs.config_save_dir': () => '/tmp',
  // The owner reads and writes, and not everybody writes.
  'global_defs.umask': (draw) => `0${draw.int(0, 1)}${draw.int(0, 7)}${draw.pick([2, 3, 6, 7])}`,
  'global_defs.lvs_timeouts': (draw) =>
    Object.fromEntries(draw.some(['tcp', 'tcpfin', 'udp']).map((word) => [word, draw.int(1, 2678400)])),
  // Where it is true, most else is a fault.
  'global_defs.vrrp_strict': () => false,
  'vrrp_instance.no_accept': () => false,
  'vrrp_instance.extra': () => 'garp_extra_if 60\n',
  'bfd_instance.multihop': absent,
  'vrrp_instance.v3_checksum_as_v2': absent,
  'vrrp_instance.no_virtual_ipaddress': absent,
  'vrrp_instance.timer_expired_backup': absent,
  'vrrp_instance.auth_hmac': absent,
  'global_defs.vrrp_delay_after_boot': absent,
  // A long one is too long for the adverts.
  delays: (draw) => draw.pick([0, 0.005]),
  'bfd_instance.name': (draw) => draw.from(bfdName),
  // Whoever names a session has to have it.
  'bfd_instance.directors': (_, { topology }) => topology.directors.map(({ name }) => name),
  // Two sessions have two neighbours.
  'bfd_instance.neighbor_ip': (draw, { family }) =>
    family === 'inet' ? `192.0.2.${draw.int(1, 254)}` : `2001:db8:ffff::${draw.int(1, 9999)}`,
  'bfd_instance.max_hops': (draw, _, item) =>
    draw.int(item['ttl'] === 255 ? -1 : 0, Number(item['ttl'] ?? 64)),
  // The kernel keeps 15 characters of a name.
  'vrrp_track_process.process': (draw) =>
    draw.pick(['haproxy', 'fifteen-letters', '/usr/sbin/vsftpd /etc/vsftpd/a.conf', 'sleep 1 2']),
  'vrrp_track_process.quorum_max': (draw, _, item) => draw.int(Number(item['quorum'] ?? 1), 65535),
  'garp_group.interfaces': (draw, scope) => draw.some(commonInterfaces(scope)),
  'rule.to': (draw, { family }, item) =>
    draw.pick([...(item['from'] === undefined ? ['all'] : []), ...foreignSubnet[family]]),
  multicast4: (draw) => draw.pick(['224.0.0.18', '239.1.2.3']),
  multicast6: (draw) => draw.pick(['ff02::12', 'ff12::99']),
  multicast_address: (draw, { family }) =>
    draw.pick(family === 'inet' ? ['224.0.0.81', '239.1.2.3'] : ['ff02::99']),

  // Routes and rules.
  'route.to': (draw, { family }) => draw.pick(['default', ...foreignSubnet[family]]),
  'route.via': (_, { topology, family }) => topology.address(family, 0, 2),
  'route.dev': commonInterface,
  'route.protocol': absent,
  'route.type': absent,
  'route.src': (_, { topology, family }) => topology.vip(family, 0),
  'rule.from': (draw, { family }) => draw.pick(['all', ...foreignSubnet[family]]),
  route_table: (draw) => draw.pick([1, 100, 4294967295, 'main', 'local', 'default']),

  // Instances and sync groups.
  'vrrp_instance.use_vmac': (draw) => draw.pick([true, false, `vrrp.${draw.int(1, 9999)}`]),
  'vrrp_instance.vmac_xmit_base': when('use_vmac', () => true),
  'vrrp_instance.mcast_dst_ip': (draw, { family }) =>
    draw.pick(family === 'inet' ? ['224.0.0.18', '239.1.2.3'] : ['ff02::12', 'ff02::99']),

  // Services.
  seconds,
  connect_timeout: (draw) => draw.pick([1, 5, 0.001, draw.int(1, 5000) / 1000]),
  pause: (draw) => draw.int(0, 3000) / 1000,
  retry: (draw) => draw.int(0, 5),
  'virtual_server.retry': (draw) => draw.int(1, 5),
  'real_server.retry': (draw) => draw.int(1, 5),

  // Checks.
  'url.regex_no_match': when('regex', (draw) => draw.chance(0.5)),
  regex: (draw) => draw.pick(['[Oo]k', 'a.*b', '^x+|y?', 'healthy: [0-9]+']),
  'url.regex_options': when('regex', (draw, _, __) => draw.some(['caseless', 'dotall', 'multiline', 'utf'])),
  'url.regex_stack': when('regex', (draw) => [draw.int(1, 4096), draw.int(4096, 65536)]),
  'url.regex_min_offset': when('regex', (draw) => draw.int(0, 100)),
  'url.regex_max_offset': when('regex', (draw) => draw.int(100, 1000)),
  'url.tls_compliant': absent,
  'SSL_GET.tls_compliant': absent,
  status_codes: (draw) => draw.pick([200, 599, [200, '300-308'], ['100-599'], 404]),
  'UDP_CHECK.min_reply_length': (draw) => draw.int(0, 255),
  'UDP_CHECK.max_reply_length': (draw) => draw.int(255, 65535),
  'DNS_CHECK.name': (draw, scope) => drawValue(draw, { $ref: '#/$defs/domain_name' }, {}, scope),
  'MISC_CHECK.misc_timeout': (draw) => draw.int(1, 5),
};

/** Options of an address; the family says which of them it can have. */
export function addressOptions(
  draw: Draw,
  address: string,
  scope: Scope,
  isStatic: boolean,
  mayHaveVmac = true,
): Item | string {
  if (!isStatic && draw.chance(0.6)) return address;
  const isInet6 = address.includes(':');
  // A VIP is at the interface of its instance, whose segment has its subnet.
  const vipDev = draw.chance(0.2) ? scope.own : undefined;
  const dev = isStatic ? commonInterface(draw, scope, {}) : vipDev;
  const isHost = /\/(?:32|128)$/.test(address);
  // keepalived never removes an IPv4 VIP with a peer.
  const peer =
    isHost && draw.chance(0.1) && (isInet6 || isStatic)
      ? address.replace(/[0-9a-f]+\/\d+$/, '250')
      : undefined;
  const flag = (word: string, share = 0.1, may = true) =>
    draw.chance(share) ? { [word]: draw.chance(0.8) && may } : {};
  return {
    address,
    ...(dev === undefined ? {} : { dev }),
    ...(isInet6
      ? { ...flag('home'), ...flag('nodad'), ...flag('mngtmpaddr', 0.1, address.endsWith('/64')) }
      : {
          ...(peer === undefined && draw.chance(0.1) ? { brd: address.replace(/\.\d+\/.*$/, '.255') } : {}),
          ...(draw.chance(0.1) ? { scope: draw.pick(['host', 'link', 'global', 'site']) } : {}),
          ...(draw.chance(0.1) ? { label: `${String(dev ?? 'eth0').slice(0, 12)}:w` } : {}),
        }),
    ...(peer === undefined ? {} : { peer }),
    ...flag('noprefixroute'),
    // It is for multicast addresses.
    ...flag('autojoin', 0.1, false),
    ...flag('no_track'),
    ...(isStatic || !mayHaveVmac ? {} : flag('use_vmac', 0.05)),
    // An IPv6 VIP that is preferred would be the source of checks.
    ...(draw.chance(0.1) ? { preferred_lft: isInet6 ? 0 : draw.pick([0, 3600, 'forever']) } : {}),
  };
}

import type { Draw } from './draw.ts';
import { KINDS, type Scope } from './kinds.ts';
import { drawPart, type Item, type Kinds } from './schema-values.ts';
import type { Family, Method, Topology } from './topology.ts';

type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** What a check has to agree with besides. */
interface Service extends Scope {
  readonly kind: 'address' | 'fwmark' | 'group';
  readonly method: Method;
  readonly protocol: Protocol;
  readonly scheduler: string;
  /** 0: all ports. */
  readonly port: number;
  readonly isPersistent: boolean;
  /** The address of the one real server that a check is for. */
  readonly target?: string | undefined;
}

const SCHEDULERS = [
  'rr',
  'wrr',
  'lc',
  'wlc',
  'lblc',
  'lblcr',
  'sh',
  'mh',
  'dh',
  'fo',
  'ovf',
  'sed',
  'nq',
  'twos',
];
const CHECKS: Readonly<Record<Protocol, readonly string[]>> = {
  TCP: [
    'TCP_CHECK',
    'HTTP_GET',
    'SSL_GET',
    'SMTP_CHECK',
    'PING_CHECK',
    'MISC_CHECK',
    'FILE_CHECK',
    'BFD_CHECK',
  ],
  UDP: ['UDP_CHECK', 'DNS_CHECK', 'PING_CHECK', 'MISC_CHECK'],
  SCTP: ['PING_CHECK', 'MISC_CHECK'],
};
const WITHOUT_PORT = ['PING_CHECK', 'MISC_CHECK', 'FILE_CHECK', 'BFD_CHECK'];

/** Services in all their forms, and the groups that some of them are. */
export function drawServices(draw: Draw, topology: Topology, tracked: Scope['tracked']): Item {
  const groups: Item[] = [];
  const services = Array.from({ length: draw.int(1, 4) }, (_, index) => {
    const scope = serviceScope(draw, topology, tracked, index);
    return drawService(draw, scope, listening(draw, scope, index, groups));
  });
  return {
    virtual_servers: services,
    ...(groups.length > 0 ? { virtual_server_groups: groups } : {}),
  };
}

function serviceScope(draw: Draw, topology: Topology, tracked: Scope['tracked'], index: number): Service {
  const kind = draw.pick(['address', 'address', 'fwmark', 'group'] as const);
  const isPersistent = draw.chance(0.3);
  return {
    topology,
    tracked,
    directors: topology.directors.map((_, at) => at),
    family: draw.pick(topology.families),
    kind,
    method: topology.hasVrrp ? draw.pick(['NAT', 'NAT', 'DR', 'DR', 'TUN'] as const) : 'NAT',
    protocol: draw.pick(['TCP', 'TCP', 'UDP', 'SCTP'] as const),
    scheduler: draw.pick(SCHEDULERS),
    // Ports of their own keep services from being one, but the only one of all ports.
    port: isPersistent && index === 0 && draw.chance(0.3) ? 0 : 1 + index * 16_000 + draw.int(0, 15_000),
    isPersistent,
  };
}

/** What clients reach. */
function listening(draw: Draw, scope: Service, index: number, groups: Item[]): Item {
  const { topology, family, protocol, port } = scope;
  const vip = draw.int(0, topology.vipCount - 1);
  if (scope.kind === 'address') return { vip: topology.vip(family, vip), port, protocol };
  const mark = () => ({
    fwmark: index * 1000 + draw.int(1, 999),
    marks: [
      {
        vip: topology.vip(family, vip),
        ...(port > 0 || draw.chance(0.7)
          ? { protocol, ...(port > 0 ? { port: draw.pick([port, `${port}-${port + 9}`]) } : {}) }
          : {}),
      },
    ],
    ...(draw.chance(0.2) ? { set_mark: draw.chance(0.5) } : {}),
  });
  if (scope.kind === 'fwmark') return mark();
  const name = topology.name();
  const address = draw.pick([topology.vip(family, vip), range(draw, topology, family)]);
  const member = { address, ...(port > 0 || draw.chance(0.5) ? { port } : {}) };
  groups.push({
    name,
    members: draw.chance(0.2) ? [member, mark()] : draw.chance(0.2) ? [mark()] : [member],
  });
  return { group: name, protocol };
}

function range(draw: Draw, topology: Topology, family: Family): string {
  if (!topology.hasVrrp) return topology.vip(family, 0);
  const first = topology.vip(family, 0);
  const last = topology.vip(family, topology.vipCount - 1);
  if (first === last) return first;
  const end = last.replace(/^.*[.:]/, '');
  if (topology.vipCount > 3 && draw.chance(0.3)) return `${first}/${family === 'inet' ? 30 : 126}`;
  return `${first}-${draw.pick([end, last])}`;
}

function drawService(draw: Draw, scope: Service, listens: Item): Item {
  const { method, scheduler, isPersistent, protocol, topology, kind } = scope;
  const flag = (word: string) => (scheduler === word.slice(0, 2) ? draw.maybe(() => true) : undefined);
  const destinations = drawDestinations(draw, scope);
  const weights = destinations.map(({ weight }) => Number(weight ?? 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sorry = draw.maybe(() => sorryServer(draw, scope), 0.3);
  // A sorry server alone answers when the quorum is lost: not when one real server of several has failed.
  const most = sorry === undefined ? total : total - Math.max(...weights);
  const quorum = draw.maybe(() => draw.int(1, Math.max(1, Math.min(most, 1000))), 0.2);
  const given: Item = {
    name: topology.name(),
    vip: undefined,
    port: undefined,
    fwmark: undefined,
    marks: undefined,
    set_mark: undefined,
    group: undefined,
    protocol: undefined,
    interface: undefined,
    // It is for NAT, and not for FTP.
    source_nat: method === 'NAT' && scope.port !== 21 ? draw.maybe(() => true, 0.1) : undefined,
    routed: draw.maybe(() => false, 0.05),
    ...listens,
    lvs_sched: scheduler,
    lvs_method: method,
    tunnel: method === 'TUN' ? draw.maybe(() => tunnel(draw)) : undefined,
    sh_port: flag('sh_port'),
    sh_fallback: flag('sh_fallback'),
    mh_port: flag('mh_port'),
    mh_fallback: flag('mh_fallback'),
    ops: protocol === 'UDP' ? draw.maybe(() => true) : undefined,
    persistence_timeout: isPersistent ? draw.int(1, 30) : draw.maybe(() => 0, 0.1),
    persistence_granularity: isPersistent ? draw.maybe(() => granularity(draw, scope.family)) : undefined,
    persistence_engine:
      isPersistent && protocol === 'UDP' && kind === 'address' ? draw.maybe(() => 'sip') : undefined,
    quorum,
    hysteresis:
      quorum === undefined ? undefined : draw.maybe(() => draw.int(0, Math.min(quorum - 1, total - quorum))),
    ha_suspend: kind === 'address' ? draw.maybe(() => true, 0.1) : undefined,
    weight: quorum === undefined ? draw.maybe(() => draw.int(1, 100), 0.1) : undefined,
    sorry_server: sorry,
    ...inhibition(draw, isPersistent),
    checks: drawChecks(draw, scope),
    real_servers: destinations,
  };
  return drawPart(draw, 'virtual_server', KINDS, scope as Scope, { given, words: 6 });
}

function granularity(draw: Draw, family: Family): string | number {
  return family === 'inet' ? draw.pick(['255.255.255.0', '255.255.255.255', '255.0.0.0']) : draw.int(1, 128);
}

function tunnel(draw: Draw): Item {
  return draw.pick([
    {},
    { type: 'ipip', checksum: 'nocsum' },
    { type: 'gre', checksum: draw.pick(['csum', 'nocsum']) },
    { type: 'gue', port: 6080, checksum: draw.pick(['csum', 'nocsum', 'remcsum']) },
    { type: 'gue', port: 1 },
  ]);
}

function sorryServer(draw: Draw, scope: Service): Item {
  const { topology, method, port, kind } = scope;
  const isNat = method === 'NAT';
  // Without NAT it needs the VIP, which the hosts of real_servers get.
  const host = isNat
    ? topology.address(scope.family, topology.innermost, 101)
    : topology.host(method, 9).address;
  const [address = ''] = addressesOf(host, scope.family);
  const own = kind === 'address' ? port : undefined;
  return {
    address,
    ...(isNat
      ? { port: draw.int(1, 65535) }
      : own !== undefined && own > 0 && draw.chance(0.3)
        ? { port: own }
        : {}),
    ...(draw.chance(0.3) ? { inhibit: draw.chance(0.7) } : {}),
    ...(draw.chance(0.2) ? { lvs_method: method } : {}),
    ...(method === 'TUN' && draw.chance(0.3) ? { tunnel: tunnel(draw) } : {}),
  };
}

function addressesOf(address: unknown, family: Family): string[] {
  return [address]
    .flat()
    .map((text) => String(text).split('/')[0] as string)
    .filter((text) => text.includes(':') === (family === 'inet6'));
}

function drawDestinations(draw: Draw, scope: Service): Item[] {
  const { topology, method, kind, port } = scope;
  const methods = topology.hasVrrp && draw.chance(0.15) ? (['NAT', 'DR', 'TUN'] as const) : [method];
  const indices = draw.some([0, 1, 2, 3], 3);
  return indices.map((index, at) => {
    const own = draw.pick(methods);
    const host = topology.host(own, index);
    const isPorted = own === 'NAT' && kind === 'address';
    const upper = draw.maybe(() => draw.int(1, 4294967295), 0.1);
    const given: Item = {
      name: host.name,
      port: isPorted && port > 0 ? draw.maybe(() => draw.int(1, 65535)) : undefined,
      weight: draw.maybe(() => (at === 0 ? draw.int(1, 100) : draw.pick([0, 1, 65535, draw.int(0, 100)]))),
      lvs_method: own === method ? draw.maybe(() => own, 0.1) : own,
      tunnel: own === 'TUN' ? draw.maybe(() => tunnel(draw), 0.3) : undefined,
      uthreshold: upper,
      lthreshold: upper === undefined ? undefined : draw.maybe(() => draw.int(0, upper - 1)),
      checks: draw.maybe(
        () => drawChecks(draw, { ...scope, method: own, target: addressesOf(host.address, scope.family)[0] }),
        0.2,
      ),
      ...inhibition(draw, scope.isPersistent),
    };
    return drawPart(draw, 'real_server', KINDS, scope as Scope, { given, words: 2 });
  });
}

/** Persistence would lead clients to a real server that has failed and is kept. */
function inhibition(draw: Draw, isPersistent: boolean): Item {
  return isPersistent ? { inhibit_on_failure: draw.maybe(() => false, 0.1) } : {};
}

/** Checks that speak the transport of the service; where it has no port, those that need none or say theirs. */
function drawChecks(draw: Draw, scope: Service): Item[] {
  const types = CHECKS[scope.protocol].filter(
    (type) =>
      (type !== 'FILE_CHECK' || scope.tracked['track_file']?.length) &&
      (type !== 'BFD_CHECK' || scope.tracked['track_bfd']?.length),
  );
  const chosen = Array.from({ length: draw.int(1, 3) }, () => draw.pick(types));
  const once = chosen.filter((type, at) => type !== 'BFD_CHECK' || chosen.indexOf(type) === at);
  return once.map((type) => ({ [type]: drawCheck(draw, scope, type) }));
}

function drawCheck(draw: Draw, scope: Service, type: string): Item {
  const { kind, method, port, tracked, topology } = scope;
  const isPortless = port === 0 || kind !== 'address';
  const isHttp = type === 'HTTP_GET' || type === 'SSL_GET';
  const needsPort = isPortless && !WITHOUT_PORT.includes(type);
  const source = topology.sourceOf(0, scope.family, topology.innermost);
  const isAlone = topology.directors.length === 1;
  const kinds: Kinds<Scope> = {
    ...KINDS,
    connect_ip: () => scope.target,
    connect_port: () => (isHttp ? draw.int(1, 65535) : method === 'NAT' ? undefined : port || undefined),
    bindto: () => (isAlone ? source : undefined),
    'FILE_CHECK.track_file': () => draw.pick(tracked['track_file'] ?? []),
    'BFD_CHECK.name': () => draw.pick(tracked['track_bfd'] ?? []),
  };
  const given = needsPort ? { connect_port: isHttp || port === 0 ? draw.int(1, 65535) : port } : {};
  return drawPart(draw, type, kinds, scope, { given, words: 3 });
}

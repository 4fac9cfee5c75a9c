import fc from 'fast-check';
import schema from '../../schemas/cluster.schema.json' with { type: 'json' };
import type {
  Check,
  ClusterDefinition,
  Director,
  Interface,
  RealServer,
  RealServerHost,
  Segment,
  VirtualServer,
  VrrpInstance,
} from '../../src/schema/definition.ts';

/** A random definition, of a cluster as somebody could run it: nearly all lint clean. */
export interface RandomDefinition {
  /** Where it stands: its base name is the cluster's name. */
  readonly file: string;
  readonly data: ClusterDefinition;
  /** YAML. */
  readonly text: string;
}

const { $defs: kinds } = schema;

type Family = 'inet' | 'inet6';
type Method = 'NAT' | 'DR';

/** Names of which a parser could think more than it should: words of keepalived.conf, of YAML, of JavaScript. */
const LIVE_NAMES = [
  'include',
  'group',
  'interface',
  'SEQ',
  'true',
  'null',
  '1',
  '0x10',
  '1e5',
  'constructor',
  'toString',
];

/** Over the whole syntax of names. */
export const arbitraryName: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,14}[A-Za-z0-9_])?$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{61}[A-Za-z0-9_]$/) },
  { weight: 1, arbitrary: fc.constantFrom(...LIVE_NAMES) },
);

/** Over the whole syntax of interface names, without those that Linux has itself. */
export const arbitraryInterfaceName: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom('eth0', 'bond0.120', 'br-lan', 'dev', 'up'),
    fc.stringMatching(/^[A-Za-z0-9_.-]{1,15}$/),
  )
  .filter((name) => !['.', '..', 'lo', 'all', 'default'].includes(name));

const port = fc.oneof(fc.integer({ min: 1, max: 65535 }), fc.constantFrom(1, 53, 80, 8080, 65535));
const weight = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 100 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 65535, kinds.real_server.properties.weight.maximum) },
);

/** Seconds, with or without a fraction, down to the least and up to the most that the schema takes. */
const seconds = ({ minimum, maximum }: { minimum: number; maximum: number }): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: 1, max: 60 }),
    fc
      .integer({ min: Math.max(1, minimum * 1000), max: maximum * 1000 })
      .map((milliseconds) => milliseconds / 1000),
    fc.constantFrom(minimum, 0.5, 1.001, maximum),
  );

export const authPass: fc.Arbitrary<string> = fc.stringMatching(/^[A-Za-z0-9._-]{1,8}$/);
const secret = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,30}$/);

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
] as const;

const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

/** What all checks have. `connect_ip`, `connect_port` and `bindto` depend on the real server: see `checkFor`. */
const connection = fc.record({
  connect_timeout: sometimes(seconds(kinds.connect_timeout)),
  retry: sometimes(
    fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constantFrom(kinds.retry.minimum, kinds.retry.maximum)),
  ),
  delay_before_retry: sometimes(seconds(kinds.seconds)),
  warmup: sometimes(seconds(kinds.warmup)),
  delay_loop: sometimes(seconds(kinds.seconds)),
});

const url = fc.record({
  path: fc.stringMatching(/^\/[A-Za-z0-9/._~%?&=+,:;@*()'-]{0,60}$/),
  digest: sometimes(fc.stringMatching(/^[0-9a-f]{32}$/)),
  status_code: sometimes(fc.integer({ min: 100, max: 599 })),
});

const check = fc.record({
  isHttp: fc.boolean(),
  connection,
  hasAddress: fc.boolean(),
  hasPort: fc.boolean(),
  hasSource: fc.boolean(),
  isOwn: fc.boolean(),
  virtualhost: sometimes(fc.stringMatching(/^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,30}[A-Za-z0-9])?$/)),
  urls: fc.array(url, { minLength: 1, maxLength: 3 }),
  requireReply: sometimes(fc.boolean()),
});
type CheckChoice = typeof check extends fc.Arbitrary<infer Choice> ? Choice : never;

const service = fc.record({
  vip: fc.nat(),
  port,
  protocol: fc.constantFrom('TCP' as const, 'TCP' as const, 'UDP' as const, 'SCTP' as const),
  lvs_sched: fc.constantFrom(...SCHEDULERS),
  persistence: sometimes(
    fc.oneof(fc.constantFrom(0, 1, kinds.persistence_timeout.maximum), fc.integer({ min: 1, max: 3600 })),
  ),
  delayLoop: sometimes(seconds(kinds.seconds)),
  hasSorryServer: fc.boolean(),
  sorryPort: port,
  checks: fc.array(check, { minLength: 1, maxLength: 2 }),
  destinations: fc.array(fc.record({ host: fc.nat(), port: sometimes(port), weight: sometimes(weight) }), {
    minLength: 1,
    maxLength: 5,
  }),
});
type ServiceChoice = typeof service extends fc.Arbitrary<infer Choice> ? Choice : never;

const instance = fc.record({
  virtualRouterId: fc.integer({ min: 1, max: 255 }),
  version: fc.constantFrom(undefined, 2 as const, 3 as const),
  seconds: sometimes(fc.oneof(fc.integer({ min: 1, max: 255 }), fc.constantFrom(1, 255))),
  hundredths: sometimes(fc.oneof(fc.integer({ min: 1, max: 4095 }), fc.constantFrom(1, 4095))),
  authPass: sometimes(
    fc.oneof(
      authPass,
      secret.map((name) => ({ secret: name })),
    ),
  ),
  start: fc.constantFrom('MASTER' as const, 'nopreempt' as const, 'preempt_delay' as const),
  preemptDelay: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(1, kinds.preempt_delay.maximum)),
  isSubnetLength: fc.boolean(),
});
type InstanceChoice = typeof instance extends fc.Arbitrary<infer Choice> ? Choice : never;

const choices = fc.record({
  names: fc.uniqueArray(arbitraryName, {
    minLength: 32,
    maxLength: 32,
    selector: (name) => name.toLowerCase(),
  }),
  interfaceNames: fc.uniqueArray(arbitraryInterfaceName, { minLength: 9, maxLength: 9 }),
  hasEqualInterfaceNames: fc.boolean(),
  family: fc.constantFrom('inet' as const, 'inet' as const, 'inet6' as const),
  method: fc.constantFrom('NAT' as const, 'DR' as const),
  segments: fc.integer({ min: 1, max: 3 }),
  length: fc.constantFrom(16, 20, 22, 24, 25, 26),
  third: fc.integer({ min: 0, max: 255 }),
  directors: fc.integer({ min: 1, max: 3 }),
  hasVrrp: fc.boolean(),
  realServers: fc.integer({ min: 1, max: 5 }),
  vips: fc.integer({ min: 1, max: 4 }),
  priorities: fc.uniqueArray(fc.integer({ min: 1, max: 254 }), { minLength: 3, maxLength: 3 }),
  outer: instance,
  inner: instance,
  extra: sometimes(instance),
  services: fc.array(service, { minLength: 1, maxLength: 4 }),
  hasDefaults: fc.boolean(),
  description: sometimes(fc.string({ unit: fc.constantFrom(...'abc äß€漢🙂#!{}$"\'\\'), maxLength: 40 })),
  saysEngine: fc.boolean(),
});
type Choices = typeof choices extends fc.Arbitrary<infer Choice> ? Choice : never;

/** Definitions whose engine is keepalived, over the whole schema. */
export function arbitraryDefinition(): fc.Arbitrary<RandomDefinition> {
  return choices.map((choice) => {
    const name = choice.names[0] as string;
    return randomDefinition(new DefinitionBuilder(choice).build(name), name);
  });
}

/** JSON is YAML, and has no two spellings. */
export function randomDefinition(data: ClusterDefinition, name: string): RandomDefinition {
  return { file: `clusters/prod/${name}.yaml`, data, text: `${JSON.stringify(data, undefined, 1)}\n` };
}

class DefinitionBuilder {
  private readonly choice: Choices;
  private readonly names: Iterator<string>;
  private readonly hasVrrp: boolean;
  private readonly method: Method;

  constructor(choice: Choices) {
    this.choice = choice;
    this.names = choice.names.slice(1).values();
    this.hasVrrp = choice.directors > 1 || choice.hasVrrp;
    // Without VRRP nobody but the director's own addresses can be VIPs, which DR real servers cannot share.
    this.method = this.hasVrrp ? choice.method : 'NAT';
  }

  build(name: string): ClusterDefinition {
    const { choice, hasVrrp, method } = this;
    const segments = Array.from({ length: choice.segments }, () => this.name());
    const directors = this.directors(segments);
    const realServers = this.realServers();
    const instances = hasVrrp ? this.instances(directors) : [];
    const virtualServers = this.virtualServers(realServers, directors);
    const isSynced = method === 'NAT' && instances.length > 1;
    return clean({
      version: 1,
      name,
      description: choice.description,
      engine: choice.saysEngine || !hasVrrp ? 'keepalived' : undefined,
      segments: Object.fromEntries(segments.map((segment, index) => [segment, this.segment(index)])),
      directors,
      vrrp_instances: hasVrrp ? instances : undefined,
      vrrp_sync_groups: isSynced
        ? [{ name: this.name(), group: instances.map((entry) => entry.name) }]
        : undefined,
      real_servers: [...realServers, ...this.sorryHosts(virtualServers)],
      defaults: choice.hasDefaults ? { virtual_servers: { lvs_method: method } } : undefined,
      virtual_servers: virtualServers,
    });
  }

  private segment(index: number): Segment {
    const isInner = this.method === 'NAT' && index === this.innermost();
    return clean({ subnet: this.subnet(index), gateway: isInner ? undefined : this.address(index, 2) });
  }

  private directors(segments: readonly string[]): Director[] {
    const { choice } = this;
    return Array.from({ length: choice.directors }, (_, at) => ({
      name: this.name(),
      interfaces: Object.fromEntries(
        segments.map((segment, index): [string, Interface] => {
          const own = choice.hasEqualInterfaceNames ? index : at * 3 + index;
          return [
            choice.interfaceNames[own] as string,
            { segment, address: this.hostAddress(index, 11 + at) },
          ];
        }),
      ),
    }));
  }

  /** NAT: behind the directors, with the inner VIP or the one director as gateway. DR: beside them. */
  private realServers(): RealServerHost[] {
    const { choice, method } = this;
    const index = this.innermost();
    const viaDirector = this.hasVrrp ? this.address(index, 1) : this.address(index, 11);
    return Array.from({ length: choice.realServers }, (_, at) => ({
      name: this.name(),
      address: this.hostAddress(index, 41 + at),
      gateway: method === 'NAT' ? viaDirector : this.address(index, 2),
    }));
  }

  /** DR: a sorry server needs the VIP, which the hosts of real_servers get. */
  private sorryHosts(virtualServers: readonly VirtualServer[]): RealServerHost[] {
    const isNeeded = virtualServers.some((service) => service.sorry_server !== undefined);
    if (this.method !== 'DR' || !isNeeded) return [];
    const index = this.innermost();
    return [{ name: this.name(), address: this.hostAddress(index, 51), gateway: this.address(index, 2) }];
  }

  private instances(directors: readonly Director[]): VrrpInstance[] {
    const { choice, method } = this;
    const vips = Array.from({ length: choice.vips }, (_, at) => this.address(0, 21 + at));
    const inner = this.innermost();
    const gateway = this.address(inner, 1);
    if (method === 'DR') {
      const isSplit = choice.extra !== undefined && vips.length > 1;
      return [
        this.instance(choice.outer, 0, isSplit ? vips.slice(1) : vips, directors),
        ...(isSplit && choice.extra !== undefined
          ? [this.instance(choice.extra, 0, vips.slice(0, 1), directors, 1)]
          : []),
      ];
    }
    // One arm: the gateway is on the same wire.
    if (inner === 0) return [this.instance(choice.outer, 0, [...vips, gateway], directors)];
    return [
      this.instance(choice.outer, 0, vips, directors),
      this.instance({ ...choice.inner, start: choice.outer.start }, inner, [gateway], directors, 1),
    ];
  }

  private instance(
    chosen: InstanceChoice,
    segment: number,
    addresses: readonly string[],
    directors: readonly Director[],
    number = 0,
  ): VrrpInstance {
    const { choice } = this;
    const version = choice.family === 'inet6' ? 3 : chosen.version;
    const interval = version === 3 ? chosen.hundredths && chosen.hundredths / 100 : chosen.seconds;
    const length = chosen.isSubnetLength ? this.lengthOf() : this.hostLength();
    const names = directors.map((director) => this.interfaceOf(director, segment)[0]);
    const isEqual = new Set(names).size === 1;
    const priorities = choice.priorities.slice(0, directors.length).sort((a, b) => b - a);
    // A link to the real servers that nothing tracks is a fault. With NAT the inner instance does.
    const isApart = this.method !== 'NAT' && segment !== this.innermost() && directors.length > 1;
    const first = this.choice.family === 'inet6' ? [`fe80::${number + 1}/64`] : [];
    return clean({
      name: this.name(),
      interface: isEqual ? names[0] : undefined,
      virtual_router_id: ((chosen.virtualRouterId + number - 1) % 255) + 1,
      version,
      advert_int: interval,
      authentication:
        version === 3 || chosen.authPass === undefined
          ? undefined
          : { auth_type: 'PASS' as const, auth_pass: chosen.authPass },
      virtual_ipaddress: [...first, ...addresses.map((address) => `${address}/${length}`)],
      nopreempt: chosen.start === 'nopreempt' ? true : undefined,
      preempt_delay: chosen.start === 'preempt_delay' ? chosen.preemptDelay : undefined,
      members: directors.map((director, at) =>
        clean({
          director: director.name,
          state: chosen.start === 'MASTER' && at === 0 ? ('MASTER' as const) : undefined,
          priority: priorities[at] as number,
          interface: isEqual ? undefined : names[at],
          track_interface: isApart ? [this.interfaceOf(director, this.innermost())[0]] : undefined,
        }),
      ),
    });
  }

  private virtualServers(
    realServers: readonly RealServerHost[],
    directors: readonly Director[],
  ): VirtualServer[] {
    const { choice, method } = this;
    const taken = new Set<string>();
    return choice.services.flatMap((chosen, index) => {
      const isLast = index === choice.services.length - 1;
      const vip = this.hasVrrp ? this.address(0, 21 + (chosen.vip % choice.vips)) : this.address(0, 11);
      const key = `${vip} ${chosen.protocol} ${chosen.port}`;
      if (taken.has(key)) return [];
      taken.add(key);
      // Every real server and every VIP is used by some service: the last one has them all.
      const destinations = isLast
        ? realServers.map((host, at) => ({
            ...chosen.destinations[at % chosen.destinations.length],
            host,
            at,
          }))
        : chosen.destinations.map((entry, at) => ({
            ...entry,
            host: realServers[entry.host % realServers.length] as RealServerHost,
            at,
          }));
      return [
        clean({
          name: this.name(),
          vip,
          port: chosen.port,
          protocol: chosen.protocol,
          lvs_sched: chosen.lvs_sched,
          lvs_method: choice.hasDefaults ? undefined : method,
          persistence_timeout: chosen.persistence,
          delay_loop: chosen.delayLoop,
          sorry_server: chosen.hasSorryServer
            ? {
                address: this.address(this.innermost(), 51),
                port: method === 'DR' ? chosen.port : chosen.sorryPort,
              }
            : undefined,
          checks: chosen.checks.map((entry) => this.checkFor(entry, chosen)),
          real_servers: this.destinations(chosen, destinations, directors),
        }),
      ];
    });
  }

  private destinations(
    chosen: ServiceChoice,
    entries: readonly {
      host: RealServerHost;
      port?: number | undefined;
      weight?: number | undefined;
      at: number;
    }[],
    directors: readonly Director[],
  ): RealServer[] {
    const taken = new Set<string>();
    return entries.flatMap(({ host, port: own, weight: share, at }) => {
      const reached = this.method === 'NAT' ? own : undefined;
      const key = `${host.name} ${reached ?? chosen.port}`;
      if (taken.has(key)) return [];
      taken.add(key);
      const [first] = chosen.checks;
      const hasOwn = first?.isOwn === true && at === 0;
      return [
        clean({
          name: host.name,
          port: reached,
          weight: taken.size === 1 && share === 0 ? 1 : share,
          checks: hasOwn
            ? [this.checkFor(first, chosen, { host, port: reached ?? chosen.port, directors })]
            : undefined,
        }),
      ];
    });
  }

  /** @param target the one real server that it is for, if it is for one: only then can it name an address. */
  private checkFor(
    chosen: CheckChoice,
    { protocol, port: servicePort, delayLoop }: ServiceChoice,
    target?: { host: RealServerHost; port: number; directors: readonly Director[] },
  ): Check {
    const loop = chosen.connection.delay_loop ?? delayLoop ?? 60;
    const timeout = chosen.connection.connect_timeout ?? (loop <= 3 ? loop : undefined);
    const otherPort = servicePort === 7 ? 8 : 7;
    const own = this.choice.directors === 1 ? target?.directors[0] : undefined;
    const source = own && String(this.interfaceOf(own, this.innermost())[1].address).split('/')[0];
    const connect = {
      connect_ip:
        target !== undefined && chosen.hasAddress ? String(target.host.address).split('/')[0] : undefined,
      // keepalived has no check for SCTP: its health shows at another port.
      connect_port: protocol === 'SCTP' ? otherPort : chosen.hasPort ? target?.port : undefined,
      bindto: chosen.hasSource ? source : undefined,
      ...chosen.connection,
      connect_timeout:
        timeout === undefined ? undefined : Math.min(timeout, loop, kinds.connect_timeout.maximum),
    };
    if (protocol === 'UDP') return { UDP_CHECK: clean({ ...connect, require_reply: chosen.requireReply }) };
    if (!chosen.isHttp) return { TCP_CHECK: clean(connect) };
    return { HTTP_GET: clean({ ...connect, virtualhost: chosen.virtualhost, url: chosen.urls.map(clean) }) };
  }

  /** By the segment: JavaScript puts keys such as `1` first. */
  private interfaceOf({ interfaces }: Director, segment: number): [string, Interface] {
    const subnet = this.hostAddress(segment, 0).replace(/[^.:]*\/.*$/, '');
    return Object.entries(interfaces).find(([, { address }]) => String(address).startsWith(subnet)) as [
      string,
      Interface,
    ];
  }

  private name(): string {
    return this.names.next().value as string;
  }

  /** The segment of the real servers. */
  private innermost(): number {
    return this.choice.segments - 1;
  }

  private subnet(index: number): string {
    return `${this.address(index, 0)}/${this.lengthOf()}`;
  }

  private hostAddress(index: number, host: number): string {
    return `${this.address(index, host)}/${this.lengthOf()}`;
  }

  private address(index: number, host: number): string {
    const { family, third, length } = this.choice;
    if (family === 'inet6')
      return `2001:db8:${(third * 4 + index + 1).toString(16)}::${host === 0 ? '' : host.toString(16)}`;
    const block = length >= 24 ? third : third & (256 - 2 ** (24 - length)) & 255;
    return `10.${40 + index}.${block}.${host}`;
  }

  private lengthOf(): number {
    return this.choice.family === 'inet6' ? 64 : this.choice.length;
  }

  private hostLength(): number {
    return hostLength(this.choice.family);
  }
}

function hostLength(family: Family): number {
  return family === 'inet6' ? 128 : 32;
}

/** Without the keys that have no value. */
function clean<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };
}

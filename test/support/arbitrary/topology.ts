import fc from 'fast-check';
import type { Director, RealServerHost, Segment } from '../../../src/schema/definition.ts';
import { arbitraryInterfaceName, arbitraryName } from '../arbitrary-definitions.ts';
import type { Draw } from './draw.ts';

export type Family = 'inet' | 'inet6';
export type Method = 'NAT' | 'DR' | 'TUN';

const names = fc.uniqueArray(arbitraryName, {
  minLength: 64,
  maxLength: 64,
  selector: (name) => name.toLowerCase(),
});
const interfaceNames = fc.uniqueArray(arbitraryInterfaceName, { minLength: 9, maxLength: 9 });

/** Addresses of hosts by what they are for: one place for each, so that none is there twice. */
const HOSTS = { NAT: 41, DR: 61, TUN: 81, gateway: 1, router: 2, directors: 11, vips: 20 } as const;

/** The networks and hosts of a random cluster; whatever is drawn on top has to agree with them. */
export class Topology {
  readonly families: readonly Family[];
  readonly hasVrrp: boolean;
  readonly segments: readonly string[];
  readonly directors: readonly Director[];
  /** How many VIPs there are of each family. */
  readonly vipCount: number;
  private readonly draw: Draw;
  private readonly names: Iterator<string>;
  private readonly third: number;
  private readonly hosts: Record<Method, Map<number, RealServerHost>> = {
    NAT: new Map(),
    DR: new Map(),
    TUN: new Map(),
  };

  constructor(draw: Draw) {
    this.draw = draw;
    this.names = draw.from(names).values();
    this.third = draw.int(0, 255);
    this.families = draw.pick<readonly Family[]>([['inet'], ['inet'], ['inet6'], ['inet', 'inet6']]);
    const directors = draw.pick([1, 2, 2, 3]);
    this.hasVrrp = directors > 1 || draw.chance(0.5);
    this.vipCount = draw.int(1, 6);
    this.segments = Array.from({ length: draw.int(1, 3) }, () => this.name());
    this.directors = this.directorsOf(directors);
  }

  name(): string {
    return this.names.next().value as string;
  }

  /** The segment of the real servers that are behind the directors. */
  get innermost(): number {
    return this.segments.length - 1;
  }

  address(family: Family, segment: number, host: number): string {
    if (family === 'inet') return `10.${40 + segment}.${this.third}.${host}`;
    const net = (this.third * 8 + segment + 1).toString(16);
    return `2001:db8:${net}::${host === 0 ? '' : host.toString(16)}`;
  }

  prefix(family: Family, segment: number, host: number, isHost = false): string {
    const lengths = isHost ? { inet: 32, inet6: 128 } : { inet: 24, inet6: 64 };
    return `${this.address(family, segment, host)}/${lengths[family]}`;
  }

  /** Without VRRP only the director's own address is there to be reached. */
  vip(family: Family, index: number): string {
    return this.hasVrrp
      ? this.address(family, 0, HOSTS.vips + (index % this.vipCount))
      : this.address(family, 0, HOSTS.directors);
  }

  gateway(family: Family): string {
    const host = this.hasVrrp ? HOSTS.gateway : HOSTS.directors;
    return this.address(family, this.innermost, host);
  }

  interfaceOf(director: Director, segment: number): string {
    const entries = Object.entries(director.interfaces);
    const found = entries.find(([, { segment: name }]) => name === this.segments[segment]);
    return found?.[0] as string;
  }

  sourceOf(director: number, family: Family, segment: number): string {
    return this.address(family, segment, HOSTS.directors + director);
  }

  hasNat(): boolean {
    return this.hosts.NAT.size > 0;
  }

  /** Real servers that answer clients themselves, by a link that no gateway of the cluster stands on. */
  hasDirect(): boolean {
    return this.hosts.DR.size + this.hosts.TUN.size > 0;
  }

  /** A real server, known or new, that is where the method can reach it. */
  host(method: Method, index: number): RealServerHost {
    const known = this.hosts[method].get(index);
    if (known !== undefined) return known;
    const host = this.newHost(method, index);
    this.hosts[method].set(index, host);
    return host;
  }

  get realServers(): RealServerHost[] {
    return Object.values(this.hosts).flatMap((hosts) => [...hosts.values()]);
  }

  /** The segments of the definition: those of the directors, and that of the hosts behind a tunnel. */
  segmentEntries(): Record<string, Segment> {
    const { draw } = this;
    return Object.fromEntries(
      this.segments.map((name, index) => [
        name,
        {
          subnet: this.each((family) => this.prefix(family, index, 0)),
          ...(draw.chance(0.8) || this.hasDirect()
            ? { gateway: this.each((family) => this.address(family, index, HOSTS.router)) }
            : {}),
          ...(draw.chance(0.1) ? { id: this.name() } : {}),
        },
      ]),
    );
  }

  /** One value for each family; a single one is no list. */
  each(value: (family: Family) => string): string | string[] {
    const values = this.families.map(value);
    return values.length === 1 ? (values[0] as string) : values;
  }

  private newHost(method: Method, index: number): RealServerHost {
    const segment = this.innermost;
    const isBehind = method === 'NAT';
    const hasOwn = isBehind || this.draw.chance(0.7);
    const gateway = this.each((family) =>
      isBehind ? this.gateway(family) : this.address(family, segment, HOSTS.router),
    );
    return {
      name: this.name(),
      address: this.each((family) => this.prefix(family, segment, HOSTS[method] + index)),
      ...(hasOwn ? { gateway } : {}),
    } as RealServerHost;
  }

  private directorsOf(count: number): Director[] {
    const { draw } = this;
    const own = draw.from(interfaceNames);
    const areEqual = draw.chance(0.5);
    return Array.from({ length: count }, (_, at) => ({
      name: this.name(),
      interfaces: Object.fromEntries(
        this.segments.map((segment, index) => [
          own[areEqual ? index : at * 3 + index] as string,
          { segment, address: this.each((family) => this.prefix(family, index, HOSTS.directors + at)) },
        ]),
      ),
    })) as unknown as Director[];
  }
}

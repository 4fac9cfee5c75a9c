import { type Address, contains, type Prefix, subnetText } from '../../address/address.ts';
import type { Cluster, RealServer, Segment } from '../../model/cluster.ts';
import { gatewayOf } from '../../model/gateway.ts';
import type { BroadcastDomain, Host, Repository } from '../../model/repository.ts';
import type { Link, Wire } from './lab-plan.ts';
import type { LabUnit } from './lab-units.ts';

/** A wire with what the definitions say of it. */
export interface WireDraft extends Wire {
  readonly subnets: Prefix[];
  /** The gateways that hosts or segments name. */
  readonly gateways: Map<string, Address>;
}

/** A host with its place on the wires. */
export interface WiredHost {
  readonly host: Host;
  readonly links: readonly WiredLink[];
  /** Where it sends what is for other subnets: one for each family. */
  readonly gateways: readonly WiredGateway[];
}

/** A gateway, and the interface of the host that it is behind. */
export interface WiredGateway {
  readonly address: Address;
  readonly dev: string;
}

export interface WiredLink {
  readonly name: string;
  readonly wire: WireDraft;
  readonly prefixes: readonly Prefix[];
}

export interface Wiring {
  readonly wires: readonly WireDraft[];
  readonly hosts: readonly WiredHost[];
}

/** Which wires there are, and how the hosts of a unit are attached to them. */
export function wireUp(unit: LabUnit, { broadcastDomains }: Repository): Wiring {
  const drafts = new Drafts(broadcastDomains);
  for (const { segments } of unit.clusters) for (const segment of segments) drafts.ofSegment(segment);
  const hosts = unit.hosts.map((host) => wireHost(host, unit, drafts));
  return { wires: drafts.all(), hosts };
}

export function linkOf({ name, wire, prefixes }: WiredLink): Link {
  return { name, wire: wire.name, addresses: prefixes.map(({ text }) => text) };
}

class Drafts {
  private readonly byDomain = new Map<BroadcastDomain | string, WireDraft>();
  private readonly domains: Repository['broadcastDomains'];

  constructor(domains: Repository['broadcastDomains']) {
    this.domains = domains;
  }

  all(): WireDraft[] {
    return [...new Set(this.byDomain.values())];
  }

  ofSegment(segment: Segment): WireDraft {
    const draft = this.draft(this.key(segment), segment.name);
    if (!draft.subnets.some(({ text }) => text === segment.subnet.text)) draft.subnets.push(segment.subnet);
    if (segment.gateway !== undefined) draft.gateways.set(segment.gateway.text, segment.gateway);
    return draft;
  }

  /** The wire of a real server: its segment's, or one of its own where no segment has its address. */
  ofRealServer(cluster: Cluster, { address }: RealServer): WireDraft {
    const around = [...cluster.segments.values()]
      .filter(({ subnet }) => contains(subnet, address.address))
      .sort((a, b) => b.subnet.length - a.subnet.length);
    if (around[0] !== undefined) return this.ofSegment(around[0]);
    const subnet = subnetText(address);
    const draft = this.draft(subnet, subnet);
    if (draft.subnets.length === 0) draft.subnets.push(address);
    return draft;
  }

  private key(segment: Segment): BroadcastDomain | string {
    return this.domains.get(segment) ?? segment.name;
  }

  private draft(key: BroadcastDomain | string, title: string): WireDraft {
    let draft = this.byDomain.get(key);
    if (draft === undefined) {
      draft = { name: `wire${this.all().length}`, title, subnets: [], gateways: new Map() };
      this.byDomain.set(key, draft);
    }
    return draft;
  }
}

function wireHost(host: Host, { environment }: LabUnit, drafts: Drafts): WiredHost {
  const links = new Map<string, { name: string; wire: WireDraft; prefixes: Prefix[] }>();
  const gateways = new Map<string, WiredGateway>();
  const attach = (name: string, wire: WireDraft, prefix?: Prefix) => {
    const link = links.get(name) ?? { name, wire, prefixes: [] };
    if (prefix !== undefined && !link.prefixes.some(({ text }) => text === prefix.text))
      link.prefixes.push(prefix);
    links.set(name, link);
  };
  const leaveBy = (gateway: Address | undefined, wire: WireDraft, dev: string) => {
    if (gateway === undefined) return;
    wire.gateways.set(gateway.text, gateway);
    if (!gateways.has(gateway.family)) gateways.set(gateway.family, { address: gateway, dev });
  };
  for (const { cluster, realServer } of host.realServers) {
    if (host.directors.length > 0 && ownsAddress(host, realServer)) continue;
    const gateway = gatewayOf(cluster, realServer, environment)?.address;
    for (const { name, segments } of realServer.links) {
      const [segment] = segments;
      if (segment !== undefined) attach(name, drafts.ofSegment(segment));
    }
    for (const { name, address, segment } of realServer.interfaces) {
      if (segment !== undefined) attach(name, drafts.ofSegment(segment), address);
    }
    const wire = drafts.ofRealServer(cluster, realServer);
    const known = [...links.values()].find((link) => link.wire === wire);
    const ownName = known?.name ?? `eth${links.size}`;
    attach(ownName, wire, realServer.address);
    const near = [...links.values()].find(
      (link) => gateway !== undefined && link.prefixes.some((prefix) => contains(prefix, gateway)),
    );
    leaveBy(gateway, near?.wire ?? wire, near?.name ?? ownName);
  }
  for (const { director } of host.directors) {
    for (const { name, segments } of director.links) {
      const [segment] = segments;
      if (segment !== undefined) attach(name, drafts.ofSegment(segment));
    }
    for (const { name, segment, address } of director.interfaces) {
      if (segment === undefined) continue;
      const wire = drafts.ofSegment(segment);
      attach(name, wire, address);
      const isOwn = segment.gateway?.text === address.address.text;
      if (!isOwn) leaveBy(segment.gateway, wire, name);
    }
  }
  return { host, links: [...links.values()], gateways: [...gateways.values()] };
}

function ownsAddress({ directors }: Host, { address }: RealServer): boolean {
  return directors.some(({ director }) =>
    director.interfaces.some((own) => own.address.address.text === address.address.text),
  );
}

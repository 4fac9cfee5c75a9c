import {
  type Address,
  contains,
  type Family,
  hostPrefix,
  type Prefix,
  subnetText,
} from '../../address/address.ts';
import { compareText } from '../../diagnostic/finding.ts';
import type { Cluster, Director, VirtualServer } from '../../model/cluster.ts';
import { headerOf } from './nft.ts';
import type { ScriptSection } from './script-view.ts';

/** A subnet on an interface of the host: one, however many definitions name it. */
export interface NatSide {
  readonly name: string;
  readonly prefix: Prefix;
  readonly subnet: string;
  readonly namedBy: ReadonlySet<Cluster>;
  /** The definitions with real servers in it whose VIP is elsewhere. Any: the side is an inner one. */
  readonly servedBy: ReadonlySet<Cluster>;
  /** Those with a VIP and its real servers both in it. Where clients come in, it is outside for the other real servers. */
  readonly oneArmedBy: ReadonlySet<Cluster>;
  /** Of both, those whose real servers have the host as their gateway. */
  readonly gatewayFor: ReadonlySet<Cluster>;
  /** The inner sides whose clients come in here. */
  readonly inFrontOf: ReadonlySet<NatSide>;
}

/** A host's part as a director of one cluster. */
interface Part {
  readonly cluster: Cluster;
  readonly director: Director;
}

/** A side while it is collected. */
interface Draft extends NatSide {
  readonly namedBy: Set<Cluster>;
  readonly servedBy: Set<Cluster>;
  readonly oneArmedBy: Set<Cluster>;
  readonly gatewayFor: Set<Cluster>;
  readonly inFrontOf: Set<NatSide>;
}

/** The sides of a host with regard to its NAT services: it is one router, so all its parts count together. */
export function natSides(parts: readonly Part[]): readonly NatSide[] {
  const sides = new Map<string, Draft>();
  for (const { cluster, director } of parts) {
    for (const { name, prefix } of subnetsOf(director)) {
      const subnet = subnetText(prefix);
      const key = `${name} ${subnet}`;
      const side = sides.get(key) ?? emptySide(name, prefix, subnet);
      side.namedBy.add(cluster);
      sides.set(key, side);
    }
  }
  const all = [...sides.values()];
  for (const part of parts) {
    for (const virtualServer of part.cluster.virtualServers) {
      addService(all, part, virtualServer);
    }
  }
  return all;
}

/** Of its addresses; an interface without one is in its segment's. */
function subnetsOf({ links, interfaces }: Director): { name: string; prefix: Prefix }[] {
  return links.flatMap(({ name, segments }) => {
    const own = interfaces.filter((one) => one.name === name).map(({ address }) => address);
    return (own.length > 0 ? own : segments.map(({ subnet }) => subnet)).map((prefix) => ({ name, prefix }));
  });
}

function emptySide(name: string, prefix: Prefix, subnet: string): Draft {
  const none = () => new Set<Cluster>();
  const sets = { namedBy: none(), servedBy: none(), oneArmedBy: none(), gatewayFor: none() };
  return { name, prefix, subnet, ...sets, inFrontOf: new Set() };
}

function addService(all: readonly Draft[], { cluster, director }: Part, virtualServer: VirtualServer): void {
  const fronts = virtualServer.vips.flatMap((vip) => vipSides(all, director, vip, virtualServer));
  for (const { realServer, forwardingMethod } of virtualServer.destinations) {
    if (forwardingMethod !== 'NAT') continue;
    const side = realServer === undefined ? undefined : sideOf(all, director, realServer.address);
    if (side === undefined) continue;
    if (!virtualServer.sourceNat) side.gatewayFor.add(cluster);
    if (fronts.includes(side)) side.oneArmedBy.add(cluster);
    else {
      side.servedBy.add(cluster);
      for (const front of fronts) front.inFrontOf.add(side);
    }
  }
}

/** The side with the longest subnet that has the address, as the kernel routes; of equal ones the definition's own. */
function sideOf(all: readonly Draft[], director: Director, { address }: Prefix): Draft | undefined {
  const own = new Set(director.links.map(({ name }) => name));
  const [side] = all
    .filter(({ prefix }) => contains(prefix, address))
    .sort((a, b) => b.prefix.length - a.prefix.length || Number(own.has(b.name)) - Number(own.has(a.name)));
  return side;
}

/** Where the clients of a VIP come in. Nobody knows it of a routed VIP, which stands on `lo`. */
function vipSides(
  all: readonly Draft[],
  director: Director,
  vip: Address,
  { interfaceName }: VirtualServer,
): readonly Draft[] {
  const side = sideOf(all, director, hostPrefix(vip));
  if (side !== undefined) return [side];
  return all.filter((other) => other.name === interfaceName && familyOf(other) === vip.family);
}

const familyOf = ({ prefix }: NatSide): Family => prefix.address.family;

/** The sides of one family behind which no real server hides: routers stand there. */
export function outerSides(sides: readonly NatSide[], family: Family): readonly NatSide[] {
  return sides.filter((side) => familyOf(side) === family && side.servedBy.size === 0);
}

/** Connections that real servers open themselves leave with the director's address, but only towards outside. */
export function masquerade(sides: readonly NatSide[]): ScriptSection[] {
  return sections(sides, 'masquerade', (outer, inner) => {
    if (familyOf(outer) !== familyOf(inner)) return [];
    const [word, { subnet }] = [headerOf(familyOf(inner)), inner];
    return [`${word} saddr ${subnet} ${word} daddr != ${subnet} oifname "${outer.name}" masquerade`];
  });
}

/** Forwarding alone would make the director a router for everybody: new connections from outside stay out. */
export function restrictForwarding(sides: readonly NatSide[]): ScriptSection[] {
  return sections(sides, 'restrictForwarding', (outer, inner) => [
    `iifname "${outer.name}" ${headerOf(familyOf(inner))} daddr ${inner.subnet} ct state new drop`,
  ]);
}

/**
 * The lines for each outer side of each inner one, where a definition with real servers there wants them: under that
 * definition, and under the one that names the outer side when it is another.
 */
function sections(
  sides: readonly NatSide[],
  option: 'masquerade' | 'restrictForwarding',
  lines: (outer: NatSide, inner: NatSide) => string[],
): ScriptSection[] {
  const byComment = new Map<string, string[]>();
  for (const inner of sides) {
    const wanting = [...inner.servedBy, ...inner.oneArmedBy].filter(
      (cluster) => cluster[option] && (option !== 'masquerade' || inner.gatewayFor.has(cluster)),
    );
    if (wanting.length === 0) continue;
    for (const outer of sides) {
      if (!isOutside(sides, outer, inner)) continue;
      const naming = wanting.some((cluster) => outer.namedBy.has(cluster)) ? [] : [...outer.namedBy];
      const files = new Set([...wanting, ...naming].map(({ file }) => file));
      const comment = [...files].sort(compareText).join(', ');
      const known = byComment.get(comment) ?? [];
      known.push(...lines(outer, inner));
      byComment.set(comment, known);
    }
  }
  return [...byComment].map(([comment, all]) => ({ comment, lines: all }));
}

/** Whether the real servers of `inner` are kept from what comes in at `outer`. */
function isOutside(sides: readonly NatSide[], outer: NatSide, inner: NatSide): boolean {
  const isInner = inner.servedBy.size > 0;
  // Others' clients come in there: it is the way out of the real servers behind it.
  if (!isInner && (inner.oneArmedBy.size === 0 || inner.inFrontOf.size > 0)) return false;
  if (outer.subnet === inner.subnet) return false;
  // An interface without an address of this family forwards it all the same, but for an inner one nobody means it.
  if (familyOf(outer) !== familyOf(inner)) {
    const same = sides.filter(({ name }) => name === outer.name);
    return same.every(
      (side) => familyOf(side) !== familyOf(inner) && side.servedBy.size + side.oneArmedBy.size === 0,
    );
  }
  if (outer.servedBy.size === 0) return isInner || outer.oneArmedBy.size === 0;
  // Tiers: the real servers of one are the clients of the next. Where each is in front of the other, neither is outside.
  return isInner && leadsTo(outer, inner) && !leadsTo(inner, outer);
}

function leadsTo(from: NatSide, to: NatSide): boolean {
  const reached = new Set<NatSide>([from]);
  for (const side of reached) for (const next of side.inFrontOf) reached.add(next);
  return reached.has(to);
}

import type { Address, Prefix } from '../address/address.ts';
import type { Location } from '../diagnostic/finding.ts';
import type { Options } from './cluster.ts';
import type { Origin } from './origin.ts';

/** A gateway that nothing uses, since another one of the list is nearer. */
export interface SpareGateway {
  readonly address: Address;
  readonly place: () => Location;
}

/** A subnet of a broadcast domain: a segment with several is as many of them, with one name. */
export interface Segment {
  readonly origin: Origin;
  readonly name: string;
  readonly subnet: Prefix;
  readonly gateway: Address | undefined;
  /** Those that none of its subnets takes, at its first subnet. */
  readonly spareGateways: readonly SpareGateway[];
  /** The repository-wide name of the wire, where the definition gives one. */
  readonly id: string | undefined;
}

export interface Director {
  readonly origin: Origin;
  readonly name: string;
  /** Each network interface once. */
  readonly links: readonly Link[];
  /** The own addresses on them. */
  readonly interfaces: readonly Interface[];
  readonly options: Options;
}

/** A network interface, whether or not it has an address of its own. */
export interface Link {
  readonly origin: Origin;
  readonly name: string;
  readonly segmentName: string;
  /** All subnets of its wire, the named segment's first; none when the definition has no segment of that name. */
  readonly segments: readonly Segment[];
}

/** An own address on an interface: one with several is as many of them, with one name. */
export interface Interface {
  readonly origin: Origin;
  readonly name: string;
  readonly segmentName: string;
  /** With the subnet that has the address, or else one of its family. Absent when the definition has no segment of that name. */
  readonly segment: Segment | undefined;
  readonly address: Prefix;
}

/** A host that answers, by one address: a dual-stack one is two of them, with one name. {@link Destination} is its part in one service. */
export interface RealServer {
  readonly origin: Origin;
  readonly name: string;
  /** The RIP. */
  readonly address: Prefix;
  readonly gateway: Address | undefined;
  /** As a segment's. */
  readonly spareGateways: readonly SpareGateway[];
  /** As a director's; none where the definition does not name its interfaces. */
  readonly links: readonly Link[];
  readonly interfaces: readonly Interface[];
}

import type { Address, Family, Prefix } from './address.ts';
import type { Origin } from './origin.ts';

/** Who programs IPVS on the directors. */
export type Engine = 'keepalived' | 'ipvsadm';
export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export type ForwardingMethod = 'NAT' | 'DR' | 'TUN';

/** Values by the words of the definition, which are keepalived's: what is only handed on, and no rule reasons about. */
export type Options = Readonly<Record<string, unknown>>;
export type VrrpState = 'MASTER' | 'BACKUP';

/** One definition: a set of directors, the real servers behind them, and the services that they offer. */
export interface Cluster {
  readonly origin: Origin;
  /** Relative to the project root, with `/`. */
  readonly file: string;
  readonly name: string;
  /** The folder of the definition below `clusters/`, with `/`; empty for a definition right in it. */
  readonly environment: string;
  /** Where addresses are unique. */
  readonly routingDomain: string;
  readonly engine: Engine;
  /** The oldest keepalived that reads the files. */
  readonly keepalivedVersion: string;
  readonly masquerade: boolean;
  readonly restrictForwarding: boolean;
  readonly segments: readonly Segment[];
  readonly directors: readonly Director[];
  readonly realServers: readonly RealServer[];
  readonly vrrpInstances: readonly VrrpInstance[];
  readonly vrrpSyncGroups: readonly VrrpSyncGroup[];
  readonly virtualServers: readonly VirtualServer[];
  readonly options: Options;
}

/** A subnet of a broadcast domain: a dual-stack segment is two of them, with one name. */
export interface Segment {
  readonly origin: Origin;
  readonly name: string;
  readonly subnet: Prefix;
  readonly gateway: Address | undefined;
  /** The repository-wide name of the wire, where the definition gives one. */
  readonly id: string | undefined;
}

export interface Director {
  readonly origin: Origin;
  readonly name: string;
  readonly interfaces: readonly Interface[];
  readonly options: Options;
}

/** An address on an interface: a dual-stack interface is two of them, with one name. */
export interface Interface {
  readonly origin: Origin;
  readonly name: string;
  readonly segmentName: string;
  /** Of the address's family where it has one. Absent when the definition has no segment of that name. */
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
}

export interface VrrpInstance {
  readonly origin: Origin;
  readonly name: string;
  readonly virtualRouterId: number;
  readonly version: 2 | 3;
  /** Seconds. */
  readonly advertInt: number;
  readonly authentication: Authentication | undefined;
  /** At `virtual_ipaddress`, in the definition's order: the first one's family is the instance's. */
  readonly addresses: readonly Prefix[];
  readonly family: Family;
  /** Whether members send adverts to each other's addresses instead of to the multicast group. */
  readonly unicast: boolean;
  readonly members: readonly Member[];
  /** With its defaults. */
  readonly options: Options;
}

export interface Authentication {
  readonly authType: 'PASS';
  readonly authPass: string | { readonly secret: string };
}

/** A director's part in a VRRP instance, with what it shares with the others filled in. */
export interface Member {
  readonly origin: Origin;
  readonly directorName: string;
  readonly director: Director | undefined;
  readonly state: VrrpState;
  readonly priority: number;
  /** Absent when neither the member nor the instance names one. */
  readonly interfaceName: string | undefined;
  readonly interface: Interface | undefined;
  /** Where unicast adverts come from and go to: `unicast_src_ip`, or the address of the interface in the instance's family. */
  readonly sourceAddress: Address | undefined;
  readonly nopreempt: boolean;
  /** Seconds. */
  readonly preemptDelay: number | undefined;
  /** The instance's, with the member's own in their place. */
  readonly options: Options;
}

export interface VrrpSyncGroup {
  readonly origin: Origin;
  readonly name: string;
  readonly instanceNames: readonly string[];
  readonly options: Options;
}

export interface VirtualServer {
  readonly origin: Origin;
  readonly name: string;
  readonly vip: Address;
  readonly port: number;
  readonly protocol: Protocol;
  readonly scheduler: string;
  readonly forwardingMethod: ForwardingMethod;
  /** Seconds; absent: no persistence. */
  readonly persistenceTimeout: number | undefined;
  /** Seconds; absent: keepalived's default, 60. */
  readonly delayLoop: number | undefined;
  readonly routed: boolean;
  readonly interfaceName: string | undefined;
  readonly sorryServer: SorryServer | undefined;
  readonly destinations: readonly Destination[];
  /** With its defaults. */
  readonly options: Options;
}

export interface SorryServer {
  readonly address: Address;
  readonly port: number;
  readonly forwardingMethod: ForwardingMethod;
  readonly options: Options;
}

/** A real server's part in a virtual server: an entry of `virtual_servers[].real_servers`. */
export interface Destination {
  readonly origin: Origin;
  readonly realServerName: string;
  readonly realServer: RealServer | undefined;
  readonly port: number;
  readonly weight: number;
  /** Its own, or else the virtual server's. */
  readonly forwardingMethod: ForwardingMethod;
  /** Its own, or else the virtual server's. */
  readonly checks: readonly Check[];
  readonly options: Options;
}

export interface Check {
  readonly origin: Origin;
  /** keepalived's word: `TCP_CHECK`. */
  readonly type: string;
  /** keepalived's words and their values, in the definition's order. */
  readonly options: Options;
}

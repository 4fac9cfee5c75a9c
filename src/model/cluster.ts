import type { Address, Family, Prefix } from './address.ts';
import type { Origin } from './origin.ts';

/** Who programs IPVS on the directors. */
export type Engine = 'keepalived' | 'ipvsadm';
export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export type ForwardingMethod = 'NAT' | 'DR';
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
  readonly segments: ReadonlyMap<string, Segment>;
  readonly directors: readonly Director[];
  readonly realServers: readonly RealServer[];
  readonly vrrpInstances: readonly VrrpInstance[];
  readonly vrrpSyncGroups: readonly VrrpSyncGroup[];
  readonly virtualServers: readonly VirtualServer[];
}

/** A broadcast domain. */
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
}

export interface Interface {
  readonly origin: Origin;
  readonly name: string;
  readonly segmentName: string;
  /** Absent when the definition has no segment of that name. */
  readonly segment: Segment | undefined;
  readonly address: Prefix;
}

/** A host that answers; {@link Destination} is its part in one service. */
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
  readonly members: readonly Member[];
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
  readonly nopreempt: boolean;
  /** Seconds. */
  readonly preemptDelay: number | undefined;
}

export interface VrrpSyncGroup {
  readonly origin: Origin;
  readonly name: string;
  readonly instanceNames: readonly string[];
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
}

export interface SorryServer {
  readonly address: Address;
  readonly port: number;
}

/** A real server's part in a virtual server: an entry of `virtual_servers[].real_servers`. */
export interface Destination {
  readonly origin: Origin;
  readonly realServerName: string;
  readonly realServer: RealServer | undefined;
  readonly port: number;
  readonly weight: number;
  /** Its own, or else the virtual server's. */
  readonly checks: readonly Check[];
}

export interface Check {
  readonly origin: Origin;
  /** keepalived's word: `TCP_CHECK`. */
  readonly type: string;
  /** keepalived's words and their values, in the definition's order. */
  readonly options: Readonly<Record<string, unknown>>;
}

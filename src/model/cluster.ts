import type { Address, Family, Prefix } from '../address/address.ts';
import type { Location } from '../diagnostic/finding.ts';
import type { Director, Interface, Link, RealServer, Segment } from './network.ts';
import type { Origin } from './origin.ts';

export type { Director, Interface, Link, RealServer, Segment };

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
  /** Whether hosts put back what somebody else deletes of what their scripts have set up. */
  readonly watch: boolean;
  readonly segments: readonly Segment[];
  readonly directors: readonly Director[];
  readonly realServers: readonly RealServer[];
  readonly vrrpInstances: readonly VrrpInstance[];
  readonly vrrpSyncGroups: readonly VrrpSyncGroup[];
  readonly virtualServerGroups: readonly VirtualServerGroup[];
  readonly virtualServers: readonly VirtualServer[];
  readonly options: Options;
}

export interface VrrpInstance {
  readonly origin: Origin;
  readonly name: string;
  readonly virtualRouterId: number;
  readonly version: 2 | 3;
  /** Seconds. */
  readonly advertInt: number;
  readonly authentication: Authentication | undefined;
  readonly authHmac: AuthHmac | undefined;
  /** At `virtual_ipaddress`, in the definition's order: the first one's family is the instance's. */
  readonly addresses: readonly Prefix[];
  /** All VIPs, those that are not in the adverts among them; `dev` where one is not on the instance's interface. */
  readonly vips: readonly {
    readonly prefix: Prefix;
    readonly dev: string | undefined;
    /** Whether it is on an interface with the virtual MAC of its own accord. */
    readonly useVmac: boolean;
    /** Whether it says so itself. */
    readonly routed: boolean;
    readonly place: () => Location;
  }[];
  readonly family: Family;
  /** Whether members send adverts to each other's addresses instead of to the multicast group. */
  readonly unicast: boolean;
  readonly members: readonly Member[];
  /** With its defaults. */
  readonly options: Options;
}

/** As it is, or the name of one that config management provides. */
export type Secret = string | { readonly secret: string };

export interface Authentication {
  readonly authType: 'PASS';
  readonly authPass: Secret;
}

/** Signed adverts, since keepalived 2.4. */
export interface AuthHmac {
  readonly keys: readonly { readonly id: number; readonly key: Secret }[];
  readonly activeKey: number;
  readonly antiReplay: 'time' | 'monotonic';
  /** Seconds; absent: by advertInt. */
  readonly timeWindow: number | undefined;
  readonly mode: 'enforce' | 'permissive' | 'receive-only';
  readonly options: Options;
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
  readonly link: Link | undefined;
  /** Its address in the instance's family, or else its first one: absent where the interface has none. */
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

/** How TUN encapsulates. */
export interface Tunnel {
  readonly type: 'ipip' | 'gue' | 'gre';
  /** The UDP port of gue. */
  readonly port: number | undefined;
  readonly checksum: 'nocsum' | 'csum' | 'remcsum';
  /** Bytes, of the way to the real servers. */
  readonly mtu: number | undefined;
}

/** Traffic that gets a firewall mark. */
export interface Mark {
  readonly fwmark: number;
  readonly vip: Address;
  /** Absent: each. */
  readonly protocol: Protocol | undefined;
  /** Absent: all. */
  readonly ports: { readonly first: number; readonly last: number } | undefined;
  /** Of its `vip`. */
  readonly place: () => Location;
}

/** What one service of the IPVS table listens to; `origin` is the virtual server's, or that of its group's member. */
export type Listener = { readonly origin: Origin; readonly place: () => Location } & (
  | { readonly kind: 'address'; readonly address: Address; readonly port: number }
  | { readonly kind: 'fwmark'; readonly fwmark: number; readonly family: Family }
);

/** Addresses, ranges and firewall marks that are one service. */
export interface VirtualServerGroup {
  readonly origin: Origin;
  readonly name: string;
  /** As keepalived.conf has them: `192.168.0.10-20 80`, `fwmark 1 inet6`. */
  readonly lines: readonly (readonly [string, ...string[]])[];
}

export interface VirtualServer {
  readonly origin: Origin;
  readonly name: string;
  readonly kind: 'address' | 'fwmark' | 'group';
  readonly groupName: string | undefined;
  /** The first of {@link vips}. */
  readonly vip: Address;
  /** Every address that clients reach, each once. */
  readonly vips: readonly Address[];
  /** Where the definition says one of {@link vips} first. */
  readonly vipPlace: (vip: Address) => Location;
  /** 0: all ports, or those of the marks. */
  readonly port: number;
  /** With firewall marks, which know none: the first mark's, or TCP. */
  readonly protocol: Protocol;
  /** In the kernel's table: a group is several. */
  readonly listeners: readonly Listener[];
  /** What the rule that sets the marks has to match; empty when something else sets them. */
  readonly marks: readonly Mark[];
  readonly scheduler: string;
  /** As ipvsadm and keepalived name them: `sh-port`. */
  readonly schedulerFlags: readonly string[];
  readonly forwardingMethod: ForwardingMethod;
  readonly tunnel: Tunnel;
  /** Seconds; absent: no persistence. */
  readonly persistenceTimeout: number | undefined;
  /** Seconds; absent: keepalived's default, 60. */
  readonly delayLoop: number | undefined;
  readonly routed: boolean;
  readonly interfaceName: string | undefined;
  /** Whether real servers see the director's address, and send what they forward by NAT back to it without being told to. */
  readonly sourceNat: boolean;
  readonly sorryServer: SorryServer | undefined;
  readonly destinations: readonly Destination[];
  /** With its defaults. */
  readonly options: Options;
}

export interface SorryServer {
  readonly address: Address;
  readonly port: number;
  readonly forwardingMethod: ForwardingMethod;
  readonly tunnel: Tunnel;
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
  readonly tunnel: Tunnel;
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
  /** What its real server or virtual server says for all checks, where it says nothing itself. */
  readonly inherited: Options;
}

import type { ForwardingMethod, Protocol, Tunnel } from '../../model/cluster.ts';

/** A laboratory that is equal to a set of clusters, as plain data: what is built, and what is expected of it. */
export interface LabPlan {
  /** The definitions, by their paths from the project's root. */
  readonly definitions: readonly string[];
  readonly wires: readonly Wire[];
  /** The hosts of the definitions: directors and real servers. */
  readonly hosts: readonly PlannedHost[];
  /** What holds the gateways that no host of the definitions has. */
  readonly router: Station | undefined;
  readonly clients: readonly PlannedClient[];
  readonly services: readonly PlannedService[];
  readonly instances: readonly PlannedInstance[];
  /** Words of the definitions that name a program or a file of the host that keepalived runs on. */
  readonly hostAccess: readonly string[];
  readonly notTried: readonly NotTried[];
  /** Words of the definitions that the lab's keepalived does not know, each with the version that brought it. */
  readonly tooNew: readonly string[];
  /** With what programs end in place of 0: `STATUS COMMAND`. */
  readonly statuses: readonly string[];
  /** Stations that directors have BFD sessions with, and that have no keepalived themselves: what theirs is told. */
  readonly bfdPeers: readonly { readonly station: string; readonly conf: string }[];
  readonly trackedPrograms: readonly PlannedProgram[];
}

/** A program whose failure moves VIPs away from the director that runs it, and whose success brings them back. */
export interface PlannedProgram {
  /** As it is called. */
  readonly command: string;
  readonly director: string;
  /** The names of the instances that move. */
  readonly instances: readonly string[];
  /** Seconds until keepalived has noticed, at worst. */
  readonly gone: number;
  readonly back: number;
}

/** A file that a FILE_CHECK reads, with the numbers by which it fails and succeeds. */
export interface PlannedNumber {
  readonly path: string;
  readonly failing: number;
  readonly succeeding: number;
}

/** What a definition says and the lab cannot try: neither passed nor failed. */
export interface NotTried {
  /** `web-ha/http: digest` */
  readonly what: string;
  readonly reason: string;
}

/** A broadcast domain: a bridge. */
export interface Wire {
  readonly name: string;
  /** For people: the names of its segments. */
  readonly title: string;
}

/** A network namespace with its links and routes. */
export interface Station {
  readonly name: string;
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  readonly forwards: boolean;
}

export interface Link {
  /** As the definition has it: `eth0`. */
  readonly name: string;
  readonly wire: string;
  /** `ADDRESS/LENGTH` */
  readonly addresses: readonly string[];
}

export interface Route {
  /** `default`, or a prefix. */
  readonly to: string;
  readonly via: string;
  /** For a link-local gateway. */
  readonly dev?: string;
}

export interface PlannedHost extends Station {
  readonly isDirector: boolean;
  readonly isRealServer: boolean;
  /** In the order in which they are applied. */
  readonly files: readonly PlannedFile[];
  /** Names that its keepalived.conf refers to. */
  readonly secrets: readonly string[];
  /** What its keepalived runs, by their paths: the lab has stand-ins. */
  readonly programs: readonly string[];
  /** The same of those that the lab has itself. */
  readonly realPrograms: readonly string[];
  /** Files that its keepalived looks into again and again, by their paths. */
  readonly trackedFiles: readonly string[];
  /** Files with certificates and keys, by their paths. */
  readonly certificates: readonly string[];
  /** Whom they run as, but for root. */
  readonly users: readonly PlannedUser[];
  /** Lines of `answer.pl`. */
  readonly answers: readonly string[];
  /** VIPs that stand on it all the time: `ADDRESS/LENGTH INTERFACE`, or `lvs_tun` for one of that name and a number. */
  readonly vips: readonly string[];
  /** VIPs that its programs add and remove: `ADDRESS/LENGTH INTERFACE`. */
  readonly changingVips: readonly string[];
  /** What `ipvsadm -Sn` has to say, sorted. */
  readonly ipvs: readonly string[];
  /** `KEY=VALUE` */
  readonly sysctls: readonly string[];
  /** VIPs for which it must not answer. */
  readonly silentFor: readonly string[];
  /** Whether it tells the other directors of its connections. */
  readonly syncs: boolean;
}

/** A user with a group of its own or another one. */
export interface PlannedUser {
  readonly name: string;
  readonly group: string;
}

export type FileKind = 'modules' | 'sysctl' | 'script' | 'unit' | 'keepalived';

export interface PlannedFile {
  readonly kind: FileKind;
  readonly path: string;
  /** Octal. */
  readonly mode: string;
  readonly content: string;
}

export interface PlannedClient extends Station {
  /** For people: `a client on lan`. */
  readonly title: string;
  /** Without their lengths, IPv4 and IPv6. */
  readonly sources: readonly string[];
}

/** Where a client asks. */
export interface Target {
  readonly protocol: Protocol;
  readonly address: string;
  readonly port: number;
}

/** A service of the kernel's table. */
export interface PlannedService {
  /** `CLUSTER/SERVICE`, and what it listens to where the definition's service is several. */
  readonly id: string;
  /** Of one family. Nothing, when the lab cannot ask it. */
  readonly targets: readonly Target[];
  readonly scheduler: string;
  readonly schedulerFlags: readonly string[];
  readonly forwardingMethod: ForwardingMethod;
  /** Whether real servers behind NAT see the director instead of the client. */
  readonly sourceNat: boolean;
  readonly isPersistent: boolean;
  /** Whether what persists is a call of SIP. */
  readonly isSip: boolean;
  /** Whether persistence takes sources that have only a part of their address in common for one. */
  readonly isPersistentByMask: boolean;
  /** Whether UDP clients that keep their port get another real server when theirs is gone. */
  readonly movesUdpClients: boolean;
  readonly directors: readonly string[];
  /** Those whose health checks run while the best director is master: with `ha_suspend` the master's alone. */
  readonly checkedBy: readonly string[];
  readonly realServers: readonly PlannedRealServer[];
  /** The names of the clients that reach it. */
  readonly clients: readonly string[];
}

export interface PlannedRealServer {
  readonly host: string;
  readonly address: string;
  /** 0: the one that the client has asked. */
  readonly port: number;
  readonly weight: number;
  readonly forwardingMethod: ForwardingMethod;
  /** With TUN. */
  readonly tunnel: Pick<Tunnel, 'type' | 'port'> | undefined;
  /** Unless nobody looks. */
  readonly detection: PlannedDetection | undefined;
  /** The commands of its checks, which fail when it is gone. */
  readonly commands: readonly string[];
  /** The files of its checks, in which a failing number stands when it is gone. */
  readonly files: readonly PlannedNumber[];
  /** Its entry, without the action: `-t 192.0.2.1:80 -r 10.0.0.1:80`. */
  readonly entry: string;
}

/** Seconds until a real server's end is noticed, at worst, and its return; infinite where no check can notice. */
export interface PlannedDetection {
  /** When connections are refused. */
  readonly refused: number;
  readonly back: number;
  /** When nothing answers. */
  readonly silent: number;
  readonly backFromSilence: number;
  /** When nothing answers the slowest of its checks, and the others succeed. */
  readonly slowest: number;
}

export interface PlannedInstance {
  readonly name: string;
  /** `ADDRESS/LENGTH INTERFACE` by the director that has them when it is master. */
  readonly vips: Readonly<Record<string, readonly string[]>>;
  /** The interface of each director that adverts leave by. */
  readonly interfaces: Readonly<Record<string, string>>;
  /** Whether its VIPs are on an interface with a virtual MAC. */
  readonly hasVmac: boolean;
  /** The best one first. */
  readonly directors: readonly string[];
  /** Whether the best one takes the VIPs back when it returns. */
  readonly isPreemptive: boolean;
  /** Seconds, of the best one. */
  readonly preemptDelay: number;
  /** Seconds until a silent master is replaced, at worst. */
  readonly takeover: number;
}

/** Lines of a script's list that come from one definition, under the comment that names it. */
export interface ScriptSection {
  /** `clusters/prod/web.yaml: http` */
  readonly comment: string;
  readonly lines: readonly string[];
}

/** What the templates of the scripts see. Total: a list may be empty, never absent. */
export interface ScriptView {
  readonly host: string;
  /** The file's own name, `lvs_nat.sh`. */
  readonly file: string;
  /** `KEY=VALUE`, in the order in which they are written: `net.ipv4.ip_forward=1`. */
  readonly sysctls: readonly ScriptSection[];
  /** `VIP/LENGTH INTERFACE`: `192.168.0.38/32 eth0`. Only what this script has to add. */
  readonly addresses: readonly ScriptSection[];
  /** `NAME WORDS`, the words as `ip link add` takes them: `lvs_tun0 type ipip local 192.168.0.18`. */
  readonly tunnels: readonly ScriptSection[];
  /** UDP ports that gue comes in at, `6080` or `6080 -6`. */
  readonly guePorts: readonly ScriptSection[];
  /** As `ipvsadm -Sn` prints them, each service before its real servers; then the thresholds, which it leaves out. */
  readonly ipvs: readonly ScriptSection[];
  /** `NAME SECONDS`: `tcp 900`. */
  readonly timeouts: readonly ScriptSection[];
  /** `STATE WORDS`, the words as `ipvsadm --start-daemon` takes them: `master --mcast-interface eth0 …`. */
  readonly syncDaemons: readonly ScriptSection[];
  /** `FAMILY WORDS`, the words as `ip route add` takes them: `-4 default via 203.0.113.1 dev eth1 table 102`. */
  readonly routes: readonly ScriptSection[];
  /** The same for `ip rule add`: `-4 priority 102 from 203.0.113.10 table 102`. */
  readonly rules: readonly ScriptSection[];
  /** Statements of an nftables table of this script's own: `masquerade` and `forward` chains. */
  readonly nftPostrouting: readonly ScriptSection[];
  readonly nftForward: readonly ScriptSection[];
  /** Statements of the nftables table that sets the marks of fwmark services. */
  readonly nftMark: readonly ScriptSection[];
  /** Statements of the nftables table that lowers the MSS of what comes through tunnels. */
  readonly nftMss: readonly ScriptSection[];
  /** The interfaces that have to exist before anything is changed. */
  readonly interfaces: readonly string[];
}

/** The lists of a script that has nothing to do. */
export const EMPTY_LISTS: Omit<ScriptView, 'host' | 'file'> = Object.freeze({
  sysctls: [],
  addresses: [],
  tunnels: [],
  guePorts: [],
  ipvs: [],
  timeouts: [],
  syncDaemons: [],
  routes: [],
  rules: [],
  nftPostrouting: [],
  nftForward: [],
  nftMark: [],
  nftMss: [],
  interfaces: [],
});

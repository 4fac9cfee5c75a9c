// Derived from schemas/cluster.schema.json by `npm run generate`: change the schema, not this file.

export type Name = string;
export type Text = string;
/**
 * @minItems 1
 * @maxItems 16
 */
export type Subnets = string | Subnet[];
export type Subnet = string;
/**
 * @minItems 1
 * @maxItems 16
 */
export type Gateways = string | Address[];
export type Address = string;
/**
 * @minItems 1
 * @maxItems 16
 */
export type OwnAddresses = string | AddressPrefix[];
export type AddressPrefix = string;
export type Vip =
  | string
  | {
      address: AddressPrefix;
      brd?: Address;
      dev?: InterfaceName;
      /**
       * Its scope.
       */
      scope?: 'host' | 'link' | 'global' | 'site';
      /**
       * Its label: by custom its interface, a colon and a word.
       */
      label?: string;
      peer?: Address;
      /**
       * IPv6: it is a home address.
       */
      home?: boolean;
      /**
       * IPv6: nobody looks whether another host has it.
       */
      nodad?: boolean;
      /**
       * IPv6: temporary addresses are made of it.
       */
      mngtmpaddr?: boolean;
      /**
       * No route to its subnet comes with it.
       */
      noprefixroute?: boolean;
      /**
       * The host joins the multicast group of it.
       */
      autojoin?: boolean;
      /**
       * Its loss is no fault.
       */
      no_track?: boolean;
      /**
       * IPv6: seconds for which it is preferred as a source; or forever. Default: 0 for a VIP, and for a static address that is a VIP; else forever.
       */
      preferred_lft?: number | string;
      /**
       * It is on an interface with the virtual MAC.
       */
      use_vmac?: boolean;
      /**
       * It is outside the directors' subnets, and others lead it to the MASTER: routers, a cloud, a notify program. Default: as its virtual servers say.
       */
      routed?: boolean;
    };
export type InterfaceName = string;
export type RouteTable = number | string;
export type Fwmark = number;
export type Delays = number;
export type ProcessName = string;
export type Email = string;
export type Host = string;
export type Port = number;
export type Virtualhost = string;
export type Command = string;
export type User = string;
export type MulticastAddress = string;
export type Multicast4 = string;
export type Multicast6 = string;
export type FilePath = string;
/**
 * @minItems 1
 * @maxItems 64
 */
export type Cpus = number[];
export type TextLines = string;
export type Weight253 = number;
export type BfdName = string;
export type VirtualRouterId = number;
export type AdvertInt = number;
/**
 * @minItems 1
 * @maxItems 255
 */
export type VirtualIpaddress = Vip[];
export type TrackedInterface =
  | string
  | {
      name: InterfaceName;
      weight?: Weight253;
      /**
       * Whether the weight counts the other way round.
       */
      reverse?: boolean;
    };
export type Track =
  | string
  | {
      name: Name;
      weight?: Weight253;
      /**
       * Whether the weight counts the other way round.
       */
      reverse?: boolean;
    };
export type PreemptDelay = number;
/**
 * @minItems 1
 * @maxItems 2
 */
export type AddressPrefixes = string | AddressPrefix[];
/**
 * @minItems 1
 * @maxItems 2
 */
export type Addresses = string | Address[];
export type AddressRange = string;
export type PortOrAll = number;
export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export type PortRange = number | string;
export type Seconds = number;
export type Pause = number;
export type Warmup = number;
export type ConnectTimeout = number;
export type LvsSched =
  'rr' | 'wrr' | 'lc' | 'wlc' | 'lblc' | 'lblcr' | 'sh' | 'mh' | 'dh' | 'fo' | 'ovf' | 'sed' | 'nq' | 'twos';
export type LvsMethod = 'NAT' | 'DR' | 'TUN';
export type PersistenceTimeout = number;
export type Granularity = number | string;
export type Count = number;
export type Retry = number;
/**
 * @minItems 1
 * @maxItems 32
 */
export type StatusCodes = number | (number | string)[];
export type Regex = string;
export type DomainName = string;
export type Hex = string;
export type WeightChange = number;
/**
 * @minItems 1
 * @maxItems 64
 */
export type Checks = Check[];
export type Uint32 = number;

/**
 * One LVS cluster: its networks, directors, real servers and virtual servers. Where keepalived.conf has a word, this has the same word.
 */
export interface ClusterDefinition {
  /**
   * The version of this format.
   */
  version: 1;
  name?: Name;
  description?: Text;
  /**
   * Who programs IPVS on the directors: keepalived, or the lvs_*.sh scripts with ipvsadm. Default: keepalived when there are vrrp_instances, else ipvsadm.
   */
  engine?: 'keepalived' | 'ipvsadm';
  /**
   * The programs that will read the files.
   */
  target?: {
    /**
     * The oldest keepalived that will read keepalived.conf.
     */
    keepalived?: string;
  };
  routing_domain?: Name;
  /**
   * With NAT: whether connections that real servers open themselves leave with the director's address.
   */
  masquerade?: boolean;
  /**
   * With NAT: whether the director refuses to route new connections from outside straight to the real servers' subnets.
   */
  restrict_forwarding?: boolean;
  /**
   * Whether a timer on each host with scripts puts back what somebody else has deleted of what they have set up.
   */
  watch?: boolean;
  sysctls?: Sysctls;
  /**
   * The broadcast domains, by name.
   */
  segments: {
    [k: string]: Segment;
  };
  /**
   * The hosts that balance.
   *
   * @minItems 1
   * @maxItems 64
   */
  directors: Director[];
  global_defs?: GlobalDefs;
  /**
   * Programs that VRRP instances can track.
   *
   * @minItems 0
   * @maxItems 255
   */
  vrrp_scripts?: VrrpScript[];
  /**
   * Files with a number that VRRP instances and checks can track.
   *
   * @minItems 0
   * @maxItems 255
   */
  track_files?: TrackFile[];
  /**
   * Processes that VRRP instances can track.
   *
   * @minItems 0
   * @maxItems 255
   */
  vrrp_track_processes?: VrrpTrackProcess[];
  /**
   * BFD sessions that VRRP instances and checks can track.
   *
   * @minItems 0
   * @maxItems 255
   */
  bfd_instances?: BfdInstance[];
  /**
   * Interfaces whose gratuitous ARP messages share an interval.
   *
   * @minItems 0
   * @maxItems 255
   */
  garp_groups?: GarpGroup[];
  SSL?: SSL;
  /**
   * The VIPs that move between directors.
   *
   * @maxItems 255
   */
  vrrp_instances?: VrrpInstance[];
  /**
   * VRRP instances that fail over together.
   *
   * @maxItems 255
   */
  vrrp_sync_groups?: VrrpSyncGroup[];
  /**
   * The hosts that answer; none where there are VIPs alone.
   *
   * @minItems 0
   * @maxItems 4096
   */
  real_servers: RealServerHost[];
  /**
   * Addresses, ranges and firewall marks that are one service.
   *
   * @minItems 0
   * @maxItems 1024
   */
  virtual_server_groups?: VirtualServerGroup[];
  /**
   * The services: what clients reach at a VIP; none where there are VIPs alone.
   *
   * @minItems 0
   * @maxItems 4096
   */
  virtual_servers: VirtualServer[];
  extra?: TextLines;
  defaults?: Defaults;
}
export interface Sysctls {
  /**
   * One packet in so many is dropped, in the modes of drop_packet. The kernel's: 10.
   */
  'net.ipv4.vs.am_droprate'?: number;
  /**
   * Free pages of memory below which drop_entry and drop_packet set in, in mode 1. The kernel's: 1024.
   */
  'net.ipv4.vs.amemthresh'?: number;
  /**
   * With 1, a director on which the backup sync daemon runs forwards nothing. For directors that are real servers as well; not with engine ipvsadm, where it always runs. The kernel's: 0.
   */
  'net.ipv4.vs.backup_only'?: 0 | 1;
  /**
   * With 1, packets for other hosts that no cache takes go to where they are sent. For transparent caches. The kernel's: 0.
   */
  'net.ipv4.vs.cache_bypass'?: 0 | 1;
  /**
   * A new connection from a port whose last one is remembered: 0 is sent where that one went, 1 is scheduled anew, 2 the same also before that one has ended on both sides. The kernel's: 1.
   */
  'net.ipv4.vs.conn_reuse_mode'?: number;
  /**
   * With 1, what IPVS balances is known to connection tracking, as nftables needs for source NAT. It costs time for each packet. The kernel's: 0.
   */
  'net.ipv4.vs.conntrack'?: 0 | 1;
  /**
   * Old entries are dropped at random under load: 0 never, 1 when memory is short, 2 as 1, set by the kernel, 3 always. The kernel's: 0.
   */
  'net.ipv4.vs.drop_entry'?: number;
  /**
   * Packets are dropped before they reach real servers: 0 never, 1 when memory is short, 2 as 1, set by the kernel, 3 always. The kernel's: 0.
   */
  'net.ipv4.vs.drop_packet'?: number;
  /**
   * With 1, a connection whose real server has left the table ends at its next packet, and its client is sent to another one. 0: its packets are dropped without a word until its timeout. The kernel's: 0.
   */
  'net.ipv4.vs.expire_nodest_conn'?: 0 | 1;
  /**
   * With 1, persistent clients leave a real server whose weight is 0. The kernel's: 0.
   */
  'net.ipv4.vs.expire_quiescent_template'?: 0 | 1;
  /**
   * With 1, packets of protocols that IPVS does not know, such as tunnels, are left alone. The kernel's: 0.
   */
  'net.ipv4.vs.ignore_tunneled'?: 0 | 1;
  /**
   * With 1, ICMP errors for packets of NAT real servers that belong to no connection. The kernel's: 0.
   */
  'net.ipv4.vs.nat_icmp_send'?: 0 | 1;
  /**
   * With 0, what is too large for a tunnel is fragmented and never answered with "fragmentation needed". The kernel's: 1.
   */
  'net.ipv4.vs.pmtu_disc'?: 0 | 1;
  /**
   * With 1, ICMP errors without a connection are scheduled. The kernel's: 0.
   */
  'net.ipv4.vs.schedule_icmp'?: 0 | 1;
  /**
   * Other timeouts of TCP states against floods: 0 never, 1 when memory is short, 2 as 1, set by the kernel, 3 always. The kernel's: 0.
   */
  'net.ipv4.vs.secure_tcp'?: number;
  /**
   * With 1, as sloppy_tcp, for SCTP. The kernel's: 0.
   */
  'net.ipv4.vs.sloppy_sctp'?: 0 | 1;
  /**
   * With 1, a packet of TCP that belongs to no connection makes one, as a SYN does. For directors among which routers move connections, with sh or mh. The kernel's: 0.
   */
  'net.ipv4.vs.sloppy_tcp'?: 0 | 1;
  /**
   * With 0, replies of NAT real servers are routed as what the director forwards, not as its own. The kernel's: 1.
   */
  'net.ipv4.vs.snat_reroute'?: 0 | 1;
  /**
   * With 1, of persistent services the sync daemon tells the templates alone. The kernel's: 0.
   */
  'net.ipv4.vs.sync_persist_mode'?: 0 | 1;
  /**
   * Threads and UDP ports of the sync daemon. All directors need the same. The kernel's: 1.
   */
  'net.ipv4.vs.sync_ports'?: 1 | 2 | 4 | 8 | 16 | 32 | 64;
  /**
   * Messages of the sync daemon that may wait. The kernel's: by its memory.
   */
  'net.ipv4.vs.sync_qlen_max'?: number;
  /**
   * Seconds after which the sync daemon tells of a connection again. The kernel's: 0, never.
   */
  'net.ipv4.vs.sync_refresh_period'?: number;
  /**
   * How often the sync daemon repeats that. The kernel's: 0.
   */
  'net.ipv4.vs.sync_retries'?: number;
  /**
   * Bytes of the sync daemon's socket buffers. The kernel's: 0, those of all sockets.
   */
  'net.ipv4.vs.sync_sock_size'?: number;
  /**
   * With 0, the sync daemon speaks as kernels before 2.6.39 do. The kernel's: 1.
   */
  'net.ipv4.vs.sync_version'?: 0 | 1;
  /**
   * With 1, programs on the host can bind to IPv4 addresses that it does not have yet, such as a VIP of the MASTER. The kernel's: 0.
   */
  'net.ipv4.ip_nonlocal_bind'?: 0 | 1;
  /**
   * With 1, the same for IPv6. The kernel's: 0.
   */
  'net.ipv6.ip_nonlocal_bind'?: 0 | 1;
}
export interface Segment {
  subnet: Subnets;
  gateway?: Gateways;
  id?: Name;
}
export interface Director {
  name: Name;
  /**
   * The host's network interfaces, by name.
   */
  interfaces: {
    [k: string]: Interface;
  };
  /**
   * Addresses that keepalived gives the host, and keeps there.
   *
   * @minItems 1
   * @maxItems 1024
   */
  static_ipaddress?: Vip[];
  /**
   * Routes that keepalived, or a script, gives the host, and keeps there.
   *
   * @minItems 1
   * @maxItems 1024
   */
  static_routes?: Route[];
  /**
   * Routing rules that keepalived, or a script, gives the host, and keeps there.
   *
   * @minItems 1
   * @maxItems 1024
   */
  static_rules?: Rule[];
  /**
   * How long a change of an interface has to last, by the interface.
   */
  interface_up_down_delays?: {
    [k: string]: UpDownDelay;
  };
  /**
   * Interfaces whose carrier is asked for, because their driver does not tell it.
   *
   * @minItems 1
   * @maxItems 64
   */
  linkbeat_interfaces?: InterfaceName[];
  sysctls?: Sysctls;
  global_defs?: GlobalDefs;
}
export interface Interface {
  segment: Name;
  address?: OwnAddresses;
}
export interface Route {
  /**
   * What becomes of the packets, in place of a way for them.
   */
  type?: 'blackhole' | 'unreachable' | 'prohibit' | 'throw';
  /**
   * Where they go to; or default.
   */
  to: string;
  via?: Address;
  dev?: InterfaceName;
  src?: Address;
  table?: RouteTable;
  /**
   * The metric: lower is better.
   */
  metric?: number;
  /**
   * The scope.
   */
  scope?: 'host' | 'link' | 'global' | 'site';
  /**
   * Who the route is from.
   */
  protocol?: 'kernel' | 'boot' | 'static';
  /**
   * The MTU of the way.
   */
  mtu?: number;
  /**
   * The router is on the wire, though no subnet says so.
   */
  onlink?: boolean;
  /**
   * Its loss is no fault.
   */
  no_track?: boolean;
}
export interface Rule {
  /**
   * Where the packets come from.
   */
  from?: string;
  /**
   * Where they go to.
   */
  to?: string;
  iif?: InterfaceName;
  oif?: InterfaceName;
  fwmark?: Fwmark;
  /**
   * The rule's place: lower is first.
   */
  priority: number;
  table: RouteTable;
  /**
   * Its loss is no fault.
   */
  no_track?: boolean;
}
export interface UpDownDelay {
  down: Delays;
  up?: Delays;
}
export interface GlobalDefs {
  /**
   * Whether each process says in its name which one it is.
   */
  process_names?: boolean;
  process_name?: ProcessName;
  vrrp_process_name?: ProcessName;
  checker_process_name?: ProcessName;
  bfd_process_name?: ProcessName;
  router_id?: Name;
  /**
   * Who gets e-mails.
   *
   * @minItems 1
   * @maxItems 64
   */
  notification_email?: Email[];
  notification_email_from?: Email;
  smtp_server?: SmtpServer;
  smtp_helo_name?: Virtualhost;
  /**
   * How long to wait for the mail server, in seconds.
   */
  smtp_connect_timeout?: number;
  /**
   * Whether e-mails are sent where nothing else is said; they need an smtp_server. Default: only of real servers.
   */
  smtp_alert?: boolean;
  /**
   * Whether e-mails are sent for VRRP. Default: smtp_alert.
   */
  smtp_alert_vrrp?: boolean;
  /**
   * Whether e-mails are sent for real servers and quorums. Default: smtp_alert.
   */
  smtp_alert_checker?: boolean;
  /**
   * Whether faults are not told.
   */
  no_email_faults?: boolean;
  startup_script?: Command;
  /**
   * Seconds that it may take.
   */
  startup_script_timeout?: number;
  shutdown_script?: Command;
  /**
   * Seconds that it may take.
   */
  shutdown_script_timeout?: number;
  script_user?: User;
  /**
   * Whether scripts that others than root can change are not run as root.
   */
  enable_script_security?: boolean;
  /**
   * The receive buffer of VRRP's netlink commands, in bytes.
   */
  vrrp_netlink_cmd_rcv_bufs?: number;
  /**
   * Whether the receive buffer of VRRP's netlink commands may be larger than the system's limit.
   */
  vrrp_netlink_cmd_rcv_bufs_force?: boolean;
  /**
   * The receive buffer of VRRP's netlink monitor, in bytes.
   */
  vrrp_netlink_monitor_rcv_bufs?: number;
  /**
   * Whether the receive buffer of VRRP's netlink monitor may be larger than the system's limit.
   */
  vrrp_netlink_monitor_rcv_bufs_force?: boolean;
  /**
   * The receive buffer of the process monitor, in bytes.
   */
  process_monitor_rcv_bufs?: number;
  /**
   * Whether the receive buffer of the process monitor may be larger than the system's limit.
   */
  process_monitor_rcv_bufs_force?: boolean;
  /**
   * The receive buffer of the checker's netlink commands, in bytes.
   */
  lvs_netlink_cmd_rcv_bufs?: number;
  /**
   * Whether the receive buffer of the checker's netlink commands may be larger than the system's limit.
   */
  lvs_netlink_cmd_rcv_bufs_force?: boolean;
  /**
   * The receive buffer of the checker's netlink monitor, in bytes.
   */
  lvs_netlink_monitor_rcv_bufs?: number;
  /**
   * Whether the receive buffer of the checker's netlink monitor may be larger than the system's limit.
   */
  lvs_netlink_monitor_rcv_bufs_force?: boolean;
  default_interface?: InterfaceName;
  /**
   * Whether interfaces may come and go; allow_if_changes: even be another one of the same name.
   */
  dynamic_interfaces?: boolean | string;
  /**
   * Whether the host sends no IGMP of its own, which some systems without it need.
   */
  disable_local_igmp?: boolean;
  lvs_timeouts?: LvsTimeouts;
  /**
   * Whether the whole IPVS table is emptied at the start.
   */
  lvs_flush?: boolean;
  /**
   * Whether the IPVS table is emptied at the end; VS: only keepalived's own virtual servers, at once.
   */
  lvs_flush_on_stop?: boolean | string;
  lvs_sync_daemon?: LvsSyncDaemon;
  vrrp_mcast_group4?: Multicast4;
  vrrp_mcast_group6?: Multicast6;
  /**
   * How long after it became master an instance says so again, in seconds; 0: never.
   */
  vrrp_garp_master_delay?: number;
  /**
   * How many gratuitous ARP a set has.
   */
  vrrp_garp_master_repeat?: number;
  /**
   * How often a master sends gratuitous ARPs, in seconds; 0: never.
   */
  vrrp_garp_master_refresh?: number;
  /**
   * How many gratuitous ARP a refreshing set has.
   */
  vrrp_garp_master_refresh_repeat?: number;
  /**
   * How long after an advert of lower priority gratuitous ARPs are sent again, in seconds. Default: vrrp_garp_master_delay.
   */
  vrrp_garp_lower_prio_delay?: number;
  /**
   * How many gratuitous ARPs are sent after an advert of lower priority. Default: vrrp_garp_master_repeat.
   */
  vrrp_garp_lower_prio_repeat?: number;
  /**
   * Seconds between gratuitous ARP messages on an interface. Default: none.
   */
  vrrp_garp_interval?: number;
  /**
   * Seconds between unsolicited neighbour advertisements on an interface. Default: none.
   */
  vrrp_gna_interval?: number;
  /**
   * Whether a MASTER sends one set only.
   */
  vrrp_min_garp?: boolean;
  /**
   * Whether a MASTER that hears a lower priority says nothing.
   */
  vrrp_lower_prio_no_advert?: boolean;
  /**
   * Whether a MASTER that hears a higher priority sends one more advert.
   */
  vrrp_higher_prio_send_advert?: boolean;
  /**
   * Seconds between gratuitous ARPs for VIPs on another VMAC interface than their instance's own. Default: none.
   */
  vrrp_garp_extra_if?: number;
  /**
   * How many adverts have to be missing.
   */
  vrrp_down_timer_adverts?: number;
  /**
   * Blocks packets with nftables; the table's name, if it is another than keepalived. Default: false, but keepalived where use_vmac, no_accept or strict mode need it.
   */
  nftables?: boolean | string;
  /**
   * The priority of its chains.
   */
  nftables_priority?: number;
  /**
   * Whether its rules count.
   */
  nftables_counters?: boolean;
  /**
   * Whether its rules name interfaces by number.
   */
  nftables_ifindex?: boolean;
  /**
   * Marks packets for virtual server groups with nftables; the table's name, if it is another than keepalived_ipvs.
   */
  nftables_ipvs?: boolean | string;
  /**
   * The priority of the chains of nftables_ipvs.
   */
  nftables_ipvs_priority?: number;
  /**
   * The first mark that nftables_ipvs sets.
   */
  nftables_ipvs_start_fwmark?: number;
  /**
   * Whether adverts of a host that is no peer are dropped.
   */
  vrrp_check_unicast_src?: boolean;
  /**
   * Whether the addresses in adverts are checked only when the MASTER is another one.
   */
  vrrp_skip_check_adv_addr?: boolean;
  /**
   * Whether the protocol is followed to the letter: no unicast, no authentication.
   */
  vrrp_strict?: boolean;
  /**
   * How long instances wait after the start, in seconds. Default: none.
   */
  vrrp_startup_delay?: number;
  /**
   * How long instances wait after the boot of the host, in seconds. Default: none.
   */
  vrrp_delay_after_boot?: number;
  /**
   * Whether changes of the priority are told, too.
   */
  vrrp_notify_priority_changes?: boolean;
  /**
   * Writes the state of each instance to the FIFO after a reload.
   */
  fifo_write_vrrp_states_on_reload?: boolean;
  /**
   * Whether adverts of virtual router ids that no instance has are logged.
   */
  log_unknown_vrids?: boolean;
  /**
   * How the names of VMAC interfaces begin.
   */
  vmac_prefix?: string;
  /**
   * How the names of VMAC interfaces of single addresses begin; default: vmac_prefix.
   */
  vmac_addr_prefix?: string;
  notify_fifo?: FilePath;
  notify_fifo_script?: Command;
  vrrp_notify_fifo?: FilePath;
  vrrp_notify_fifo_script?: Command;
  lvs_notify_fifo?: FilePath;
  lvs_notify_fifo_script?: Command;
  /**
   * The priority that a process may raise itself to when it is late.
   */
  max_auto_priority?: number;
  /**
   * Microseconds of delay from which on it does.
   */
  min_auto_priority_delay?: number;
  /**
   * The nice value of the VRRP process.
   */
  vrrp_priority?: number;
  /**
   * Whether the VRRP process is kept out of swap.
   */
  vrrp_no_swap?: boolean;
  /**
   * The real-time priority of the VRRP process.
   */
  vrrp_rt_priority?: number;
  /**
   * Microseconds that the VRRP process may run at one go with it.
   */
  vrrp_rlimit_rttime?: number;
  vrrp_cpu_affinity?: Cpus;
  /**
   * The nice value of the checker process.
   */
  checker_priority?: number;
  /**
   * Whether the checker process is kept out of swap.
   */
  checker_no_swap?: boolean;
  /**
   * The real-time priority of the checker process.
   */
  checker_rt_priority?: number;
  /**
   * Microseconds that the checker process may run at one go with it.
   */
  checker_rlimit_rttime?: number;
  checker_cpu_affinity?: Cpus;
  /**
   * The nice value of the BFD process.
   */
  bfd_priority?: number;
  /**
   * Whether the BFD process is kept out of swap.
   */
  bfd_no_swap?: boolean;
  /**
   * The real-time priority of the BFD process.
   */
  bfd_rt_priority?: number;
  /**
   * Microseconds that the BFD process may run at one go with it.
   */
  bfd_rlimit_rttime?: number;
  bfd_cpu_affinity?: Cpus;
  /**
   * Whether each failure of a check is logged.
   */
  checker_log_all_failures?: boolean;
  /**
   * Whether notify_up and notify_down run for the first state, too.
   */
  rs_init_notifies?: boolean;
  /**
   * Whether e-mails are sent only when a real server comes or goes, and not for each of its checks.
   */
  no_checker_emails?: boolean;
  /**
   * How large the receive buffers of VRRP are: by the MTU, by the size of an advert, or in bytes. Default: the system's size.
   */
  vrrp_rx_bufs_policy?: string | number;
  /**
   * How many packets the receive buffers of VRRP hold.
   */
  vrrp_rx_bufs_multiplier?: number;
  /**
   * How SNMP's agent is reached. Default: unix:/var/agentx/master.
   */
  snmp_socket?: string;
  /**
   * Whether SNMP shows VRRP.
   */
  enable_snmp_vrrp?: boolean;
  /**
   * Whether SNMP shows the checks.
   */
  enable_snmp_checker?: boolean;
  /**
   * Whether SNMP shows the standard's tables, of both versions.
   */
  enable_snmp_rfc?: boolean;
  /**
   * Whether SNMP shows those of RFC 2787.
   */
  enable_snmp_rfcv2?: boolean;
  /**
   * Whether SNMP shows those of RFC 6527.
   */
  enable_snmp_rfcv3?: boolean;
  /**
   * Whether SNMP tells changes.
   */
  enable_traps?: boolean;
  /**
   * Whether D-Bus shows VRRP.
   */
  enable_dbus?: boolean;
  /**
   * Its name there.
   */
  dbus_service_name?: string;
  /**
   * The permissions that files do not get.
   */
  umask?: string;
  /**
   * Whether a reload is not done when the configuration has errors.
   */
  reload_check_config?: boolean;
  reload_time_file?: FilePath;
  /**
   * Whether a reload that was asked for during a reload is done behind it.
   */
  reload_repeat?: boolean;
  /**
   * Leaves a file while keepalived reloads; its path, if it is another than the default.
   */
  reload_file?: boolean | string;
  /**
   * A directory, there already, for copies of the configuration.
   */
  config_save_dir?: string;
  /**
   * Whether the names of dumps contain the instance.
   */
  data_use_instance?: boolean;
  extra?: TextLines;
}
export interface SmtpServer {
  address: Host;
  port?: Port;
}
export interface LvsTimeouts {
  /**
   * An open TCP connection.
   */
  tcp?: number;
  /**
   * A TCP connection after its FIN.
   */
  tcpfin?: number;
  /**
   * A UDP conversation.
   */
  udp?: number;
}
export interface LvsSyncDaemon {
  interface: InterfaceName;
  inst?: Name;
  /**
   * A number that all its hosts have. Default: the virtual_router_id of inst, else 0.
   */
  id?: number;
  /**
   * The most bytes of a message.
   */
  maxlen?: number;
  port?: Port;
  /**
   * The TTL of messages.
   */
  ttl?: number;
  group?: MulticastAddress;
}
export interface VrrpScript {
  name: Name;
  script: Command;
  /**
   * Seconds between two runs.
   */
  interval?: number;
  /**
   * Seconds after which a run counts as failed. Default: the interval.
   */
  timeout?: number;
  weight?: Weight253;
  /**
   * How many runs in a row make it well.
   */
  rise?: number;
  /**
   * How many runs in a row make it fail.
   */
  fall?: number;
  user?: User;
  /**
   * Whether it counts as failed until it has been well.
   */
  init_fail?: boolean;
}
export interface TrackFile {
  name: Name;
  file: FilePath;
  /**
   * What the number is multiplied with.
   */
  weight?: number;
  /**
   * The number that the file is made with, when it is not there at the start.
   */
  init_file?: number;
}
export interface VrrpTrackProcess {
  name: Name;
  /**
   * The process's name, of at most 15 characters; with full_command, param_match or arguments the path that it is started by. Arguments are compared as a whole, or as param_match says.
   */
  process: string;
  /**
   * How arguments are compared.
   */
  param_match?: 'initial' | 'partial';
  /**
   * What is added to the priority.
   */
  weight?: number;
  /**
   * How many have to run.
   */
  quorum?: number;
  /**
   * How many may run. Default: any number.
   */
  quorum_max?: number;
  /**
   * Seconds until a change counts. Default: none.
   */
  delay?: number;
  /**
   * Seconds until an end counts. Default: none.
   */
  terminate_delay?: number;
  /**
   * Seconds until a start counts. Default: none.
   */
  fork_delay?: number;
  /**
   * Whether the whole command line counts, and not the name that the kernel has.
   */
  full_command?: boolean;
}
export interface BfdInstance {
  name: BfdName;
  neighbor_ip: Address;
  source_ip?: Address;
  /**
   * Milliseconds between packets that it can take.
   */
  min_rx?: number;
  /**
   * Milliseconds between packets that it sends.
   */
  min_tx?: number;
  /**
   * Milliseconds between packets while the session is down.
   */
  idle_tx?: number;
  /**
   * How many packets have to be missing.
   */
  multiplier?: number;
  /**
   * Whether it waits for the other end to begin.
   */
  passive?: boolean;
  /**
   * The TTL of packets. Default: 255 for IPv4, 64 for IPv6.
   */
  ttl?: number;
  /**
   * How many hops a packet may have behind it; -1: any number.
   */
  max_hops?: number;
  /**
   * Whether the other end may be behind routers.
   */
  multihop?: boolean;
  /**
   * What is added to the priority.
   */
  weight?: number;
  /**
   * The directors that have this session; default: all of them.
   *
   * @minItems 1
   * @maxItems 64
   */
  directors?: Name[];
}
export interface GarpGroup {
  name: Name;
  /**
   * Seconds between gratuitous ARP messages. Default: none.
   */
  garp_interval?: number;
  /**
   * Seconds between unsolicited neighbour advertisements. Default: none.
   */
  gna_interval?: number;
  /**
   * The interfaces that share the interval.
   *
   * @minItems 1
   * @maxItems 64
   */
  interfaces: InterfaceName[];
}
export interface SSL {
  ca?: FilePath;
  certificate?: FilePath;
  key?: FilePath;
}
export interface VrrpInstance {
  name: Name;
  interface?: InterfaceName;
  /**
   * Whether the VIPs are on an interface with the virtual MAC; or that interface's name.
   */
  use_vmac?: boolean | string;
  /**
   * Whether VIPs on other interfaces get one with the virtual MAC, too.
   */
  use_vmac_addr?: boolean;
  /**
   * Whether adverts leave by the interface itself, with its own MAC.
   */
  vmac_xmit_base?: boolean;
  /**
   * Whether adverts leave by an ipvlan interface. The VIPs are on the interface itself.
   */
  use_ipvlan?: boolean;
  vrf?: InterfaceName;
  /**
   * Whether adverts go to each of the other members instead of to the multicast group. The peers are the members' addresses.
   */
  unicast?: boolean;
  /**
   * With unicast: the least TTL of an advert that is taken.
   */
  unicast_min_ttl?: number;
  /**
   * With unicast: the greatest TTL of an advert that is taken.
   */
  unicast_max_ttl?: number;
  /**
   * With unicast: the TTL of adverts. Default: 255 for IPv4, the kernel's for IPv6.
   */
  unicast_ttl?: number;
  /**
   * With unicast: whether adverts of a sender that is not a member are discarded.
   */
  check_unicast_src?: boolean;
  /**
   * With unicast: whether the instance faults when it has no peers.
   */
  unicast_fault_no_peer?: boolean;
  /**
   * Whether the checksum is that of keepalived 1.3.6 and before.
   */
  old_unicast_checksum?: boolean;
  mcast_src_ip?: Address;
  mcast_dst_ip?: MulticastAddress;
  /**
   * With unicast: whether the instance faults while its source address is not on the host.
   */
  track_src_ip?: boolean;
  /**
   * The VRRP version. Default: 2 for IPv4, 3 for IPv6.
   */
  version?: 2 | 3;
  virtual_router_id: VirtualRouterId;
  advert_int?: AdvertInt;
  /**
   * How many adverts are missed before a BACKUP takes over. Default: vrrp_down_timer_adverts of global_defs, else 3.
   */
  down_timer_adverts?: number;
  /**
   * Whether the protocol is followed to the letter: no unicast, no authentication. Default: vrrp_strict of global_defs.
   */
  strict_mode?: boolean;
  /**
   * Whether to check the addresses of an advert only when its sender is not that of the last one. Default: vrrp_skip_check_adv_addr of global_defs.
   */
  skip_check_adv_addr?: boolean;
  /**
   * Whether a MASTER that does not own the VIPs takes packets for them. Default: it does, but not in strict mode.
   */
  accept?: boolean;
  /**
   * Whether a MASTER that does not own the VIPs refuses packets for them. Default: it does not, but in strict mode.
   */
  no_accept?: boolean;
  authentication?: Authentication;
  auth_hmac?: AuthHmac;
  virtual_ipaddress?: VirtualIpaddress;
  /**
   * In place of virtual_ipaddress: it has no VIPs in its adverts. Its programs move what it stands for.
   */
  no_virtual_ipaddress?: boolean;
  /**
   * VIPs that are not in the adverts, which have room for few.
   *
   * @minItems 1
   * @maxItems 4096
   */
  virtual_ipaddress_excluded?: Vip[];
  /**
   * Whether the other addresses of a subnet stay when its first is removed.
   */
  promote_secondaries?: boolean;
  /**
   * Routes that the MASTER has.
   *
   * @minItems 1
   * @maxItems 1024
   */
  virtual_routes?: Route[];
  /**
   * Routing rules that the MASTER has.
   *
   * @minItems 1
   * @maxItems 1024
   */
  virtual_rules?: Rule[];
  /**
   * Interfaces that have to be up; with a weight they change the priority instead.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_interface?: TrackedInterface[];
  /**
   * Scripts of vrrp_scripts whose failure is a fault; with a weight they change the priority instead.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_script?: Track[];
  /**
   * Files of track_files whose number, by the weight, changes the priority.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_file?: Track[];
  /**
   * Processes of vrrp_track_processes that have to run.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_process?: Track[];
  /**
   * BFD sessions of bfd_instances that have to be up.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_bfd?: Track[];
  /**
   * Whether to keep running when the interface goes down.
   */
  dont_track_primary?: boolean;
  /**
   * A director that comes back does not take the VIPs back. Every member starts as BACKUP.
   */
  nopreempt?: boolean;
  preempt_delay?: PreemptDelay;
  /**
   * With nopreempt: the highest priority of the others, weights among it. A MASTER that was held up so long that one of them may have taken over becomes BACKUP. Default: it stays MASTER.
   */
  timer_expired_backup?: number;
  /**
   * Whether a MASTER leaves an advert of a lower priority unanswered. Default: vrrp_lower_prio_no_advert of global_defs; in strict mode true.
   */
  lower_prio_no_advert?: boolean;
  /**
   * Whether a MASTER sends one more advert when it hears a higher priority. Default: vrrp_higher_prio_send_advert of global_defs; in strict mode false.
   */
  higher_prio_send_advert?: boolean;
  /**
   * Whether adverts of version 3 over IPv4 have a checksum without the pseudo-header, as RFC 9568 has it.
   */
  v3_checksum_as_v2?: boolean;
  /**
   * Seconds from becoming MASTER to the second set of gratuitous ARPs; 0 for none. Default: vrrp_garp_master_delay of global_defs, else 5.
   */
  garp_master_delay?: number;
  /**
   * How many gratuitous ARPs of a set there are on becoming MASTER. Default: vrrp_garp_master_repeat of global_defs, else 5.
   */
  garp_master_repeat?: number;
  /**
   * Seconds to the second set of gratuitous ARPs after an advert of a lower priority. Default: vrrp_garp_lower_prio_delay of global_defs.
   */
  garp_lower_prio_delay?: number;
  /**
   * How many gratuitous ARPs of a set there are after an advert of a lower priority. Default: vrrp_garp_lower_prio_repeat of global_defs.
   */
  garp_lower_prio_repeat?: number;
  /**
   * Seconds between gratuitous ARPs while MASTER; 0 for none. Default: vrrp_garp_master_refresh of global_defs, else 0.
   */
  garp_master_refresh?: number;
  /**
   * How many gratuitous ARPs there are each time while MASTER. Default: vrrp_garp_master_refresh_repeat of global_defs, else 1.
   */
  garp_master_refresh_repeat?: number;
  /**
   * Seconds between gratuitous ARPs for VIPs on another VMAC interface than the instance's own; 0 for none. Default: vrrp_garp_extra_if of global_defs, else 0.
   */
  garp_extra_if?: number;
  notify_backup?: Command;
  notify_master?: Command;
  notify_fault?: Command;
  notify_stop?: Command;
  notify_deleted?: Command;
  notify?: Command;
  notify_master_rx_lower_pri?: Command;
  /**
   * Whether changes of the priority are told, too. Default: the sync group's, else vrrp_notify_priority_changes of global_defs.
   */
  notify_priority_changes?: boolean;
  /**
   * Whether changes are told by e-mail. Default: smtp_alert_vrrp of global_defs, else its smtp_alert, else false.
   */
  smtp_alert?: boolean;
  /**
   * Bytes of the socket's receive buffer.
   */
  kernel_rx_buf_size?: number;
  /**
   * How much is logged.
   */
  debug?: number;
  /**
   * The directors that share the VIPs, and what differs between them.
   *
   * @minItems 1
   * @maxItems 64
   */
  members: Member[];
  extra?: TextLines;
}
export interface Authentication {
  /**
   * The kind of authentication.
   */
  auth_type: 'PASS';
  /**
   * The password, 1 to 8 characters, or the name of a secret that config management provides.
   */
  auth_pass:
    | string
    | {
        /**
         * The name of the secret in /etc/keepalived/lvsgen-secrets.conf.
         */
        secret: string;
      };
}
export interface AuthHmac {
  /**
   * The keys that a member takes. Several of them allow to change the key one member after the other.
   *
   * @minItems 1
   * @maxItems 16
   */
  key: AuthHmacKey[];
  /**
   * The id of the key that a member signs with.
   */
  active_key: number;
  /**
   * What an advert that is repeated is told by: its time, for which the clocks have to agree, or a number that has to grow.
   */
  anti_replay?: 'time' | 'monotonic';
  /**
   * With anti_replay time: how many seconds the clocks may differ. Default: three times advert_int, and at least 5.
   */
  time_window?: number;
  /**
   * What becomes of adverts that are not signed: enforce drops them, permissive takes them, receive-only takes them and signs none.
   */
  mode?: 'enforce' | 'permissive' | 'receive-only';
}
export interface AuthHmacKey {
  /**
   * Its number, which adverts name.
   */
  id: number;
  /**
   * The key, 32 to 64 bytes: as text, after hex: as hexadecimal digits, or after file: the path of a file that has it; or the name of a secret that config management provides.
   */
  hmac_key:
    | string
    | {
        /**
         * The name of the secret in /etc/keepalived/lvsgen-secrets.conf.
         */
        secret: string;
      };
}
export interface Member {
  director: Name;
  /**
   * Which one is meant to be MASTER. The priority decides who is, and nopreempt needs BACKUP.
   */
  state?: 'MASTER' | 'BACKUP';
  /**
   * The highest one becomes MASTER.
   */
  priority: number;
  interface?: InterfaceName;
  /**
   * The value of nopreempt, where this director's differs.
   */
  nopreempt?: boolean;
  preempt_delay?: PreemptDelay;
  unicast_src_ip?: Address;
  mcast_src_ip?: Address;
  /**
   * The value of track_interface, where this director's differs.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_interface?: TrackedInterface[];
  /**
   * The value of track_script, where this director's differs.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_script?: Track[];
  /**
   * The value of track_file, where this director's differs.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_file?: Track[];
  /**
   * The value of track_process, where this director's differs.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_process?: Track[];
  /**
   * The value of track_bfd, where this director's differs.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_bfd?: Track[];
  /**
   * The value of garp_master_delay, where this director's differs.
   */
  garp_master_delay?: number;
  /**
   * The value of garp_master_repeat, where this director's differs.
   */
  garp_master_repeat?: number;
  /**
   * The value of garp_lower_prio_delay, where this director's differs.
   */
  garp_lower_prio_delay?: number;
  /**
   * The value of garp_lower_prio_repeat, where this director's differs.
   */
  garp_lower_prio_repeat?: number;
  /**
   * The value of garp_master_refresh, where this director's differs.
   */
  garp_master_refresh?: number;
  /**
   * The value of garp_master_refresh_repeat, where this director's differs.
   */
  garp_master_refresh_repeat?: number;
  /**
   * The value of garp_extra_if, where this director's differs.
   */
  garp_extra_if?: number;
  notify_backup?: Command;
  notify_master?: Command;
  notify_fault?: Command;
  notify_stop?: Command;
  notify_deleted?: Command;
  notify?: Command;
  notify_master_rx_lower_pri?: Command;
  /**
   * The value of notify_priority_changes, where this director's differs.
   */
  notify_priority_changes?: boolean;
  /**
   * The value of smtp_alert, where this director's differs.
   */
  smtp_alert?: boolean;
}
export interface VrrpSyncGroup {
  name: Name;
  /**
   * The names of its VRRP instances.
   *
   * @minItems 1
   * @maxItems 255
   */
  group: Name[];
  /**
   * Interfaces that have to be up; with a weight they change the priority instead.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_interface?: TrackedInterface[];
  /**
   * Scripts of vrrp_scripts whose failure is a fault; with a weight they change the priority instead.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_script?: Track[];
  /**
   * Files of track_files whose number, by the weight, changes the priority.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_file?: Track[];
  /**
   * Processes of vrrp_track_processes that have to run.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_process?: Track[];
  /**
   * BFD sessions of bfd_instances that have to be up.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_bfd?: Track[];
  notify_backup?: Command;
  notify_master?: Command;
  notify_fault?: Command;
  notify_stop?: Command;
  notify?: Command;
  /**
   * Whether changes of the priority are told, too. Default: vrrp_notify_priority_changes of global_defs.
   */
  notify_priority_changes?: boolean;
  /**
   * Whether changes are told by e-mail. Default: smtp_alert_vrrp of global_defs, else its smtp_alert, else false.
   */
  smtp_alert?: boolean;
  /**
   * Whether weights count in the group, whose members then need equal priorities.
   */
  sync_group_tracking_weight?: boolean;
}
export interface RealServerHost {
  name: Name;
  address: AddressPrefixes;
  gateway?: Addresses;
  /**
   * The host's network interfaces, by name, where it has several: address is on one of them.
   */
  interfaces?: {
    [k: string]: Interface;
  };
}
export interface VirtualServerGroup {
  name: Name;
  /**
   * What clients reach.
   *
   * @minItems 1
   * @maxItems 64
   */
  members: GroupMember[];
}
export interface GroupMember {
  address?: AddressRange;
  port?: PortOrAll;
  fwmark?: Fwmark;
  /**
   * The traffic that gets the fwmark.
   *
   * @minItems 1
   * @maxItems 64
   */
  marks?: Mark[];
  /**
   * Whether lvs_fwmark.sh sets the mark; false when something else does.
   */
  set_mark?: boolean;
}
export interface Mark {
  vip: Address;
  protocol?: Protocol;
  port?: PortRange;
}
export interface VirtualServer {
  name: Name;
  vip?: Address;
  port?: PortOrAll;
  fwmark?: Fwmark;
  /**
   * The traffic that gets the fwmark; with set_mark false it can be left out: that to any VIP of vrrp_instances.
   *
   * @minItems 1
   * @maxItems 64
   */
  marks?: Mark[];
  /**
   * Whether lvs_fwmark.sh sets the mark; false when something else does.
   */
  set_mark?: boolean;
  group?: Name;
  delay_loop?: Seconds;
  /**
   * Further tries of the checks before they count as failed. Default: that of each kind of check.
   */
  retry?: number;
  delay_before_retry?: Pause;
  warmup?: Warmup;
  connect_timeout?: ConnectTimeout;
  /**
   * Whether a real server that fails gets weight 0, and is not removed.
   */
  inhibit_on_failure?: boolean;
  lvs_sched?: LvsSched;
  /**
   * The first flag of the scheduler.
   */
  flag_1?: boolean;
  /**
   * The second flag of the scheduler.
   */
  flag_2?: boolean;
  /**
   * The third flag of the scheduler.
   */
  flag_3?: boolean;
  /**
   * Scheduler sh: the source port counts, too.
   */
  sh_port?: boolean;
  /**
   * Scheduler sh: a real server of weight 0 is skipped.
   */
  sh_fallback?: boolean;
  /**
   * Scheduler mh: the source port counts, too.
   */
  mh_port?: boolean;
  /**
   * Scheduler mh: a real server of weight 0 is skipped.
   */
  mh_fallback?: boolean;
  /**
   * One-packet scheduling, for UDP: each packet is scheduled by itself.
   */
  ops?: boolean;
  lvs_method?: LvsMethod;
  tunnel?: Tunnel;
  /**
   * The persistence engine; sip is for UDP.
   */
  persistence_engine?: 'sip';
  persistence_timeout?: PersistenceTimeout;
  persistence_granularity?: Granularity;
  protocol?: Protocol;
  /**
   * Whether checks rest while the VIP is on another director.
   */
  ha_suspend?: boolean;
  /**
   * Whether changes are told by e-mail. Default: smtp_alert_checker of global_defs, else its smtp_alert, else false.
   */
  smtp_alert?: boolean;
  virtualhost?: Virtualhost;
  snmp_name?: Name;
  /**
   * Whether real servers count as failed until they have passed their checks.
   */
  alpha?: boolean;
  /**
   * Whether the shutdown runs notify_down of the real servers and quorum_down.
   */
  omega?: boolean;
  quorum?: Count;
  /**
   * How much the total weight has to be above or below the quorum to change anything.
   */
  hysteresis?: number;
  quorum_up?: Command;
  quorum_down?: Command;
  /**
   * The weight of real servers that have none of their own.
   */
  weight?: number;
  /**
   * The VIP is outside the directors' subnets, and routers lead it to them.
   */
  routed?: boolean;
  interface?: InterfaceName;
  /**
   * With NAT: whether requests reach the real servers with the director's address instead of the client's. Replies then come back to the director whatever the real servers' gateway is.
   */
  source_nat?: boolean;
  sorry_server?: SorryServer;
  checks?: Checks;
  /**
   * The hosts that answer for it.
   *
   * @minItems 1
   * @maxItems 4096
   */
  real_servers: RealServer[];
  extra?: TextLines;
}
export interface Tunnel {
  /**
   * The encapsulation.
   */
  type?: 'ipip' | 'gue' | 'gre';
  port?: Port;
  /**
   * The MTU of the way from the directors to the real servers: lvs_tun_rs.sh then has clients send TCP segments that fit into the tunnel.
   */
  mtu?: number;
  /**
   * Checksums of gue and gre: none, in the outer header, or remote checksum offload (gue).
   */
  checksum?: 'nocsum' | 'csum' | 'remcsum';
}
export interface SorryServer {
  address: Address;
  port?: Port;
  /**
   * Whether it stays in the table with weight 0 while it is not needed.
   */
  inhibit?: boolean;
  lvs_method?: LvsMethod;
  tunnel?: Tunnel;
}
export interface Check {
  TCP_CHECK?: TCP_CHECK;
  PING_CHECK?: PING_CHECK;
  HTTP_GET?: HTTP_GET;
  SSL_GET?: SSL_GET;
  SMTP_CHECK?: SMTP_CHECK;
  DNS_CHECK?: DNS_CHECK;
  UDP_CHECK?: UDP_CHECK;
  MISC_CHECK?: MISC_CHECK;
  BFD_CHECK?: BFD_CHECK;
  FILE_CHECK?: FILE_CHECK;
}
export interface TCP_CHECK {
  connect_ip?: Address;
  connect_port?: Port;
  bindto?: Address;
  bind_port?: Port;
  bind_if?: InterfaceName;
  connect_timeout?: ConnectTimeout;
  fwmark?: Fwmark;
  retry?: Retry;
  delay_before_retry?: Pause;
  warmup?: Warmup;
  delay_loop?: Seconds;
  /**
   * Whether the real server counts as failed until this check has been passed. Default: the real server's.
   */
  alpha?: boolean;
  /**
   * Whether each failure is logged, and not only the last one; checker_log_all_failures of global_defs does it for all.
   */
  log_all_failures?: boolean;
}
export interface PING_CHECK {
  connect_ip?: Address;
  connect_port?: Port;
  bindto?: Address;
  bind_port?: Port;
  bind_if?: InterfaceName;
  connect_timeout?: ConnectTimeout;
  fwmark?: Fwmark;
  retry?: Retry;
  delay_before_retry?: Pause;
  warmup?: Warmup;
  delay_loop?: Seconds;
  /**
   * Whether the real server counts as failed until this check has been passed. Default: the real server's.
   */
  alpha?: boolean;
  /**
   * Whether each failure is logged, and not only the last one; checker_log_all_failures of global_defs does it for all.
   */
  log_all_failures?: boolean;
}
export interface HTTP_GET {
  connect_ip?: Address;
  connect_port?: Port;
  bindto?: Address;
  bind_port?: Port;
  bind_if?: InterfaceName;
  connect_timeout?: ConnectTimeout;
  fwmark?: Fwmark;
  retry?: Retry;
  delay_before_retry?: Pause;
  warmup?: Warmup;
  delay_loop?: Seconds;
  /**
   * Whether the real server counts as failed until this check has been passed. Default: the real server's.
   */
  alpha?: boolean;
  /**
   * Whether each failure is logged, and not only the last one; checker_log_all_failures of global_defs does it for all.
   */
  log_all_failures?: boolean;
  virtualhost?: Virtualhost;
  /**
   * The version of HTTP; 1.0C is 1.0 with "Connection: close".
   */
  http_protocol?: '1.0' | '1.0C' | '1.1';
  /**
   * Whether the urls are checked without a delay_loop between them, at the start and after a failure.
   */
  fast_recovery?: boolean;
  /**
   * What is fetched, and what has to come back.
   *
   * @minItems 1
   * @maxItems 64
   */
  url: Url[];
}
export interface Url {
  /**
   * The path, with a slash first.
   */
  path: string;
  /**
   * The MD5 of the answer, as genhash prints it.
   */
  digest?: string;
  status_code?: StatusCodes;
  virtualhost?: Virtualhost;
  regex?: Regex;
  /**
   * Whether the answer must not match.
   */
  regex_no_match?: boolean;
  /**
   * Options of the PCRE.
   *
   * @minItems 1
   * @maxItems 24
   */
  regex_options?: (
    | 'allow_empty_class'
    | 'alt_bsux'
    | 'auto_callout'
    | 'caseless'
    | 'dollar_endonly'
    | 'dotall'
    | 'dupnames'
    | 'extended'
    | 'firstline'
    | 'match_unset_backref'
    | 'multiline'
    | 'never_ucp'
    | 'never_utf'
    | 'no_auto_capture'
    | 'no_auto_possess'
    | 'no_dotstar_anchor'
    | 'no_start_optimize'
    | 'ucp'
    | 'ungreedy'
    | 'utf'
    | 'never_backslash_c'
    | 'alt_circumflex'
    | 'alt_verbnames'
    | 'use_offset_limit'
  )[];
  /**
   * The first and the most bytes of the stack of the PCRE.
   *
   * @minItems 2
   * @maxItems 2
   */
  regex_stack?: number[];
  /**
   * The byte of the answer from which on a match counts.
   */
  regex_min_offset?: number;
  /**
   * The byte of the answer up to which a match counts. Default: its end.
   */
  regex_max_offset?: number;
  /**
   * Whether a connection that ends without a TLS closure is a failure, where this url's differs.
   */
  tls_compliant?: boolean;
}
export interface SSL_GET {
  connect_ip?: Address;
  connect_port?: Port;
  bindto?: Address;
  bind_port?: Port;
  bind_if?: InterfaceName;
  connect_timeout?: ConnectTimeout;
  fwmark?: Fwmark;
  retry?: Retry;
  delay_before_retry?: Pause;
  warmup?: Warmup;
  delay_loop?: Seconds;
  /**
   * Whether the real server counts as failed until this check has been passed. Default: the real server's.
   */
  alpha?: boolean;
  /**
   * Whether each failure is logged, and not only the last one; checker_log_all_failures of global_defs does it for all.
   */
  log_all_failures?: boolean;
  virtualhost?: Virtualhost;
  /**
   * The version of HTTP; 1.0C is 1.0 with "Connection: close".
   */
  http_protocol?: '1.0' | '1.0C' | '1.1';
  /**
   * Whether the virtualhost goes into the TLS handshake as the server's name.
   */
  enable_sni?: boolean;
  /**
   * Whether a connection that ends without a TLS closure is a failure.
   */
  tls_compliant?: boolean;
  /**
   * Whether the urls are checked without a delay_loop between them, at the start and after a failure.
   */
  fast_recovery?: boolean;
  /**
   * What is fetched, and what has to come back.
   *
   * @minItems 1
   * @maxItems 64
   */
  url: Url[];
}
export interface SMTP_CHECK {
  connect_ip?: Address;
  connect_port?: Port;
  bindto?: Address;
  bind_port?: Port;
  bind_if?: InterfaceName;
  connect_timeout?: ConnectTimeout;
  fwmark?: Fwmark;
  retry?: Retry;
  delay_before_retry?: Pause;
  warmup?: Warmup;
  delay_loop?: Seconds;
  /**
   * Whether the real server counts as failed until this check has been passed. Default: the real server's.
   */
  alpha?: boolean;
  /**
   * Whether each failure is logged, and not only the last one; checker_log_all_failures of global_defs does it for all.
   */
  log_all_failures?: boolean;
  helo_name?: Virtualhost;
}
export interface DNS_CHECK {
  connect_ip?: Address;
  connect_port?: Port;
  bindto?: Address;
  bind_port?: Port;
  bind_if?: InterfaceName;
  connect_timeout?: ConnectTimeout;
  fwmark?: Fwmark;
  retry?: Retry;
  delay_before_retry?: Pause;
  warmup?: Warmup;
  delay_loop?: Seconds;
  /**
   * Whether the real server counts as failed until this check has been passed. Default: the real server's.
   */
  alpha?: boolean;
  /**
   * Whether each failure is logged, and not only the last one; checker_log_all_failures of global_defs does it for all.
   */
  log_all_failures?: boolean;
  /**
   * The type of the query.
   */
  type?: 'A' | 'NS' | 'CNAME' | 'SOA' | 'MX' | 'TXT' | 'AAAA' | 'RRSIG' | 'DNSKEY';
  name?: DomainName;
}
export interface UDP_CHECK {
  connect_ip?: Address;
  connect_port?: Port;
  bindto?: Address;
  bind_port?: Port;
  bind_if?: InterfaceName;
  connect_timeout?: ConnectTimeout;
  fwmark?: Fwmark;
  retry?: Retry;
  delay_before_retry?: Pause;
  warmup?: Warmup;
  delay_loop?: Seconds;
  /**
   * Whether the real server counts as failed until this check has been passed. Default: the real server's.
   */
  alpha?: boolean;
  /**
   * Whether each failure is logged, and not only the last one; checker_log_all_failures of global_defs does it for all.
   */
  log_all_failures?: boolean;
  payload?: Hex;
  /**
   * Only a reply counts as healthy; or only one that starts so, in hexadecimal, "x" for any digit.
   */
  require_reply?: boolean | string;
  /**
   * The least number of bytes that a reply has to have.
   */
  min_reply_length?: number;
  /**
   * The most bytes that a reply may have.
   */
  max_reply_length?: number;
}
export interface MISC_CHECK {
  retry?: Retry;
  delay_before_retry?: Pause;
  warmup?: Warmup;
  delay_loop?: Seconds;
  /**
   * Whether the real server counts as failed until this check has been passed. Default: the real server's.
   */
  alpha?: boolean;
  /**
   * Whether each failure is logged, and not only the last one; checker_log_all_failures of global_defs does it for all.
   */
  log_all_failures?: boolean;
  misc_path: Command;
  /**
   * Seconds until the program is ended; default: the delay_loop.
   */
  misc_timeout?: number;
  /**
   * Whether exit statuses 2 to 255 set the weight: 2 is weight 0, 255 is weight 253.
   */
  misc_dynamic?: boolean;
  user?: User;
}
export interface BFD_CHECK {
  name: Name;
  /**
   * Whether the real server counts as failed until BFD is up. Default: the real server's.
   */
  alpha?: boolean;
}
export interface FILE_CHECK {
  track_file: Name;
  weight?: WeightChange;
}
export interface RealServer {
  name: Name;
  port?: PortOrAll;
  /**
   * Its share of the connections; 0: none. Default: the virtual server's weight, or 1.
   */
  weight?: number;
  lvs_method?: LvsMethod;
  tunnel?: Tunnel;
  uthreshold?: Uint32;
  lthreshold?: Uint32;
  /**
   * Whether it gets weight 0 when it fails, and is not removed. Default: the virtual server's.
   */
  inhibit_on_failure?: boolean;
  notify_up?: Command;
  notify_down?: Command;
  /**
   * Whether it counts as failed until it has passed its checks. Default: the virtual server's.
   */
  alpha?: boolean;
  /**
   * Further tries of the checks before they count as failed. Default: the virtual server's.
   */
  retry?: number;
  delay_before_retry?: Pause;
  warmup?: Warmup;
  connect_timeout?: ConnectTimeout;
  delay_loop?: Seconds;
  /**
   * Whether its changes are told by e-mail. Default: smtp_alert_checker of global_defs, else its smtp_alert, else true.
   */
  smtp_alert?: boolean;
  virtualhost?: Virtualhost;
  snmp_name?: Name;
  checks?: Checks;
  extra?: TextLines;
}
export interface Defaults {
  vrrp_instances?: VrrpInstanceDefaults;
  real_servers?: RealServerHostDefaults;
  virtual_servers?: VirtualServerDefaults;
}
export interface VrrpInstanceDefaults {
  interface?: InterfaceName;
  /**
   * Whether the VIPs are on an interface with the virtual MAC; or that interface's name.
   */
  use_vmac?: boolean | string;
  /**
   * Whether VIPs on other interfaces get one with the virtual MAC, too.
   */
  use_vmac_addr?: boolean;
  /**
   * Whether adverts leave by the interface itself, with its own MAC.
   */
  vmac_xmit_base?: boolean;
  /**
   * Whether adverts leave by an ipvlan interface. The VIPs are on the interface itself.
   */
  use_ipvlan?: boolean;
  vrf?: InterfaceName;
  /**
   * Whether adverts go to each of the other members instead of to the multicast group. The peers are the members' addresses.
   */
  unicast?: boolean;
  /**
   * With unicast: the least TTL of an advert that is taken.
   */
  unicast_min_ttl?: number;
  /**
   * With unicast: the greatest TTL of an advert that is taken.
   */
  unicast_max_ttl?: number;
  /**
   * With unicast: the TTL of adverts. Default: 255 for IPv4, the kernel's for IPv6.
   */
  unicast_ttl?: number;
  /**
   * With unicast: whether adverts of a sender that is not a member are discarded.
   */
  check_unicast_src?: boolean;
  /**
   * With unicast: whether the instance faults when it has no peers.
   */
  unicast_fault_no_peer?: boolean;
  /**
   * Whether the checksum is that of keepalived 1.3.6 and before.
   */
  old_unicast_checksum?: boolean;
  mcast_dst_ip?: MulticastAddress;
  /**
   * With unicast: whether the instance faults while its source address is not on the host.
   */
  track_src_ip?: boolean;
  /**
   * The VRRP version. Default: 2 for IPv4, 3 for IPv6.
   */
  version?: 2 | 3;
  advert_int?: AdvertInt;
  /**
   * How many adverts are missed before a BACKUP takes over. Default: vrrp_down_timer_adverts of global_defs, else 3.
   */
  down_timer_adverts?: number;
  /**
   * Whether the protocol is followed to the letter: no unicast, no authentication. Default: vrrp_strict of global_defs.
   */
  strict_mode?: boolean;
  /**
   * Whether to check the addresses of an advert only when its sender is not that of the last one. Default: vrrp_skip_check_adv_addr of global_defs.
   */
  skip_check_adv_addr?: boolean;
  /**
   * Whether a MASTER that does not own the VIPs takes packets for them. Default: it does, but not in strict mode.
   */
  accept?: boolean;
  /**
   * Whether a MASTER that does not own the VIPs refuses packets for them. Default: it does not, but in strict mode.
   */
  no_accept?: boolean;
  authentication?: Authentication;
  auth_hmac?: AuthHmac;
  /**
   * Whether the other addresses of a subnet stay when its first is removed.
   */
  promote_secondaries?: boolean;
  /**
   * Routes that the MASTER has.
   *
   * @minItems 1
   * @maxItems 1024
   */
  virtual_routes?: Route[];
  /**
   * Routing rules that the MASTER has.
   *
   * @minItems 1
   * @maxItems 1024
   */
  virtual_rules?: Rule[];
  /**
   * Interfaces that have to be up; with a weight they change the priority instead.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_interface?: TrackedInterface[];
  /**
   * Scripts of vrrp_scripts whose failure is a fault; with a weight they change the priority instead.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_script?: Track[];
  /**
   * Files of track_files whose number, by the weight, changes the priority.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_file?: Track[];
  /**
   * Processes of vrrp_track_processes that have to run.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_process?: Track[];
  /**
   * BFD sessions of bfd_instances that have to be up.
   *
   * @minItems 1
   * @maxItems 64
   */
  track_bfd?: Track[];
  /**
   * Whether to keep running when the interface goes down.
   */
  dont_track_primary?: boolean;
  /**
   * A director that comes back does not take the VIPs back. Every member starts as BACKUP.
   */
  nopreempt?: boolean;
  preempt_delay?: PreemptDelay;
  /**
   * With nopreempt: the highest priority of the others, weights among it. A MASTER that was held up so long that one of them may have taken over becomes BACKUP. Default: it stays MASTER.
   */
  timer_expired_backup?: number;
  /**
   * Whether a MASTER leaves an advert of a lower priority unanswered. Default: vrrp_lower_prio_no_advert of global_defs; in strict mode true.
   */
  lower_prio_no_advert?: boolean;
  /**
   * Whether a MASTER sends one more advert when it hears a higher priority. Default: vrrp_higher_prio_send_advert of global_defs; in strict mode false.
   */
  higher_prio_send_advert?: boolean;
  /**
   * Whether adverts of version 3 over IPv4 have a checksum without the pseudo-header, as RFC 9568 has it.
   */
  v3_checksum_as_v2?: boolean;
  /**
   * Seconds from becoming MASTER to the second set of gratuitous ARPs; 0 for none. Default: vrrp_garp_master_delay of global_defs, else 5.
   */
  garp_master_delay?: number;
  /**
   * How many gratuitous ARPs of a set there are on becoming MASTER. Default: vrrp_garp_master_repeat of global_defs, else 5.
   */
  garp_master_repeat?: number;
  /**
   * Seconds to the second set of gratuitous ARPs after an advert of a lower priority. Default: vrrp_garp_lower_prio_delay of global_defs.
   */
  garp_lower_prio_delay?: number;
  /**
   * How many gratuitous ARPs of a set there are after an advert of a lower priority. Default: vrrp_garp_lower_prio_repeat of global_defs.
   */
  garp_lower_prio_repeat?: number;
  /**
   * Seconds between gratuitous ARPs while MASTER; 0 for none. Default: vrrp_garp_master_refresh of global_defs, else 0.
   */
  garp_master_refresh?: number;
  /**
   * How many gratuitous ARPs there are each time while MASTER. Default: vrrp_garp_master_refresh_repeat of global_defs, else 1.
   */
  garp_master_refresh_repeat?: number;
  /**
   * Seconds between gratuitous ARPs for VIPs on another VMAC interface than the instance's own; 0 for none. Default: vrrp_garp_extra_if of global_defs, else 0.
   */
  garp_extra_if?: number;
  notify_backup?: Command;
  notify_master?: Command;
  notify_fault?: Command;
  notify_stop?: Command;
  notify_deleted?: Command;
  notify?: Command;
  notify_master_rx_lower_pri?: Command;
  /**
   * Whether changes of the priority are told, too. Default: the sync group's, else vrrp_notify_priority_changes of global_defs.
   */
  notify_priority_changes?: boolean;
  /**
   * Whether changes are told by e-mail. Default: smtp_alert_vrrp of global_defs, else its smtp_alert, else false.
   */
  smtp_alert?: boolean;
  /**
   * Bytes of the socket's receive buffer.
   */
  kernel_rx_buf_size?: number;
  /**
   * How much is logged.
   */
  debug?: number;
}
export interface RealServerHostDefaults {
  gateway?: Addresses;
}
export interface VirtualServerDefaults {
  port?: PortOrAll;
  delay_loop?: Seconds;
  /**
   * Further tries of the checks before they count as failed. Default: that of each kind of check.
   */
  retry?: number;
  delay_before_retry?: Pause;
  warmup?: Warmup;
  connect_timeout?: ConnectTimeout;
  /**
   * Whether a real server that fails gets weight 0, and is not removed.
   */
  inhibit_on_failure?: boolean;
  lvs_sched?: LvsSched;
  /**
   * The first flag of the scheduler.
   */
  flag_1?: boolean;
  /**
   * The second flag of the scheduler.
   */
  flag_2?: boolean;
  /**
   * The third flag of the scheduler.
   */
  flag_3?: boolean;
  /**
   * Scheduler sh: the source port counts, too.
   */
  sh_port?: boolean;
  /**
   * Scheduler sh: a real server of weight 0 is skipped.
   */
  sh_fallback?: boolean;
  /**
   * Scheduler mh: the source port counts, too.
   */
  mh_port?: boolean;
  /**
   * Scheduler mh: a real server of weight 0 is skipped.
   */
  mh_fallback?: boolean;
  /**
   * One-packet scheduling, for UDP: each packet is scheduled by itself.
   */
  ops?: boolean;
  lvs_method?: LvsMethod;
  tunnel?: Tunnel;
  /**
   * The persistence engine; sip is for UDP.
   */
  persistence_engine?: 'sip';
  persistence_timeout?: PersistenceTimeout;
  persistence_granularity?: Granularity;
  protocol?: Protocol;
  /**
   * Whether checks rest while the VIP is on another director.
   */
  ha_suspend?: boolean;
  /**
   * Whether changes are told by e-mail. Default: smtp_alert_checker of global_defs, else its smtp_alert, else false.
   */
  smtp_alert?: boolean;
  virtualhost?: Virtualhost;
  snmp_name?: Name;
  /**
   * Whether real servers count as failed until they have passed their checks.
   */
  alpha?: boolean;
  /**
   * Whether the shutdown runs notify_down of the real servers and quorum_down.
   */
  omega?: boolean;
  quorum?: Count;
  /**
   * How much the total weight has to be above or below the quorum to change anything.
   */
  hysteresis?: number;
  quorum_up?: Command;
  quorum_down?: Command;
  /**
   * The weight of real servers that have none of their own.
   */
  weight?: number;
  /**
   * With NAT: whether requests reach the real servers with the director's address instead of the client's. Replies then come back to the director whatever the real servers' gateway is.
   */
  source_nat?: boolean;
  sorry_server?: SorryServer;
  checks?: Checks;
}

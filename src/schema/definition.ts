// Derived from schemas/cluster.schema.json by `npm run generate`: change the schema, not this file.

/**
 * The subnet, with no host bits; with both families a list of two.
 *
 * @minItems 1
 * @maxItems 2
 */
export type Subnets = string | Subnet[];
export type Subnet = string;
/**
 * The router that leads out of the segment; one for each family.
 *
 * @minItems 1
 * @maxItems 2
 */
export type Addresses = string | Address[];
export type Address = string;
/**
 * The host's own address there, with the prefix length; with both families a list of two.
 *
 * @minItems 1
 * @maxItems 2
 */
export type AddressPrefixes = string | AddressPrefix[];
export type AddressPrefix = string;
/**
 * The VIPs, each with its prefix length.
 *
 * @minItems 1
 * @maxItems 255
 */
export type VirtualIpaddress = AddressPrefix[];
export type Name = string;
/**
 * The real server's address (RIP), with the prefix length; with both families a list of two.
 *
 * @minItems 1
 * @maxItems 2
 */
export type AddressPrefixes1 = string | AddressPrefix[];
/**
 * The real server's default gateway. NAT: the director, or the inner VIP of the directors. DR: never a director.
 *
 * @minItems 1
 * @maxItems 2
 */
export type Addresses1 = string | Address[];
/**
 * The health checks of its real servers.
 *
 * @minItems 1
 * @maxItems 64
 */
export type Checks = Check[];
/**
 * Its health checks, in place of the virtual server's.
 *
 * @minItems 1
 * @maxItems 64
 */
export type Checks1 = Check[];
/**
 * The real server's default gateway. NAT: the director, or the inner VIP of the directors. DR: never a director.
 *
 * @minItems 1
 * @maxItems 2
 */
export type Addresses2 = string | Address[];
/**
 * The health checks of its real servers.
 *
 * @minItems 1
 * @maxItems 64
 */
export type Checks2 = Check[];

/**
 * One LVS cluster: its networks, directors, real servers and virtual servers. Where keepalived.conf has a word, this has the same word.
 */
export interface ClusterDefinition {
  /**
   * The version of this format.
   */
  version: 1;
  /**
   * The cluster's name: the same as the base name of the file, which is also the default.
   */
  name?: string;
  /**
   * What the cluster is for, for people.
   */
  description?: string;
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
  /**
   * Where addresses are unique. Default: the environment, which is the folder of the definition. Name one where two clusters of an environment use the same addresses in separate networks.
   */
  routing_domain?: string;
  /**
   * Engine ipvsadm with NAT: whether connections that real servers open themselves leave with the director's address.
   */
  masquerade?: boolean;
  /**
   * Engine ipvsadm with NAT: whether the director refuses to route new connections from outside straight to the real servers' subnets.
   */
  restrict_forwarding?: boolean;
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
   * The hosts that answer.
   *
   * @minItems 1
   * @maxItems 4096
   */
  real_servers: RealServerHost[];
  /**
   * The services: what clients reach at a VIP.
   *
   * @minItems 1
   * @maxItems 4096
   */
  virtual_servers: VirtualServer[];
  defaults?: Defaults;
}
export interface Segment {
  subnet: Subnets;
  gateway?: Addresses;
  /**
   * A name for this broadcast domain over the whole repository: segments with the same id are the same wire.
   */
  id?: string;
}
export interface Director {
  /**
   * The host's name, unique in the environment; the folder of its artifacts.
   */
  name: string;
  /**
   * The host's network interfaces, by name.
   */
  interfaces: {
    [k: string]: Interface;
  };
}
export interface Interface {
  /**
   * The segment that it is attached to.
   */
  segment: string;
  address: AddressPrefixes;
}
export interface VrrpInstance {
  /**
   * The instance's name, the same on all its directors.
   */
  name: string;
  /**
   * The interface that sends the adverts and gets the VIPs.
   */
  interface?: string;
  /**
   * Whether to keep running when the interface goes down.
   */
  dont_track_primary?: boolean;
  /**
   * Whether adverts go to each of the other members instead of to the multicast group. The peers are the members' addresses.
   */
  unicast?: boolean;
  /**
   * With unicast: whether the instance faults while its source address is not on the host.
   */
  track_src_ip?: boolean;
  /**
   * With unicast: whether adverts of a sender that is not a member are discarded.
   */
  check_unicast_src?: boolean;
  /**
   * With unicast: whether the instance faults when it has no peers.
   */
  unicast_fault_no_peer?: boolean;
  /**
   * With unicast: the TTL of adverts. Default: 255 for IPv4, the kernel's for IPv6.
   */
  unicast_ttl?: number;
  /**
   * With unicast: the least TTL of an advert that is taken.
   */
  unicast_min_ttl?: number;
  /**
   * With unicast: the greatest TTL of an advert that is taken.
   */
  unicast_max_ttl?: number;
  /**
   * Seconds from becoming MASTER to the second set of gratuitous ARPs; 0 for none.
   */
  garp_master_delay?: number;
  /**
   * How many gratuitous ARPs of a set there are on becoming MASTER.
   */
  garp_master_repeat?: number;
  /**
   * Seconds to the second set of gratuitous ARPs after an advert of a lower priority. Default: garp_master_delay.
   */
  garp_lower_prio_delay?: number;
  /**
   * How many gratuitous ARPs of a set there are after an advert of a lower priority. Default: garp_master_repeat.
   */
  garp_lower_prio_repeat?: number;
  /**
   * Seconds between gratuitous ARPs while MASTER; 0 for none.
   */
  garp_master_refresh?: number;
  /**
   * How many gratuitous ARPs there are each time while MASTER.
   */
  garp_master_refresh_repeat?: number;
  /**
   * The VRRP version. Default: 2 for IPv4, 3 for IPv6.
   */
  version?: 2 | 3;
  /**
   * Unique on the segment.
   */
  virtual_router_id: number;
  /**
   * Seconds between adverts.
   */
  advert_int?: number;
  /**
   * Whether a MASTER leaves an advert of a lower priority unanswered.
   */
  lower_prio_no_advert?: boolean;
  /**
   * Whether a MASTER sends one more advert when it hears a higher priority.
   */
  higher_prio_send_advert?: boolean;
  /**
   * How many adverts are missed before a BACKUP takes over.
   */
  down_timer_adverts?: number;
  authentication?: Authentication;
  virtual_ipaddress: VirtualIpaddress;
  /**
   * Whether the other addresses of a subnet stay when its first is removed.
   */
  promote_secondaries?: boolean;
  /**
   * A director that comes back does not take the VIPs back. Every member starts as BACKUP.
   */
  nopreempt?: boolean;
  /**
   * Seconds after start before a higher priority takes over.
   */
  preempt_delay?: number;
  /**
   * Whether to check the addresses of an advert only when its sender is not that of the last one.
   */
  skip_check_adv_addr?: boolean;
  /**
   * Bytes of the socket's receive buffer.
   */
  kernel_rx_buf_size?: number;
  /**
   * The directors that share the VIPs, and what differs between them.
   *
   * @minItems 1
   * @maxItems 64
   */
  members: Member[];
}
/**
 * VRRP version 2 only; plain text on the wire.
 */
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
export interface Member {
  /**
   * The director's name.
   */
  director: string;
  /**
   * What it starts as.
   */
  state?: 'MASTER' | 'BACKUP';
  /**
   * The highest one becomes MASTER.
   */
  priority: number;
  /**
   * The interface, where this director's differs.
   */
  interface?: string;
  /**
   * With unicast: the address that adverts come from, and that the other members send to. Default: the interface's address.
   */
  unicast_src_ip?: string;
  /**
   * The value of nopreempt, where this director's differs.
   */
  nopreempt?: boolean;
  /**
   * The value of preempt_delay, where this director's differs.
   */
  preempt_delay?: number;
}
export interface VrrpSyncGroup {
  /**
   * The group's name.
   */
  name: string;
  /**
   * The names of its VRRP instances.
   *
   * @minItems 2
   * @maxItems 255
   */
  group: Name[];
}
export interface RealServerHost {
  /**
   * The host's name, unique in the environment; the folder of its artifacts.
   */
  name: string;
  address: AddressPrefixes1;
  gateway?: Addresses1;
}
export interface VirtualServer {
  /**
   * The service's name, for people and comments; unique in the cluster.
   */
  name: string;
  /**
   * The address that clients reach.
   */
  vip: string;
  /**
   * The port that clients reach.
   */
  port?: number;
  /**
   * Seconds between health checks.
   */
  delay_loop?: number;
  /**
   * The scheduler.
   */
  lvs_sched?:
    | 'rr'
    | 'wrr'
    | 'lc'
    | 'wlc'
    | 'lblc'
    | 'lblcr'
    | 'sh'
    | 'mh'
    | 'dh'
    | 'fo'
    | 'ovf'
    | 'sed'
    | 'nq'
    | 'twos';
  /**
   * The forwarding method.
   */
  lvs_method?: 'NAT' | 'DR';
  /**
   * Seconds that a client stays with its real server; 0: no persistence.
   */
  persistence_timeout?: number;
  /**
   * The transport.
   */
  protocol?: 'TCP' | 'UDP' | 'SCTP';
  /**
   * The VIP is outside the directors' subnets, and routers lead it to them.
   */
  routed?: boolean;
  /**
   * Engine ipvsadm: the director's interface that gets the VIP. Default: the one whose subnet has it.
   */
  interface?: string;
  sorry_server?: SorryServer;
  checks?: Checks;
  /**
   * The hosts that answer for it.
   *
   * @minItems 1
   * @maxItems 4096
   */
  real_servers: RealServer[];
}
/**
 * Who answers when no real server does.
 */
export interface SorryServer {
  /**
   * Its address.
   */
  address: string;
  /**
   * Its port.
   */
  port: number;
}
export interface Check {
  TCP_CHECK?: TCP_CHECK;
  HTTP_GET?: HTTP_GET;
  UDP_CHECK?: UDP_CHECK;
}
/**
 * Healthy when a TCP connection opens.
 */
export interface TCP_CHECK {
  /**
   * The address to check. Default: the real server's.
   */
  connect_ip?: string;
  /**
   * The port to check. Default: the real server's.
   */
  connect_port?: number;
  /**
   * The address to check from.
   */
  bindto?: string;
  /**
   * Seconds to wait for an answer.
   */
  connect_timeout?: number;
  /**
   * Further tries before it counts as failed.
   */
  retry?: number;
  /**
   * Seconds between tries.
   */
  delay_before_retry?: number;
  /**
   * The most seconds that the first check is put off, at random.
   */
  warmup?: number;
  /**
   * Seconds between health checks, where this check's differ.
   */
  delay_loop?: number;
}
/**
 * Healthy when HTTP answers as said.
 */
export interface HTTP_GET {
  /**
   * The address to check. Default: the real server's.
   */
  connect_ip?: string;
  /**
   * The port to check. Default: the real server's.
   */
  connect_port?: number;
  /**
   * The address to check from.
   */
  bindto?: string;
  /**
   * Seconds to wait for an answer.
   */
  connect_timeout?: number;
  /**
   * Further tries before it counts as failed.
   */
  retry?: number;
  /**
   * Seconds between tries.
   */
  delay_before_retry?: number;
  /**
   * The most seconds that the first check is put off, at random.
   */
  warmup?: number;
  /**
   * Seconds between health checks, where this check's differ.
   */
  delay_loop?: number;
  /**
   * The Host header.
   */
  virtualhost?: string;
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
  /**
   * The HTTP status that counts as healthy.
   */
  status_code?: number;
}
/**
 * Healthy when no ICMP error comes back, or when a reply does.
 */
export interface UDP_CHECK {
  /**
   * The address to check. Default: the real server's.
   */
  connect_ip?: string;
  /**
   * The port to check. Default: the real server's.
   */
  connect_port?: number;
  /**
   * The address to check from.
   */
  bindto?: string;
  /**
   * Seconds to wait for an answer.
   */
  connect_timeout?: number;
  /**
   * Further tries before it counts as failed.
   */
  retry?: number;
  /**
   * Seconds between tries.
   */
  delay_before_retry?: number;
  /**
   * The most seconds that the first check is put off, at random.
   */
  warmup?: number;
  /**
   * Seconds between health checks, where this check's differ.
   */
  delay_loop?: number;
  /**
   * Only a reply counts as healthy.
   */
  require_reply?: boolean;
}
export interface RealServer {
  /**
   * The host, one of the cluster's real_servers.
   */
  name: string;
  /**
   * The port that it listens on. Default: the virtual server's.
   */
  port?: number;
  /**
   * Its share of the connections; 0: none.
   */
  weight?: number;
  checks?: Checks1;
}
/**
 * Values for the items of a list, where an item has none of its own.
 */
export interface Defaults {
  vrrp_instances?: VrrpInstanceDefaults;
  real_servers?: RealServerHostDefaults;
  virtual_servers?: VirtualServerDefaults;
}
/**
 * For each VRRP instance.
 */
export interface VrrpInstanceDefaults {
  /**
   * The interface that sends the adverts and gets the VIPs.
   */
  interface?: string;
  /**
   * Whether to keep running when the interface goes down.
   */
  dont_track_primary?: boolean;
  /**
   * Whether adverts go to each of the other members instead of to the multicast group. The peers are the members' addresses.
   */
  unicast?: boolean;
  /**
   * With unicast: whether the instance faults while its source address is not on the host.
   */
  track_src_ip?: boolean;
  /**
   * With unicast: whether adverts of a sender that is not a member are discarded.
   */
  check_unicast_src?: boolean;
  /**
   * With unicast: whether the instance faults when it has no peers.
   */
  unicast_fault_no_peer?: boolean;
  /**
   * With unicast: the TTL of adverts. Default: 255 for IPv4, the kernel's for IPv6.
   */
  unicast_ttl?: number;
  /**
   * With unicast: the least TTL of an advert that is taken.
   */
  unicast_min_ttl?: number;
  /**
   * With unicast: the greatest TTL of an advert that is taken.
   */
  unicast_max_ttl?: number;
  /**
   * Seconds from becoming MASTER to the second set of gratuitous ARPs; 0 for none.
   */
  garp_master_delay?: number;
  /**
   * How many gratuitous ARPs of a set there are on becoming MASTER.
   */
  garp_master_repeat?: number;
  /**
   * Seconds to the second set of gratuitous ARPs after an advert of a lower priority. Default: garp_master_delay.
   */
  garp_lower_prio_delay?: number;
  /**
   * How many gratuitous ARPs of a set there are after an advert of a lower priority. Default: garp_master_repeat.
   */
  garp_lower_prio_repeat?: number;
  /**
   * Seconds between gratuitous ARPs while MASTER; 0 for none.
   */
  garp_master_refresh?: number;
  /**
   * How many gratuitous ARPs there are each time while MASTER.
   */
  garp_master_refresh_repeat?: number;
  /**
   * The VRRP version. Default: 2 for IPv4, 3 for IPv6.
   */
  version?: 2 | 3;
  /**
   * Seconds between adverts.
   */
  advert_int?: number;
  /**
   * Whether a MASTER leaves an advert of a lower priority unanswered.
   */
  lower_prio_no_advert?: boolean;
  /**
   * Whether a MASTER sends one more advert when it hears a higher priority.
   */
  higher_prio_send_advert?: boolean;
  /**
   * How many adverts are missed before a BACKUP takes over.
   */
  down_timer_adverts?: number;
  authentication?: Authentication1;
  /**
   * Whether the other addresses of a subnet stay when its first is removed.
   */
  promote_secondaries?: boolean;
  /**
   * A director that comes back does not take the VIPs back. Every member starts as BACKUP.
   */
  nopreempt?: boolean;
  /**
   * Seconds after start before a higher priority takes over.
   */
  preempt_delay?: number;
  /**
   * Whether to check the addresses of an advert only when its sender is not that of the last one.
   */
  skip_check_adv_addr?: boolean;
  /**
   * Bytes of the socket's receive buffer.
   */
  kernel_rx_buf_size?: number;
}
/**
 * VRRP version 2 only; plain text on the wire.
 */
export interface Authentication1 {
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
/**
 * For each real server.
 */
export interface RealServerHostDefaults {
  gateway?: Addresses2;
}
/**
 * For each virtual server.
 */
export interface VirtualServerDefaults {
  /**
   * The port that clients reach.
   */
  port?: number;
  /**
   * Seconds between health checks.
   */
  delay_loop?: number;
  /**
   * The scheduler.
   */
  lvs_sched?:
    | 'rr'
    | 'wrr'
    | 'lc'
    | 'wlc'
    | 'lblc'
    | 'lblcr'
    | 'sh'
    | 'mh'
    | 'dh'
    | 'fo'
    | 'ovf'
    | 'sed'
    | 'nq'
    | 'twos';
  /**
   * The forwarding method.
   */
  lvs_method?: 'NAT' | 'DR';
  /**
   * Seconds that a client stays with its real server; 0: no persistence.
   */
  persistence_timeout?: number;
  /**
   * The transport.
   */
  protocol?: 'TCP' | 'UDP' | 'SCTP';
  sorry_server?: SorryServer1;
  checks?: Checks2;
}
/**
 * Who answers when no real server does.
 */
export interface SorryServer1 {
  /**
   * Its address.
   */
  address: string;
  /**
   * Its port.
   */
  port: number;
}

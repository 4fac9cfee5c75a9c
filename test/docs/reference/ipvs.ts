export interface IpvsFeature {
  readonly what: string;
  /** Options of ipvsadm(8), by spaces; the long ones are held to the program. */
  readonly options: string;
  /** Words of keepalived.conf, as `block keyword` or `block keyword value`. */
  readonly words: readonly string[];
  /** `{path}` is a place of the definition. */
  readonly home: string;
}

const feature = (what: string, options: string, words: readonly string[], home: string): IpvsFeature => ({
  what,
  options,
  words,
  home,
});

const PROTOCOL = '{virtual_servers[].protocol}';
const METHOD =
  '{virtual_servers[].lvs_method}, or of a real server: {virtual_servers[].real_servers[].lvs_method}';
const TUNNEL = (key: string) =>
  `{virtual_servers[].tunnel.${key}}, or of a real server: {virtual_servers[].real_servers[].tunnel.${key}}`;
const flag = (key: string) => `{virtual_servers[].${key}}`;
const SYNC = (key: string) => `{global_defs.lvs_sync_daemon.${key}}`;

/** What IPVS can do, and where it is said: after ipvsadm(8) of 1.31 and Linux 6.1. */
export const IPVS: Readonly<Record<string, readonly IpvsFeature[]>> = {
  'IPVS services': [
    feature('TCP', '-t --tcp-service', ['virtual_server protocol TCP'], `${PROTOCOL}: \`TCP\``),
    feature('UDP', '-u --udp-service', ['virtual_server protocol UDP'], `${PROTOCOL}: \`UDP\``),
    feature('SCTP', '--sctp-service', ['virtual_server protocol SCTP'], `${PROTOCOL}: \`SCTP\``),
    feature('by firewall mark', '-f --fwmark-service', ['root virtual_server'], '{virtual_servers[].fwmark}'),
    feature(
      'by firewall mark, IPv6',
      '-6 --ipv6',
      ['virtual_server ip_family inet6'],
      'derived from the addresses of {virtual_servers[].marks}',
    ),
    feature('all ports', '', ['root virtual_server'], '{virtual_servers[].port}: `0`, with persistence'),
    feature(
      'several addresses, ranges or marks',
      '',
      ['root virtual_server_group'],
      '{virtual_server_groups}',
    ),
    feature(
      'persistence',
      '-p --persistent',
      ['virtual_server persistence_timeout'],
      flag('persistence_timeout'),
    ),
    feature(
      'persistence of a whole subnet',
      '-M --netmask',
      ['virtual_server persistence_granularity'],
      flag('persistence_granularity'),
    ),
    feature(
      'persistence engine (SIP)',
      '--pe',
      ['virtual_server persistence_engine'],
      flag('persistence_engine'),
    ),
    feature('one-packet scheduling', '-o --ops', ['virtual_server ops'], flag('ops')),
  ],
  Schedulers: [
    ...Object.entries({
      rr: 'round robin',
      wrr: 'weighted round robin',
      lc: 'least connections',
      wlc: 'weighted least connections',
      lblc: 'locality-based least connections',
      lblcr: 'the same, with replication',
      dh: 'destination hashing',
      sh: 'source hashing',
      mh: 'Maglev hashing',
      sed: 'shortest expected delay',
      nq: 'never queue',
      fo: 'weighted failover',
      ovf: 'weighted overflow',
      twos: 'the better of two random ones',
    }).map(([name, what]) =>
      feature(
        what,
        `-s --scheduler ${name}`,
        [`virtual_server lvs_sched ${name}`],
        `{virtual_servers[].lvs_sched}: \`${name}\``,
      ),
    ),
    feature(
      '`sh` skips weight 0',
      '-b --sched-flags sh-fallback',
      ['virtual_server sh-fallback'],
      flag('sh_fallback'),
    ),
    feature(
      '`sh` by the source port, too',
      '-b --sched-flags sh-port',
      ['virtual_server sh-port'],
      flag('sh_port'),
    ),
    feature(
      '`mh` skips weight 0',
      '-b --sched-flags mh-fallback',
      ['virtual_server mh-fallback'],
      flag('mh_fallback'),
    ),
    feature(
      '`mh` by the source port, too',
      '-b --sched-flags mh-port',
      ['virtual_server mh-port'],
      flag('mh_port'),
    ),
    feature(
      'flags by number',
      '-b --sched-flags flag-1',
      ['virtual_server flag-1'],
      `${flag('flag_1')}, {virtual_servers[].flag_2}, {virtual_servers[].flag_3}`,
    ),
  ],
  'IPVS real servers': [
    feature(
      'the address and the port',
      '-r --real-server',
      ['virtual_server real_server'],
      '{real_servers[].address}, {virtual_servers[].real_servers[].port}',
    ),
    feature('NAT', '-m --masquerading', ['virtual_server lvs_method NAT'], `${METHOD}: \`NAT\``),
    feature('direct routing', '-g --gatewaying', ['virtual_server lvs_method DR'], `${METHOD}: \`DR\``),
    feature('tunnels', '-i --ipip', ['virtual_server lvs_method TUN'], `${METHOD}: \`TUN\``),
    feature(
      'encapsulation: IPIP, GUE, GRE',
      '--tun-type',
      ['virtual_server lvs_method type'],
      TUNNEL('type'),
    ),
    feature('the port of GUE', '--tun-port', ['virtual_server lvs_method port'], TUNNEL('port')),
    feature(
      'checksums of GUE and GRE',
      '--tun-nocsum --tun-csum --tun-remcsum',
      [
        'virtual_server lvs_method nocsum',
        'virtual_server lvs_method csum',
        'virtual_server lvs_method remcsum',
      ],
      TUNNEL('checksum'),
    ),
    feature('the weight', '-w --weight', ['real_server weight'], '{virtual_servers[].real_servers[].weight}'),
    feature(
      'the most connections',
      '-x --u-threshold',
      ['real_server uthreshold'],
      '{virtual_servers[].real_servers[].uthreshold}',
    ),
    feature(
      'when it gets some again',
      '-y --l-threshold',
      ['real_server lthreshold'],
      '{virtual_servers[].real_servers[].lthreshold}',
    ),
  ],
  'The IPVS table': [
    feature('timeouts of connections', '--set', ['global_defs lvs_timeouts'], '{global_defs.lvs_timeouts}'),
    feature(
      'emptied',
      '-C --clear',
      ['global_defs lvs_flush', 'global_defs lvs_flush_on_stop'],
      '{global_defs.lvs_flush}, {global_defs.lvs_flush_on_stop}; the scripts never do',
    ),
    feature(
      'connections told to the other directors',
      '--start-daemon --stop-daemon',
      ['global_defs lvs_sync_daemon'],
      '{global_defs.lvs_sync_daemon}',
    ),
    feature(
      'told by the MASTER, heard by the BACKUPs; without it each does both',
      '',
      ['global_defs lvs_sync_daemon inst'],
      SYNC('inst'),
    ),
    feature('by which interface', '--mcast-interface', ['global_defs lvs_sync_daemon'], SYNC('interface')),
    feature(
      'the number of the hosts that belong together',
      '--syncid',
      ['global_defs lvs_sync_daemon id'],
      SYNC('id'),
    ),
    feature('the longest message', '--sync-maxlen', ['global_defs lvs_sync_daemon maxlen'], SYNC('maxlen')),
    feature('its multicast group', '--mcast-group', ['global_defs lvs_sync_daemon group'], SYNC('group')),
    feature('its port', '--mcast-port', ['global_defs lvs_sync_daemon port'], SYNC('port')),
    feature('its TTL', '--mcast-ttl', ['global_defs lvs_sync_daemon ttl'], SYNC('ttl')),
  ],
};

/** The commands of ipvsadm, and what only shows the table: they set nothing up by themselves. */
export const COMMANDS = {
  change:
    '--add-service --edit-service --delete-service --add-server --edit-server --delete-server --restore',
  look: `--list --save --zero --connection --daemon --exact --nosort --numeric --rate --stats --sort --thresholds --timeout
    --persistent-conn --tun-info --help`,
};

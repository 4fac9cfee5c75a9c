import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Destination, Options } from '../../../model/cluster.ts';
import type { Origin } from '../../../model/origin.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** Words of keepalived that the scripts leave out, by what has them. What belongs to checks is for check-without-keepalived. */
const LEFT_OUT = {
  cluster: ['vrrp_scripts', 'track_files', 'vrrp_track_processes', 'bfd_instances', 'garp_groups', 'extra'],
  director: ['static_ipaddress', 'interface_up_down_delays', 'linkbeat_interfaces'],
  virtualServer: ['snmp_name', 'extra'],
  destination: ['snmp_name', 'extra'],
} as const;

/** Those of global_defs that the scripts do. */
const GLOBAL = ['lvs_timeouts', 'lvs_sync_daemon'];
const THRESHOLDS = ['uthreshold', 'lthreshold'];
/** ipvsadm 1.31 takes no more (ipvsadm.c, string_to_number). */
const MOST_CONNECTIONS = 2_147_483_647;

/**
 * The scripts set up services, real servers, timeouts, sync daemons, routes and rules. What they leave out would be another set-up than
 * the one that was reviewed.
 */
export const notInScripts: ClusterRule = {
  id: 'not-in-scripts',
  severity: 'error',
  oncePerPlace: true,
  summary: 'the scripts for ipvsadm cannot do what a definition says',
  catalogue: [],
  source: 'docs/artifacts.md: what lvs_nat.sh, lvs_dr.sh and lvs_tun.sh do; ipvsadm(8)',
  *cluster(cluster) {
    // With VRRP instances the engine is the fault, and engine-ipvsadm-with-vrrp finds it.
    if (cluster.engine !== 'ipvsadm' || cluster.vrrpInstances.length > 0) return;
    yield* problemsOf(cluster);
  },
};

function* problemsOf({ origin, options, directors, virtualServers }: Cluster): Iterable<Problem> {
  yield* leftOut(LEFT_OUT.cluster, options, origin);
  yield* ofGlobals(options, origin);
  for (const director of directors) {
    yield* leftOut(LEFT_OUT.director, director.options, director.origin);
    yield* ofGlobals(director.options, director.origin);
  }
  for (const virtualServer of virtualServers) {
    yield* leftOut(LEFT_OUT.virtualServer, virtualServer.options, virtualServer.origin);
    for (const destination of virtualServer.destinations) {
      yield* leftOut(LEFT_OUT.destination, destination.options, destination.origin);
      yield* ofThresholds(destination);
    }
  }
}

function* leftOut(words: readonly string[], options: Options, origin: Origin): Iterable<Problem> {
  for (const word of words) if (isSaid(options[word])) yield problem(word, origin.keyOf(word));
}

function* ofGlobals(options: Options, origin: Origin): Iterable<Problem> {
  const globals = (options['global_defs'] ?? {}) as Options;
  for (const [word, value] of Object.entries(globals)) {
    if (!isSaid(value)) continue;
    const at = (...route: string[]) => origin.keyOf('global_defs', word, ...route);
    if (!GLOBAL.includes(word)) yield problem(word, at());
    else if (word === 'lvs_sync_daemon' && (value as Options)['inst'] !== undefined)
      yield {
        message: 'inst of lvs_sync_daemon has no VRRP instance with engine ipvsadm',
        hint: 'remove inst: each director tells the others, and hears them',
        at: at('inst'),
      };
  }
}

function* ofThresholds({ options, origin }: Destination): Iterable<Problem> {
  for (const word of THRESHOLDS) {
    if (Number(options[word] ?? 0) <= MOST_CONNECTIONS) continue;
    yield {
      message: `${word} ${quote(Number(options[word]))} is more than ipvsadm takes`,
      hint: `use ${MOST_CONNECTIONS} at most, or leave it out: 0 is no threshold`,
      at: origin.at(word),
    };
  }
}

const isSaid = (value: unknown): boolean =>
  value !== undefined && value !== false && value !== 0 && !(Array.isArray(value) && value.length === 0);

function problem(word: string, at: Location): Problem {
  return {
    message: `${word} is not in the scripts for ipvsadm`,
    hint: 'remove it, or let keepalived program IPVS: engine: keepalived',
    at,
  };
}

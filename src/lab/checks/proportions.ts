import type { PlannedRealServer, PlannedService } from '../plan/lab-plan.ts';
import type { Request } from '../world/requests.ts';

/** Schedulers that go round: each real server's part is exact, but for a round that was begun. */
const IN_TURN = ['rr', 'wrr'];
/** Schedulers that weigh connections: requests that follow each other come out in proportion, roughly. */
const BY_CONNECTIONS = ['lc', 'wlc'];
/** Schedulers that tell by the source, unless they look at its port as well. */
const BY_SOURCE = ['sh', 'mh'];
/** Those that look at no weight but 0. */
const WITHOUT_WEIGHTS = ['rr', 'lc'];

/** Requests that a real server may have more or less than its part. */
export const TOLERANCE = { inTurn: 1, byConnections: 0.25 } as const;

/** Requests of one client: a whole number of the scheduler's rounds, at least this many. */
const LEAST = 48;
/** A longer round is not held to the weights. */
const MOST = 240;

/** How many requests it takes to tell who gets how many of them, from so many sources to each of the service's targets. */
export function requestsThatTell(
  { scheduler, realServers, targets }: PlannedService,
  sources: number,
): number {
  const round = roundOf(scheduler, realServers);
  const least = Math.max(LEAST, sources * targets.length);
  return round > MOST ? least : Math.ceil(least / round) * round;
}

/** Requests until each real server has had its part: `wrr` takes the weights without their common divisor. */
function roundOf(scheduler: string, realServers: readonly PlannedRealServer[]): number {
  const weights = realServers
    .filter(({ weight }) => weight > 0)
    .map(({ weight }) => (WITHOUT_WEIGHTS.includes(scheduler) ? 1 : weight));
  const divisor = weights.reduce(greatestCommonDivisor, 0);
  return Math.max(1, weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, divisor));
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/**
 * What is wrong with who answered. Held to the weights are `rr`, `wrr` (to one request) and `lc`, `wlc` (to a quarter of the
 * part); persistent services and `sh`, `mh` to one real server for each source; `dh` to one for each VIP; `fo` to those of
 * the highest weight. Of other schedulers any real server may answer that has a weight.
 */
export function proportionFaults(service: PlannedService, requests: readonly Request[]): string[] {
  const { scheduler, schedulerFlags, isPersistent, realServers } = service;
  const lost = requests.filter(({ host }) => host === undefined).length;
  if (lost > 0) return [`${lost} of ${requests.length} requests got no answer`];
  const able = realServers.filter(({ weight }) => weight > 0);
  const strange = requests.filter(({ host }) => !able.some((realServer) => realServer.host === host));
  if (strange.length > 0)
    return [`${strange[0]?.host} answered, which is no real server of it or has weight 0`];
  const looksAtPorts = schedulerFlags.some((flag) => flag === 'flag-2' || flag.endsWith('-port'));
  if (isPersistent || (BY_SOURCE.includes(scheduler) && !looksAtPorts))
    return sourceFaults(requests, service.isPersistentByMask ? 1 : able.length);
  if (scheduler === 'dh') return destinationFaults(service, requests);
  if (scheduler === 'fo') return rankFaults(able, requests);
  if (IN_TURN.includes(scheduler) || BY_CONNECTIONS.includes(scheduler))
    return partFaults(scheduler, able, requests);
  return [];
}

function partFaults(
  scheduler: string,
  able: readonly PlannedRealServer[],
  requests: readonly Request[],
): string[] {
  if (roundOf(scheduler, able) > MOST) return [];
  const weightOf = ({ weight }: PlannedRealServer) => (WITHOUT_WEIGHTS.includes(scheduler) ? 1 : weight);
  const sum = able.reduce((total, realServer) => total + weightOf(realServer), 0);
  const hosts = new Map<string, number>();
  for (const realServer of able)
    hosts.set(realServer.host, (hosts.get(realServer.host) ?? 0) + weightOf(realServer));
  return [...hosts].flatMap(([host, weight]) => {
    const part = (requests.length * weight) / sum;
    const tolerance = IN_TURN.includes(scheduler)
      ? TOLERANCE.inTurn
      : Math.max(1, part * TOLERANCE.byConnections);
    const count = requests.filter((one) => one.host === host).length;
    return Math.abs(count - part) <= tolerance
      ? []
      : [`${host} answered ${count} times, not ${Math.round(part)}`];
  });
}

function sourceFaults(requests: readonly Request[], able: number): string[] {
  const hosts = new Map<string, Set<string | undefined>>();
  for (const { source, host } of requests) hosts.set(source, (hosts.get(source) ?? new Set()).add(host));
  const torn = [...hosts].filter(([, seen]) => seen.size > 1);
  if (torn.length > 0)
    return [`source ${torn[0]?.[0]} was sent to ${[...(torn[0]?.[1] ?? [])].join(' and ')}`];
  const used = new Set(requests.map(({ host }) => host));
  return able > 1 && used.size === 1 && hosts.size >= 8
    ? [`all ${hosts.size} sources were sent to ${[...used][0]}`]
    : [];
}

/** Held where all targets are at one VIP, as they are but for firewall marks. */
function destinationFaults({ targets }: PlannedService, requests: readonly Request[]): string[] {
  const used = new Set(requests.map(({ host }) => host));
  const vips = new Set(targets.map(({ address }) => address));
  return vips.size === 1 && used.size > 1
    ? [`requests to ${[...vips][0]} were sent to ${[...used].join(' and ')}`]
    : [];
}

function rankFaults(able: readonly PlannedRealServer[], requests: readonly Request[]): string[] {
  const highest = Math.max(...able.map(({ weight }) => weight));
  const lower = able.find(
    ({ host, weight }) => weight < highest && requests.some((one) => one.host === host),
  );
  return lower === undefined
    ? []
    : [`${lower.host} answered, whose weight is ${lower.weight} and not ${highest}`];
}

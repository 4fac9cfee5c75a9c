import type { PlannedService } from '../plan/lab-plan.ts';
import type { Request } from '../world/requests.ts';

/** Schedulers that go round: each real server's part is exact, but for a round that was begun. */
const IN_TURN = ['rr', 'wrr'];
/** Schedulers that weigh connections: requests that follow each other come out in proportion, roughly. */
const BY_CONNECTIONS = ['lc', 'wlc'];
/** Schedulers that tell by the source. */
const BY_SOURCE = ['sh', 'mh'];

/** Requests that a real server may have more or less than its part. */
export const TOLERANCE = { inTurn: 1, byConnections: 0.25 } as const;

/**
 * What is wrong with who answered. Held to the weights are `rr`, `wrr` (to one request) and `lc`, `wlc` (to a quarter of the
 * part); persistent services and `sh`, `mh` to one real server for each source. Of other schedulers any real server may
 * answer that has a weight.
 */
export function proportionFaults(service: PlannedService, requests: readonly Request[]): string[] {
  const { scheduler, isPersistent, realServers } = service;
  const lost = requests.filter(({ host }) => host === undefined).length;
  if (lost > 0) return [`${lost} of ${requests.length} requests got no answer`];
  const able = realServers.filter(({ weight }) => weight > 0);
  const strange = requests.filter(({ host }) => !able.some((realServer) => realServer.host === host));
  if (strange.length > 0)
    return [`${strange[0]?.host} answered, which is no real server of it or has weight 0`];
  if (isPersistent || BY_SOURCE.includes(scheduler)) return sourceFaults(requests, able.length);
  if (!IN_TURN.includes(scheduler) && !BY_CONNECTIONS.includes(scheduler)) return [];
  const weightOf = ({ weight }: { readonly weight: number }) =>
    scheduler === 'rr' || scheduler === 'lc' ? 1 : weight;
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

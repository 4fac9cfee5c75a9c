import { type Address, contains, parseAddress } from '../../address/address.ts';
import type { Cluster, Director, Options } from '../../model/cluster.ts';
import { listedItems } from '../../model/listed-items.ts';
import { bfdSessionsOf } from '../../model/tracked-items.ts';
import type { Link } from './lab-plan.ts';
import type { WireDraft } from './wiring.ts';

/** Milliseconds between two packets that the lab's ends send, and want to get: an emulated machine keeps that up. */
const INTERVAL = 200;
/** keepalived's defaults, in milliseconds and packets (2.2.7, bfd.h). */
const IDLE = 1000;
const MIN_RX = 10;
const MULTIPLIER = 5;

/**
 * The keepalived.conf of a host that is the other end of directors' BFD sessions: its side of them.
 *
 * @returns nothing where no session leads to the host.
 */
export function bfdPeerConf(clusters: readonly Cluster[], links: readonly Link[]): string {
  const own = new Set(links.flatMap(({ addresses }) => addresses.map((text) => text.split('/')[0])));
  const sessions = clusters
    .filter(({ engine }) => engine === 'keepalived')
    .flatMap((cluster) =>
      cluster.directors.flatMap((director) =>
        bfdSessionsOf(cluster, director.name)
          .filter(({ neighbor_ip: end }) => own.has(parseAddress(String(end))?.text))
          .flatMap((session) => {
            const neighbour = sourceOf(director, session);
            return neighbour === undefined ? [] : [sessionLines(session, neighbour)];
          }),
      ),
    );
  return [...new Set(sessions)].map((lines, at) => `bfd_instance lab${at} {\n${lines}\n}\n`).join('');
}

/** Has the lab's router hold the other ends of BFD sessions that no host has, as it holds gateways. */
export function addBfdNeighbours(clusters: readonly Cluster[], wires: readonly WireDraft[]): void {
  for (const cluster of clusters) {
    if (cluster.engine !== 'keepalived') continue;
    for (const { neighbor_ip: end } of listedItems(cluster, 'bfd_instances')) {
      const address = parseAddress(String(end));
      if (address === undefined) continue;
      const wire = wires.find(({ subnets }) => subnets.some((subnet) => contains(subnet, address)));
      wire?.gateways.set(address.text, address);
    }
  }
}

/** Seconds until a director notices that the lab's end of a session is gone, and that it is back: the slowest of those of a name. */
export function bfdTimes(cluster: Cluster, name: unknown): { gone: number; back: number } {
  const times = bfdSessions(cluster, name).map((session) => {
    const interval = Math.max(INTERVAL, Number(session['min_rx'] ?? MIN_RX));
    const gone = (Number(session['multiplier'] ?? MULTIPLIER) * interval) / 1000;
    return { gone, back: (3 * Number(session['idle_tx'] ?? IDLE)) / 1000 + gone };
  });
  return {
    gone: Math.max(...times.map(({ gone }) => gone)),
    back: Math.max(...times.map(({ back }) => back)),
  };
}

/** The BFD sessions of a name, each on other directors. */
export function bfdSessions(cluster: Cluster, name: unknown): Options[] {
  return listedItems(cluster, 'bfd_instances').filter((one) => one['name'] === name);
}

function sourceOf({ interfaces }: Director, session: Options): Address | undefined {
  const named = parseAddress(String(session['source_ip'] ?? ''));
  if (named !== undefined) return named;
  const neighbour = parseAddress(String(session['neighbor_ip']));
  if (neighbour === undefined) return undefined;
  const near = interfaces.find(({ address }) => contains(address, neighbour));
  const own = near ?? interfaces.find(({ address }) => address.address.family === neighbour.family);
  return own?.address.address;
}

/** The settings of the director's side hold for the other one, but for who begins, and how often each speaks. */
function sessionLines(session: Options, neighbour: Address): string {
  const said = ['idle_tx', 'multiplier', 'ttl', 'max_hops'].flatMap((word) =>
    session[word] === undefined ? [] : [`    ${word} ${session[word]}`],
  );
  return [
    `    neighbor_ip ${neighbour.text}`,
    `    source_ip ${session['neighbor_ip']}`,
    `    min_tx ${INTERVAL}`,
    `    min_rx ${INTERVAL}`,
    ...said,
    ...(session['multihop'] === true ? ['    multihop'] : []),
  ].join('\n');
}

import type { PlannedInstance } from '../plan/lab-plan.ts';
import { type Lab, until } from '../world/lab.ts';
import { type Request, startTraffic, type Traffic } from '../world/requests.ts';
import { longestOf } from './applies-again.ts';
import { directorsThatSync } from './directors.ts';

/** Connections that are held at most. */
const MOST = 3;
/** Questions over one connection, about, where that is held for long. */
const REQUESTS = 100;
/** Seconds between two questions over one connection, and those that TCP has to get an answer by retransmitting. */
const INTERVAL = 0.2;
const PATIENCE = 30;
/** Seconds between two looks at the connections. */
const PAUSE = 1;
/** Seconds until the other directors know of a connection: the kernel waits for three packets, and up to three seconds for more. */
const TELLING = 10;

/**
 * Opens a connection to each of the first services whose directors tell each other of them; none without such directors.
 *
 * @param seconds that they are held for, about.
 */
export async function holdConnections(
  lab: Lab,
  instances: readonly PlannedInstance[],
  seconds: number,
): Promise<Traffic[]> {
  const telling = directorsThatSync(lab, instances);
  const held = lab.plan.services
    .filter(({ directors, targets }) => {
      return directors.every((name) => telling.has(name)) && targets[0]?.protocol === 'TCP';
    })
    .slice(0, MOST)
    .flatMap((service) => {
      const client = lab.plan.clients.find(({ name }) => service.clients.includes(name));
      const isInet6 = service.targets[0]?.address.includes(':');
      const source = client?.sources.find((one) => one.includes(':') === isInet6);
      if (client === undefined || source === undefined) return [];
      const options = {
        kind: 'tcp-one',
        sources: [source],
        timeout: PATIENCE,
        interval: Math.max(INTERVAL, seconds / REQUESTS),
        longest: longestOf(seconds),
      } as const;
      return [startTraffic(lab, client, service, options)];
    });
  await awaitKnown(lab, held);
  return held;
}

/** Waits until all directors of each connection's service have it in their tables; one that never has will lose it. */
async function awaitKnown(lab: Lab, held: readonly Traffic[]): Promise<void> {
  const directors = [...new Set(held.flatMap(({ service }) => service.directors))];
  const areKnown = async () => {
    const peers = await Promise.all(
      held.map(async ({ peek }) => (await peek()).find((one) => one.peer !== undefined)?.peer),
    );
    // With the connections of all requests before it, the table is long: it is read once for all.
    const tables = new Map(
      await Promise.all(directors.map(async (name) => [name, await lab.must(name, 'ipvsadm -Lcn')] as const)),
    );
    return held.every(({ service }, index) =>
      service.directors.every((name) => tables.get(name)?.includes(` ${peers[index]} `)),
    );
  };
  await until(lab, TELLING, areKnown, (known) => known, PAUSE);
}

/** Waits until each connection has had an answer from now on, or has failed. */
export async function awaitAnswers(lab: Lab, held: readonly Traffic[]): Promise<void> {
  const since = await lab.now();
  const isSettled = (requests: Request[]) =>
    requests.some((one) => one.host === undefined || ended(one) > since);
  await until(
    lab,
    PATIENCE,
    () => Promise.all(held.map(({ peek }) => peek())),
    (all) => all.every(isSettled),
    PAUSE,
  );
}

/** What became of the connections. */
export async function endConnections(
  held: readonly Traffic[],
): Promise<{ faults: string[]; seen: string[] }> {
  const faults: string[] = [];
  const seen: string[] = [];
  for (const { service, stop } of held) {
    const requests = await stop();
    const lost = requests.find(({ host }) => host === undefined);
    const longest = Math.max(...requests.map(({ milliseconds }) => milliseconds)) / 1000;
    if (lost === undefined)
      seen.push(`${service.id}: ${requests.length} answers, one of them after ${longest.toFixed(1)} s`);
    else faults.push(`${service.id}: the connection was lost (${lost.reason})`);
  }
  return { faults, seen };
}

const ended = ({ start, milliseconds }: Request): number => start + milliseconds / 1000;

import type { PlannedDetection, PlannedHost, PlannedService } from '../plan/lab-plan.ts';
import { type Lab, until } from '../world/lab.ts';
import { startTraffic, tally } from '../world/requests.ts';
import { ipvsOf } from '../world/state.ts';
import { skipped, type Verdict, verdict } from './check.ts';
import { evidenceOf } from './kernel-holds-definition.ts';

/** Seconds that an emulated machine may take beyond what the checks take. */
const MARGIN = 2;

/** A way in which a real server goes, and comes back. */
export interface Departure {
  readonly begin: (lab: Lab, host: PlannedHost) => Promise<void>;
  readonly end: (lab: Lab, host: PlannedHost) => Promise<void>;
  /** Seconds until it is noticed, by the checks. */
  readonly gone: (detection: PlannedDetection) => number;
  readonly back: (detection: PlannedDetection) => number;
  /** Seconds that are waited for at most: what takes longer is said, not tried. */
  readonly longest: number;
}

interface Watched {
  readonly service: PlannedService;
  readonly entry: string;
  readonly gone: number;
  readonly back: number;
}

/** A real server goes: it leaves the tables in time, clients get answers from then on, and it comes back in time. */
export async function loseRealServer(lab: Lab, departure: Departure): Promise<Verdict> {
  const chosen = choose(lab, departure);
  if (chosen === undefined)
    return skipped(`no service with two real servers, one of them checked within ${departure.longest} s`);
  const { host, watched } = chosen;
  const traffic = watched.slice(0, 4).flatMap(({ service }) => {
    const client = lab.plan.clients.find(({ name }) => service.clients.includes(name));
    return client === undefined ? [] : [startTraffic(lab, client, service, { interval: 0.2, timeout: 1 })];
  });
  const reasons: string[] = [];
  const details: string[] = [];
  await departure.begin(lab, host);
  const left = await awaitEntries(lab, watched, false);
  reasons.push(...left.faults);
  details.push(...left.seen);
  const settled = await lab.now();
  await lab.sleep(1);
  const noMore = await lab.now();
  await departure.end(lab, host);
  const back = await awaitEntries(lab, watched, true);
  reasons.push(...back.faults);
  details.push(...back.seen);
  await lab.sleep(0.5);
  for (const { service, stop } of traffic) {
    const requests = await stop();
    if (left.faults.length > 0) continue;
    const between = requests.filter(({ start }) => start > settled && start < noMore);
    const lost = between.filter((one) => one.host === undefined || one.host === host.name);
    if (lost.length > 0) reasons.push(`${service.id}: ${tally(lost)}, after ${host.name} had left the table`);
  }
  return verdict(
    reasons,
    `${host.name}: ${details.join('; ')}`,
    reasons.length > 0 ? await evidenceOf(lab) : [],
  );
}

/** The real server that the most services lose, and those services. */
function choose({ plan }: Lab, departure: Departure): { host: PlannedHost; watched: Watched[] } | undefined {
  const options = plan.hosts
    .filter(({ answers, isDirector }) => answers.length > 0 && !isDirector)
    .map((host) => ({
      host,
      watched: plan.services
        .filter(({ realServers }) => realServers.filter(({ weight }) => weight > 0).length > 1)
        .flatMap((service) =>
          service.realServers.flatMap(({ host: name, entry, detection }): Watched[] => {
            if (name !== host.name || detection === undefined) return [];
            const [gone, back] = [departure.gone(detection), departure.back(detection)];
            return gone <= departure.longest ? [{ service, entry, gone, back }] : [];
          }),
        ),
    }))
    .filter(({ watched }) => watched.length > 0);
  return options.sort((a, b) => b.watched.length - a.watched.length)[0];
}

/** Waits until all tables have the entries, or have them no more; an entry with weight 0 counts as gone. */
async function awaitEntries(
  lab: Lab,
  watched: readonly Watched[],
  isThere: boolean,
): Promise<{ faults: string[]; seen: string[] }> {
  const done = await Promise.all(
    watched.map(async ({ service, entry, gone, back }) => {
      const allowed = (isThere ? back : gone) + MARGIN;
      const { isGood, seconds } = await until(
        lab,
        allowed,
        () => Promise.all(service.directors.map((name) => ipvsOf(lab, name))),
        (tables) => tables.every((table) => table.some((line) => isLive(line, entry)) === isThere),
      );
      const what = isThere ? 'back' : 'gone';
      return isGood
        ? {
            faults: [],
            seen: [`${service.id} ${what} after ${seconds.toFixed(1)} s of ${allowed - MARGIN} s`],
          }
        : { faults: [`${service.id}: ${entry} is not ${what} after ${allowed} s`], seen: [] };
    }),
  );
  return { faults: done.flatMap(({ faults }) => faults), seen: done.flatMap(({ seen }) => seen) };
}

const isLive = (line: string, entry: string): boolean =>
  line.startsWith(`-a ${entry} `) && !line.endsWith(' -w 0');

import type { PlannedDetection, PlannedHost, PlannedService } from '../plan/lab-plan.ts';
import { type Lab, until } from '../world/lab.ts';
import { startTraffic, type Traffic, tally } from '../world/requests.ts';
import { failPrograms, writeNumbers } from '../world/stand-ins.ts';
import { ipvsOf } from '../world/state.ts';
import { skipped, type Verdict, verdict } from './check.ts';
import { evidenceOf } from './evidence.ts';

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
  const keeping = watched.flatMap(({ service }) => keepPorts(lab, service)).slice(0, 2);
  const reasons: string[] = [];
  const details: string[] = [];
  await Promise.all([departure.begin(lab, host), setChecksOf(lab, host, 'failing')]);
  const left = await awaitEntries(lab, watched, false);
  reasons.push(...left.faults);
  details.push(...left.seen);
  const settled = await lab.now();
  await lab.sleep(keeping.length > 0 ? 3 : 1);
  const noMore = await lab.now();
  await Promise.all([departure.end(lab, host), setChecksOf(lab, host, 'succeeding')]);
  const back = await awaitEntries(lab, watched, true);
  reasons.push(...back.faults);
  details.push(...back.seen);
  await lab.sleep(0.5);
  for (const { service, stop } of [...traffic, ...keeping]) {
    const requests = await stop();
    if (left.faults.length > 0) continue;
    const between = requests.filter(({ start }) => start > settled && start < noMore);
    const lost = between.filter((one) => one.host === undefined || one.host === host.name);
    const who = keeping.some((one) => one.stop === stop) ? ' for clients that keep their port' : '';
    if (lost.length > 0)
      reasons.push(`${service.id}: ${tally(lost)}${who}, after ${host.name} had left the table`);
  }
  return verdict(
    reasons,
    `${host.name}: ${details.join('; ')}`,
    reasons.length > 0 ? await evidenceOf(lab) : [],
  );
}

/** UDP clients that keep their port, some of them at each real server; none where they have to stay where they are. */
function keepPorts(lab: Lab, service: PlannedService): Traffic[] {
  const client = lab.plan.clients.find(({ name }) => service.clients.includes(name));
  const isUdp = service.targets.some(({ protocol }) => protocol === 'UDP');
  if (client === undefined || !isUdp || !service.movesUdpClients || service.isPersistent) return [];
  const targets = service.targets.filter(({ protocol }) => protocol === 'UDP').slice(0, 1);
  return [
    startTraffic(lab, client, { ...service, targets }, { kind: 'udp-one', interval: 0.1, timeout: 0.3 }),
  ];
}

/** The programs that check a real server fail from now on, and a failing number stands in its files; or neither does. */
async function setChecksOf(lab: Lab, { name }: PlannedHost, which: 'failing' | 'succeeding'): Promise<void> {
  const own = lab.plan.services.flatMap(({ realServers }) => realServers.filter(({ host }) => host === name));
  const commands = which === 'failing' ? own.flatMap((one) => one.commands) : [];
  const files = own.flatMap((one) => one.files);
  if (own.every((one) => one.commands.length === 0 && one.files.length === 0)) return;
  await Promise.all(
    lab.directors.map(async (director) => {
      await failPrograms(lab, director.name, commands);
      await writeNumbers(lab, director.name, files, which);
    }),
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
  const what = isThere ? 'back' : 'gone';
  const allowed = (one: Watched) => (isThere ? one.back : one.gone);
  const directors = [...new Set(watched.flatMap(({ service }) => service.checkedBy))];
  const since = new Map<Watched, number>();
  const start = await lab.now();
  await until(
    lab,
    Math.max(...watched.map(allowed)) + MARGIN,
    async () => {
      const passed = (await lab.now()) - start;
      const tables = new Map(
        await Promise.all(directors.map(async (name) => [name, await ipvsOf(lab, name)] as const)),
      );
      for (const one of watched) {
        const { service, entry } = one;
        const isSo = service.checkedBy.every(
          (name) => tables.get(name)?.some((line) => isLive(line, entry)) === isThere,
        );
        if (!isSo) since.delete(one);
        else if (!since.has(one)) since.set(one, passed);
      }
    },
    () => since.size === watched.length,
  );
  const faults: string[] = [];
  const seen: string[] = [];
  for (const one of watched) {
    const { service, entry } = one;
    const after = since.get(one);
    if (after === undefined || after > allowed(one) + MARGIN)
      faults.push(`${service.id}: ${entry} is not ${what} after ${allowed(one) + MARGIN} s`);
    else seen.push(`${service.id} ${what} after ${after.toFixed(1)} s of ${allowed(one)} s`);
  }
  return { faults, seen };
}

const isLive = (line: string, entry: string): boolean =>
  line.startsWith(`-a ${entry} `) && !/ -w 0(?: |$)/.test(line);

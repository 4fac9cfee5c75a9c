import { visible } from '../../diagnostic/visible.ts';
import type { PlannedInstance, PlannedProgram } from '../plan/lab-plan.ts';
import { PATIENCE } from '../plan/tracked-programs.ts';
import { startKeepalived, stopKeepalived } from '../world/keepalived.ts';
import type { Lab } from '../world/lab.ts';
import { type Request, tally } from '../world/requests.ts';
import { failPrograms } from '../world/stand-ins.ts';
import { trafficOf } from './applies-again.ts';
import { type Check, type Findings, skipped, verdict } from './check.ts';
import { awaitAnswers, endConnections, holdConnections } from './connections.ts';
import { awaitOwner, setCable } from './directors.ts';
import { evidenceOf } from './evidence.ts';

/** Seconds that an emulated machine may take beyond what the protocol takes. */
const MARGIN = 2;

/** A way in which a master goes, and comes back. */
interface Loss {
  readonly title: string;
  readonly begin: (lab: Lab, master: string, link: string) => Promise<void>;
  readonly end: (lab: Lab, master: string, link: string) => Promise<void>;
  /** Seconds until another one has taken over, by the protocol, and until the first one could take the VIPs back. */
  readonly takeover: (instance: PlannedInstance) => number;
  readonly recovery: number;
}

const STOPPED: Loss = {
  title: 'keepalived stopped',
  begin: (lab, master) => stopKeepalived(lab, master),
  end: (lab, master) => startKeepalived(lab, master),
  // It says good-bye with priority 0: the skew alone (RFC 5798, section 6.4.2), which is below a second.
  takeover: () => 1,
  recovery: 0,
};
const UNPLUGGED: Loss = {
  title: 'cable pulled',
  begin: (lab, master, link) => setCable(lab, master, link, 'down'),
  end: (lab, master, link) => setCable(lab, master, link, 'up'),
  takeover: ({ takeover }) => takeover,
  recovery: 0,
};

const failing = ({ command, gone, back }: PlannedProgram): Loss => ({
  title: `${visible(command)} failing`,
  begin: (lab, master) => failPrograms(lab, master, [command]),
  end: (lab, master) => failPrograms(lab, master, []),
  // A fault is told with priority 0; a lower priority has the next one wait as for a silent master.
  takeover: ({ takeover }) => gone + takeover,
  recovery: back,
});

/**
 * Experiment 3 of the practice, in several ways: keepalived on the master is stopped, its cable is pulled, and each program that moves
 * VIPs fails there. The VIPs move to the next director in the time that the protocol gives, traffic goes on, and the VIPs return, or
 * stay, as `nopreempt` says.
 */
export const failsOver: Check = {
  id: 'fails-over',
  title: 'the master goes: its VIPs move in time, traffic goes on, and they return as nopreempt says',
  needs: ['answers'],
  run: async (lab, findings) => {
    const instances = lab.plan.instances.filter(({ directors }) => directors.length > 1);
    if (instances.length === 0) return skipped('no VRRP instance with two directors');
    const reasons: string[] = [];
    const details: string[] = [];
    const masters = new Set(instances.map(({ directors }) => directors[0] as string));
    for (const master of masters) {
      const own = instances.filter(({ directors }) => directors[0] === master);
      // Who has given its VIPs away and does not take them back, or only after long, is not asked to lose them again. One stop is enough
      // for all.
      const isFirst = details.length === 0;
      const isBackSoon = own.every(
        ({ isPreemptive, preemptDelay }) => isPreemptive && preemptDelay <= PATIENCE,
      );
      const losses = (isFirst && isBackSoon ? [STOPPED, UNPLUGGED] : [UNPLUGGED]).map((loss) => ({
        loss,
        moved: own,
      }));
      const programs = lab.plan.trackedPrograms
        .filter(({ director }) => director === master)
        .map((program) => ({
          loss: failing(program),
          moved: own.filter(({ name }) => program.instances.includes(name)),
        }));
      for (const { loss, moved } of [...losses, ...programs]) {
        if (reasons.length > 0) break;
        const { faults, seen } = await lose(lab, master, moved, loss, findings);
        reasons.push(...faults.map((fault) => `${loss.title} on ${master}: ${fault}`));
        details.push(`${loss.title} on ${master}: ${seen}`);
      }
    }
    return verdict(reasons, details.join('; '), reasons.length > 0 ? await evidenceOf(lab) : []);
  },
};

async function lose(
  lab: Lab,
  master: string,
  instances: readonly PlannedInstance[],
  loss: Loss,
  { connections }: Findings,
): Promise<{ faults: string[]; seen: string }> {
  const [first] = instances;
  const next = first?.directors[1];
  if (first === undefined || next === undefined) return { faults: [], seen: 'nobody to follow' };
  const link = first.interfaces[master] ?? '';
  const allowed = Math.max(...instances.map(loss.takeover)) + MARGIN;
  const back =
    Math.max(...instances.map(({ preemptDelay, takeover }) => preemptDelay + takeover)) +
    loss.recovery +
    MARGIN;
  const held = await holdConnections(lab, instances, allowed + back);
  // The machine waits long here, and each request costs it as much as a second of waiting.
  const traffic = trafficOf(lab, { inTurns: true, seconds: allowed + back });
  await lab.sleep(0.3);
  await loss.begin(lab, master, link);
  const moved = await awaitOwner(lab, instances, next, allowed);
  await lab.sleep(0.3);
  // What is not used while the master is away would be kept by the master itself.
  await awaitAnswers(lab, held);
  await loss.end(lab, master, link);
  const returning = instances.filter(({ isPreemptive }) => isPreemptive);
  const staying = instances.filter(({ isPreemptive }) => !isPreemptive);
  const faults = [...moved];
  if (moved.length === 0) {
    faults.push(...(await awaitOwner(lab, returning, master, back)).map((fault) => `afterwards ${fault}`));
    if (staying.length > 0) {
      await lab.sleep(back);
      faults.push(...(await awaitOwner(lab, staying, next, 0)).map((fault) => `afterwards ${fault}`));
    }
  }
  await lab.sleep(0.3);
  await awaitAnswers(lab, held);
  const { faults: lost, seen: kept } = await endConnections(held);
  connections.faults.push(...lost.map((fault) => `${loss.title} on ${master}: ${fault}`));
  connections.seen.push(...kept.map((one) => `${loss.title} on ${master}: ${one}`));
  const gaps: string[] = [];
  for (const { service, stop } of traffic) {
    const requests = await stop();
    const gap = longestGap(requests);
    gaps.push(`${service.id} silent for ${gap.toFixed(1)} s`);
    if (gap > allowed + 1)
      faults.push(
        `${service.id} gave no answer for ${gap.toFixed(1)} s (allowed ${allowed + 1} s): ${tally(requests)}`,
      );
  }
  return { faults, seen: gaps.join(', ') };
}

/** Seconds between two answered requests, at the most. */
export function longestGap(requests: readonly Request[]): number {
  const [first] = requests;
  const last = requests.at(-1);
  if (first === undefined || last === undefined) return 0;
  const answered = requests.filter(({ host }) => host !== undefined).map(({ start }) => start);
  const times = [first.start, ...answered, last.start];
  return Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time)));
}

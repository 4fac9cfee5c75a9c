import { OperationError } from '../../diagnostic/failure.ts';
import { ITSELF, type Machine, type RunOptions, type ScriptResult } from '../machine/machine.ts';
import type { LabPlan, PlannedHost } from '../plan/lab-plan.ts';

/** The bridges stand on a host of their own. */
export const WIRES = '@wires';

/** A laboratory that stands: a plan in a machine. */
export class Lab {
  readonly plan: LabPlan;
  readonly machine: Machine;
  private count = 0;

  constructor(plan: LabPlan, machine: Machine) {
    this.plan = plan;
    this.machine = machine;
  }

  get directors(): PlannedHost[] {
    return this.plan.hosts.filter(({ isDirector }) => isDirector);
  }

  /** A number that no other file of the guest has in its name. */
  nextNumber(): number {
    this.count += 1;
    return this.count;
  }

  host(name: string): PlannedHost {
    const found = this.plan.hosts.find((host) => host.name === name);
    if (found === undefined) throw new Error(`the lab has no host ${name}`);
    return found;
  }

  run(host: string, script: string, options?: RunOptions): Promise<ScriptResult> {
    return this.machine.run(host, script, options);
  }

  /** The output of a script that has to succeed. @throws OperationError */
  async must(host: string, script: string, options?: RunOptions): Promise<string> {
    const { status, stdout, stderr } = await this.machine.run(host, script, options);
    if (status === 0) return stdout;
    const last = (stderr.trim() || stdout.trim()).split('\n').slice(-5).join('; ');
    throw new OperationError(`the lab: a step on ${host} failed with status ${status}: ${last}`);
  }

  /** Seconds of the machine's clock, which counts in all checks: it does not go on as this process's does. */
  async now(): Promise<number> {
    return (await this.run(ITSELF, '')).time;
  }

  /** Waits, by the machine's clock; gives what it says then. */
  async sleep(seconds: number): Promise<number> {
    if (seconds <= 0) return this.now();
    return (await this.run(ITSELF, `sleep ${seconds.toFixed(3)}`, { seconds: seconds + 30 })).time;
  }

  /**
   * Waits until a table or an address of a director is not as it was the last time, or so many seconds; gives what the clock
   * says then.
   *
   * @param seen a name for what was seen the last time. The first time nothing is waited for.
   */
  async changes(seen: string, seconds: number): Promise<number> {
    const { programFolder, workFolder } = this.machine;
    const files = [seen, ...this.directors.map(({ name }) => `hosts/${name}`)];
    const words = files.map((file) => `'${workFolder}/${file}'`).join(' ');
    return (await this.run(ITSELF, `perl '${programFolder}/changes.pl' ${seconds.toFixed(3)} ${words}`)).time;
  }
}

/** Seconds between two questions about tables and addresses, when none of them changes. */
const PAUSE = 5;

/**
 * Asks until the answer is good, or the time is over, each time a table or an address of a director changes: gives the last
 * answer, and how long it took in seconds of the machine's clock.
 *
 * @param pause seconds between two questions about what is neither in a table nor an address.
 */
export async function until<Answer>(
  lab: Lab,
  seconds: number,
  ask: () => Promise<Answer>,
  isGood: (answer: Answer) => boolean,
  pause?: number,
): Promise<{ readonly answer: Answer; readonly isGood: boolean; readonly seconds: number }> {
  const seen = `seen-${lab.nextNumber()}`;
  const wait = (most: number) =>
    pause === undefined ? lab.changes(seen, Math.min(PAUSE, most)) : lab.sleep(Math.min(pause, most));
  const start = await wait(0);
  for (let passed = 0; ; ) {
    const answer = await ask();
    if (isGood(answer) || passed >= seconds) return { answer, isGood: isGood(answer), seconds: passed };
    passed = (await wait(seconds - passed)) - start;
  }
}

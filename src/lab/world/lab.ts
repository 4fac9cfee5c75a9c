import { OperationError } from '../../diagnostic/failure.ts';
import type { Machine, RunOptions, ScriptResult } from '../machine/machine.ts';
import type { LabPlan, PlannedHost } from '../plan/lab-plan.ts';

/** The bridges stand on a host of their own. */
export const WIRES = '@wires';

/** A laboratory that stands: a plan in a machine. */
export class Lab {
  readonly plan: LabPlan;
  readonly machine: Machine;

  constructor(plan: LabPlan, machine: Machine) {
    this.plan = plan;
    this.machine = machine;
  }

  get directors(): PlannedHost[] {
    return this.plan.hosts.filter(({ isDirector }) => isDirector);
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

  /** Seconds of the machine's clock. */
  async now(): Promise<number> {
    return Number((await this.must('-', 'read -r uptime _ </proc/uptime; echo "$uptime"')).trim());
  }
}

/** Asks until the answer is good, or the time is over: gives the last answer, and how long it took in seconds. */
export async function until<Answer>(
  seconds: number,
  ask: () => Promise<Answer>,
  isGood: (answer: Answer) => boolean,
): Promise<{ readonly answer: Answer; readonly isGood: boolean; readonly seconds: number }> {
  const start = performance.now();
  for (;;) {
    const answer = await ask();
    const passed = (performance.now() - start) / 1000;
    if (isGood(answer) || passed >= seconds) return { answer, isGood: isGood(answer), seconds: passed };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

import type { Repository } from '../model/repository.ts';
import { checksFor } from './checks/all-checks.ts';
import { type CheckResult, type Listener, runChecks } from './checks/run-checks.ts';
import { bootMachine } from './machine/boot.ts';
import { cacheFolder } from './machine/cache.ts';
import type { Machine } from './machine/machine.ts';
import { type PrepareOptions, prepareMachine } from './machine/prepare.ts';
import { keepalivedVersion } from './machine/programs.ts';
import { type Person, QemuMachine } from './machine/qemu-machine.ts';
import { buildPlan } from './plan/build-plan.ts';
import type { LabPlan, NotTried } from './plan/lab-plan.ts';
import { labUnits } from './plan/lab-units.ts';
import type { HostFiles } from './plan/planned-hosts.ts';
import { refuseTooLarge } from './plan/room.ts';
import { buildWorld } from './world/build.ts';
import { Lab } from './world/lab.ts';

export { keepalivedVersion } from './machine/programs.ts';
export { labReport } from './report/formats.ts';

/** What a lab found out about one set of clusters. */
export interface LabRun {
  readonly definitions: readonly string[];
  readonly hosts: readonly string[];
  readonly machine: string;
  readonly seconds: number;
  readonly checks: readonly CheckResult[];
  /** What the definitions say and the lab cannot try. */
  readonly notTried: readonly NotTried[];
}

/** Plans for the clusters of the selected definitions, with those that share hosts with them. @throws OperationError */
export function plansFor(
  repository: Repository,
  selected: ReadonlySet<string>,
  filesOf: (environment: string, host: string) => HostFiles,
  version: string,
): LabPlan[] {
  const plans = [...repository.environments.values()].flatMap((environment) =>
    labUnits(environment)
      .filter(({ clusters }) => clusters.some(({ file }) => selected.has(file)))
      .map((unit) => buildPlan(unit, repository, (host) => filesOf(environment.name, host), version)),
  );
  for (const plan of plans) refuseTooLarge(plan);
  return plans;
}

/** Finds or builds what a machine is made of, and starts one, which leaves its state to those that follow. @throws OperationError */
export async function prepare(options: PrepareOptions): Promise<string> {
  const prepared = prepareMachine(options);
  options.notice('starting a machine');
  const machine = await bootMachine(prepared, { shell: false, kvm: false, notice: options.notice });
  await machine.close();
  return `ready: ${machine.description}, kept in ${cacheFolder()}`;
}

export interface RunOptions {
  readonly machine: 'vm' | 'host';
  readonly kvm: boolean;
  /** Who gets a shell in the virtual machine when the checks are over. */
  readonly person?: Person | undefined;
  /** Those that are made, beside what they build on; default: all. */
  readonly checks?: readonly string[] | undefined;
  readonly notice: (text: string) => void;
  readonly listener: Listener;
}

/** Builds a plan's laboratory in a machine of its own, and makes all checks. @throws OperationError */
export async function runLab(plan: LabPlan, options: RunOptions): Promise<LabRun> {
  const start = performance.now();
  const chosen = checksFor(options.checks);
  if (plan.tooNew.length > 0) return untried(plan);
  const machine = await bootFor(options);
  try {
    const lab = new Lab(plan, machine);
    await buildWorld(lab);
    // What is kept is a running cluster.
    const { person } = options;
    const checks = person !== undefined ? chosen.filter(({ id }) => id !== 'stops-without-trace') : chosen;
    const results = await runChecks(lab, checks, options.listener);
    if (person !== undefined && machine instanceof QemuMachine) {
      options.notice('the cluster is running: `on HOST [COMMAND]` enters a host, `exit` ends all');
      await machine.shell(person);
    }
    return {
      definitions: plan.definitions,
      hosts: plan.hosts.map(({ name }) => name),
      machine: machine.description,
      seconds: Math.round((performance.now() - start) / 100) / 10,
      checks: results,
      notTried: plan.notTried,
    };
  } finally {
    await machine.close();
  }
}

/** What a keepalived does not know it leaves out, and what is around it, too: nothing of that would be the definition's. */
function untried({ definitions, hosts, tooNew }: LabPlan): LabRun {
  const version = keepalivedVersion();
  return {
    definitions,
    hosts: hosts.map(({ name }) => name),
    machine: `keepalived ${version}`,
    seconds: 0,
    checks: [],
    notTried: [
      {
        what: 'everything',
        reason: `this keepalived is ${version}, and does not know ${tooNew.join(', ')}`,
      },
    ],
  };
}

async function bootFor({ machine, kvm, person, notice }: RunOptions): Promise<Machine> {
  if (machine === 'host') {
    const { HostMachine } = await import('./machine/host-machine.ts');
    return HostMachine.start();
  }
  return bootMachine(prepareMachine({ mayDownload: false, notice }), {
    shell: person !== undefined,
    kvm,
    notice,
  });
}

import { bootMachine } from '../../../src/lab/machine/boot.ts';
import { prepareMachine } from '../../../src/lab/machine/prepare.ts';
import type { LabPlan } from '../../../src/lab/plan/lab-plan.ts';
import { buildWorld } from '../../../src/lab/world/build.ts';
import { Lab } from '../../../src/lab/world/lab.ts';

/** Builds the laboratory of a plan, with nothing applied yet, for as long as the function runs. */
export async function inLab(plan: LabPlan | undefined, use: (lab: Lab) => Promise<void>): Promise<void> {
  if (plan === undefined) throw new Error('no plan');
  const prepared = prepareMachine({ mayDownload: false, notice: () => undefined });
  const machine = await bootMachine(prepared, {
    shell: false,
    kvm: false,
    notice: () => undefined,
  });
  try {
    const lab = new Lab(plan, machine);
    await buildWorld(lab);
    await use(lab);
  } finally {
    await machine.close();
  }
}

/** The text of a host's script, by the end of its path. */
export function scriptOf(plan: LabPlan | undefined, host: string, ending: string): string {
  const files = plan?.hosts.find(({ name }) => name === host)?.files ?? [];
  const found = files.find(({ path }) => path.endsWith(ending));
  if (found === undefined) throw new Error(`${host} has no ${ending}`);
  return found.content;
}

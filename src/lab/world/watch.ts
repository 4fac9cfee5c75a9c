import { watchCommands } from '../plan/boot-order.ts';
import type { PlannedHost } from '../plan/lab-plan.ts';
import type { Lab } from './lab.ts';

/** Runs what the timer of a host runs, and gives what it says; nothing where no definition says `watch`. */
export async function runTimer(lab: Lab, host: PlannedHost): Promise<string> {
  let said = '';
  for (const command of watchCommands(host)) {
    const { stdout, stderr } = await lab.run(host.name, command);
    said += `${stdout}${stderr}`;
  }
  return said.trim();
}

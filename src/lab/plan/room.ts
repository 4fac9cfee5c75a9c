import { OperationError } from '../../diagnostic/failure.ts';
import type { LabPlan } from './lab-plan.ts';

/** What a machine has been tried with: an emulated processor builds more too slowly to tell that from one that hangs. */
export const MOST = { hosts: 128, services: 256 } as const;

/** @throws OperationError for a plan that no machine has room for. */
export function refuseTooLarge({ definitions, hosts, services }: LabPlan): void {
  const parts = { hosts, services };
  for (const name of ['hosts', 'services'] as const)
    if (parts[name].length > MOST[name])
      throw new OperationError(
        `the lab has room for ${MOST[name]} ${name}, and ${definitions.join(', ')} have ${parts[name].length}; clusters that share hosts are tried together`,
      );
}

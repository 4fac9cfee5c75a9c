import type { PlannedHost } from '../plan/lab-plan.ts';
import type { Lab } from '../world/lab.ts';
import type { Check } from './check.ts';
import { setCable } from './directors.ts';
import { loseRealServer } from './losing.ts';

/** A host that goes down refuses nothing: each try of a check has to wait until its time is over. */
export const losesASilentHost: Check = {
  id: 'loses-a-silent-host',
  title: 'a real server that nothing is heard of leaves the table in time, and comes back',
  needs: ['loses-a-real-server'],
  run: (lab) =>
    loseRealServer(lab, {
      begin: (_, host) => setCables(lab, host, 'down'),
      end: (_, host) => setCables(lab, host, 'up'),
      gone: ({ silent }) => silent,
      back: ({ backFromSilence }) => backFromSilence,
      longest: 10,
    }),
};

async function setCables(lab: Lab, { name, links }: PlannedHost, state: 'up' | 'down'): Promise<void> {
  for (const link of links) await setCable(lab, name, link.name, state);
}

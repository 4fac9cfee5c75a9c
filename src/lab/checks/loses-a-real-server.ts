import { startAnswering, stopAnswering } from '../world/build.ts';
import type { Check } from './check.ts';
import { loseRealServer } from './losing.ts';

/** Experiments 1 and 2 of the practice: a real server's services end, and come back. */
export const losesARealServer: Check = {
  id: 'loses-a-real-server',
  title: 'a real server that refuses connections leaves the table in time, and comes back',
  needs: ['answers'],
  run: (lab) =>
    loseRealServer(lab, {
      begin: stopAnswering,
      end: startAnswering,
      gone: ({ refused }) => refused,
      back: ({ back }) => back,
      longest: 25,
    }),
};

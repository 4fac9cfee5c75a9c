import fc from 'fast-check';

/** Of all that tests draw at random: the same in each run, so that a run fails for what changed and for nothing else. `npm run fuzz` draws others. */
export const SEED = Number(process.env['FC_SEED'] ?? 1);

fc.configureGlobal({ seed: SEED });

import fc from 'fast-check';

/**
 * The seed of this run, and how many definitions it tries: `FC_SEED` and `FC_RUNS` repeat one or look further.
 *
 * @param usual the seed where none is asked for; absent: a new one each time.
 */
export function parameters(runs: number, usual?: number): fc.Parameters<unknown> {
  const seed = process.env['FC_SEED'] ?? usual;
  return {
    numRuns: Number(process.env['FC_RUNS'] ?? runs),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    // Shrinking takes its time: what it has by then is reported.
    interruptAfterTimeLimit: 400_000,
    markInterruptAsFailure: true,
    verbose: fc.VerbosityLevel.None,
  };
}

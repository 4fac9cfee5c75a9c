import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const MACHINES = 'test/lab/machine/**/*.test.ts';
/** Those that keep a machine busy for the longest, from about two minutes to half of one. */
const LONGEST = ['wide', 'faulty', 'cases', 'clusters', 'pair', 'seed', 'state', 'host'];

/** The longest ones first, so that no machine is waited for alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.indexOf(basename(moduleId, '.test.ts'));
      return place === -1 ? LONGEST.length : place;
    };
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}

export default defineConfig({
  define: { LVSGEN_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts'],
          exclude: [MACHINES],
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      // A virtual machine keeps a processor busy: two at a time, and after all the rest.
      {
        extends: true,
        test: { name: 'lab', include: [MACHINES], maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
    ],
    sequence: { sequencer: LongestFirst },
    // No test changes what another one imports; a process for each of the files would take longer than they do.
    isolate: false,
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
  },
});

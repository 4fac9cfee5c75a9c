import { defineConfig } from 'vitest/config';

const MACHINES = 'test/lab/machine/**/*.test.ts';

export default defineConfig({
  define: { LVSGEN_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    projects: [
      { extends: true, test: { name: 'all', include: ['test/**/*.test.ts'], exclude: [MACHINES] } },
      // A virtual machine keeps a processor busy: two at a time, and after all the rest.
      {
        extends: true,
        test: { name: 'lab', include: [MACHINES], maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
    ],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { BEGINNING, canRun, checksThat, prepare, reasonsOf, runDefinition, TRAFFIC } from './in-machine.ts';

describe.runIf(canRun)('the wide definitions, with what the committed clusters do not have', () => {
  beforeAll(prepare, 300_000);

  test.each([
    [
      'pair',
      [
        'checks-succeed',
        ...TRAFFIC,
        'loses-a-real-server',
        'loses-a-silent-host',
        'fails-over',
        'keeps-connections',
        'silent-for-vips',
      ],
    ],
    ['schedulers', [...TRAFFIC, 'silent-for-vips']],
    ['six', TRAFFIC],
    ['tun', [...TRAFFIC, 'silent-for-vips']],
  ])(
    '%s.yaml passes',
    (name, checks) => {
      const outcome = runDefinition(fileURLToPath(new URL(`../wide/${name}.yaml`, import.meta.url)));
      expect(reasonsOf(outcome)).toEqual([]);
      expect(outcome.status, outcome.stderr).toBe(0);
      expect(checksThat(outcome, 'passed')).toEqual([...BEGINNING, ...checks, 'stops-without-trace']);
    },
    200_000,
  );
});

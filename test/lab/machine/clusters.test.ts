import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { BEGINNING, canRun, checksThat, prepare, reasonsOf, runIn, TRAFFIC } from './in-machine.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

describe.runIf(canRun)('the committed clusters', () => {
  beforeAll(prepare);

  test.each([
    ['clusters/examples/nat', [...BEGINNING, ...TRAFFIC, 'stops-without-trace', 'comes-back-after-reboot']],
    [
      'clusters/examples/dr',
      [...BEGINNING, ...TRAFFIC, 'silent-for-vips', 'stops-without-trace', 'comes-back-after-reboot'],
    ],
    [
      'clusters/examples/ha',
      [
        ...BEGINNING,
        'checks-succeed',
        ...TRAFFIC,
        'loses-a-real-server',
        'fails-over',
        'silent-for-vips',
        'stops-without-trace',
        'comes-back-after-reboot',
      ],
    ],
    [
      'clusters/prod/edge.yaml',
      [
        ...BEGINNING,
        'checks-succeed',
        ...TRAFFIC,
        'loses-a-real-server',
        'fails-over',
        'stops-without-trace',
        'comes-back-after-reboot',
      ],
    ],
  ])('%s passes', (path, checks) => {
    const outcome = runIn(ROOT, path);
    expect(reasonsOf(outcome)).toEqual([]);
    expect(outcome.status, outcome.stderr).toBe(0);
    expect(checksThat(outcome, 'passed')).toEqual(checks);
  });
});

import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { canRun, checksThat, prepare, reasonsOf, runDefinition, runIn } from './in-machine.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const BEGINNING = ['applies-cleanly', 'kernel-holds-definition'];
const TRAFFIC = ['answers', 'replies-take-their-way', 'applies-again'];

describe.runIf(canRun)('the committed clusters', () => {
  beforeAll(prepare, 300_000);

  test.each([
    ['clusters/examples/nat', [...BEGINNING, ...TRAFFIC, 'stops-without-trace']],
    ['clusters/examples/dr', [...BEGINNING, ...TRAFFIC, 'silent-for-vips', 'stops-without-trace']],
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
      ],
    ],
  ])(
    '%s passes',
    (path, checks) => {
      const outcome = runIn(ROOT, path);
      expect(reasonsOf(outcome)).toEqual([]);
      expect(outcome.status, outcome.stderr).toBe(0);
      expect(checksThat(outcome, 'passed')).toEqual(checks);
    },
    200_000,
  );

  test.each([
    ['schedulers', [...TRAFFIC, 'silent-for-vips']],
    ['six', TRAFFIC],
    ['tun', [...TRAFFIC, 'silent-for-vips']],
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
  ])(
    'wide/%s.yaml passes',
    (name, checks) => {
      const outcome = runDefinition(fileURLToPath(new URL(`../wide/${name}.yaml`, import.meta.url)));
      expect(reasonsOf(outcome)).toEqual([]);
      expect(outcome.status, outcome.stderr).toBe(0);
      expect(checksThat(outcome, 'passed')).toEqual([...BEGINNING, ...checks, 'stops-without-trace']);
    },
    200_000,
  );
});

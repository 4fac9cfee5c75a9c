import { beforeAll, describe, test } from 'vitest';
import { canRun, expectAllOf, isAll, prepare, TRAFFIC } from './in-machine.ts';

/** Those that take the longest. */
const LONG: readonly (readonly [name: string, checks: readonly string[]])[] = [
  ['single', ['checks-succeed', ...TRAFFIC, 'loses-a-real-server', 'loses-a-silent-host', 'silent-for-vips']],
  [
    'words',
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
];

describe.runIf(canRun)('the wide definitions, with what the committed clusters do not have', () => {
  beforeAll(prepare);

  test.each([
    [
      'interfaces',
      [
        'checks-succeed',
        ...TRAFFIC,
        'loses-a-real-server',
        'loses-a-silent-host',
        'fails-over',
        'silent-for-vips',
      ],
    ],
    ['source-nat', [...TRAFFIC, 'puts-back-what-is-lost', 'silent-for-vips']],
    [
      'source-nat-pair',
      ['checks-succeed', ...TRAFFIC, 'loses-a-real-server', 'loses-a-silent-host', 'fails-over'],
    ],
    ['schedulers', [...TRAFFIC, 'silent-for-vips']],
    ['six', TRAFFIC],
    [
      'checks',
      [
        'checks-succeed',
        ...TRAFFIC,
        'loses-a-real-server',
        'loses-a-silent-host',
        'fails-over',
        'silent-for-vips',
      ],
    ],
    ['vrrp', ['checks-succeed', ...TRAFFIC, 'loses-a-real-server', 'loses-a-silent-host', 'fails-over']],
    ...(isAll ? LONG : []),
    ['tun', [...TRAFFIC, 'silent-for-vips']],
  ])('%s.yaml passes', (name, checks) => expectAllOf(`${name}.yaml`, checks));
});

import { beforeAll, describe, test } from 'vitest';
import { canRun, expectAllOf, prepare, TRAFFIC } from './in-machine.ts';

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
    [
      'single',
      ['checks-succeed', ...TRAFFIC, 'loses-a-real-server', 'loses-a-silent-host', 'silent-for-vips'],
    ],
    ['vrrp', ['checks-succeed', ...TRAFFIC, 'loses-a-real-server', 'loses-a-silent-host', 'fails-over']],
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
    ['tun', [...TRAFFIC, 'silent-for-vips']],
  ])('%s.yaml passes', (name, checks) => expectAllOf(`${name}.yaml`, checks));
});

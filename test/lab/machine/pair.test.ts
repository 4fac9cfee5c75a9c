import { beforeAll, describe, test } from 'vitest';
import { canRun, expectAllOf, prepare, TRAFFIC } from './in-machine.ts';

describe.runIf(canRun)('a pair with most of what keepalived can do', () => {
  beforeAll(prepare);

  test('pair.yaml passes', () => {
    expectAllOf('pair.yaml', [
      'checks-succeed',
      ...TRAFFIC,
      'loses-a-real-server',
      'loses-a-silent-host',
      'fails-over',
      'keeps-connections',
      'silent-for-vips',
    ]);
  });
});

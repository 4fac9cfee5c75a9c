import { beforeAll, describe, test } from 'vitest';
import { canRun, expectAllOf, prepare, TRAFFIC } from './in-machine.ts';

describe.runIf(canRun)('the wide definitions, with what the committed clusters do not have', () => {
  beforeAll(prepare);

  test.each([
    ['interfaces', [...TRAFFIC, 'silent-for-vips']],
    ['schedulers', [...TRAFFIC, 'silent-for-vips']],
    ['six', TRAFFIC],
    ['tun', [...TRAFFIC, 'silent-for-vips']],
  ])('%s.yaml passes', (name, checks) => expectAllOf(`${name}.yaml`, checks));
});

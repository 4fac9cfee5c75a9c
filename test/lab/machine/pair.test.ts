import { beforeAll, describe, test } from 'vitest';
import { canRun, expectAllOf, PAIR, prepare } from './in-machine.ts';

describe.runIf(canRun)('a pair with most of what keepalived can do', () => {
  beforeAll(prepare);

  test('pair.yaml passes', () => {
    expectAllOf('pair.yaml', [...PAIR, 'keeps-connections', 'silent-for-vips']);
  });
});

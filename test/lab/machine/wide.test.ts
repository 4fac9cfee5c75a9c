import { beforeAll, describe, test } from 'vitest';
import { canRun, expectAllOf, isAll, PAIR, prepare, TRAFFIC } from './in-machine.ts';

/** A definition, and the checks that it passes between the first ones and the last two. */
type Wide = readonly [name: string, checks: readonly string[]];

/** Those that take the longest, or that other tests are close to. */
const LONG: readonly Wide[] = [
  ['interfaces', [...PAIR, 'silent-for-vips']],
  ['tun', [...TRAFFIC, 'silent-for-vips']],
  ['checks', [...PAIR, 'silent-for-vips']],
  ['macs', [...PAIR, 'silent-for-vips']],
  ['single', ['checks-succeed', ...TRAFFIC, 'loses-a-real-server', 'loses-a-silent-host', 'silent-for-vips']],
  ['tracking', PAIR],
  ['words', [...PAIR, 'keeps-connections', 'silent-for-vips']],
];

describe.runIf(canRun)('the wide definitions, with what the committed clusters do not have', () => {
  beforeAll(prepare);

  const all: readonly Wide[] = [
    ['source-nat', [...TRAFFIC, 'puts-back-what-is-lost', 'silent-for-vips']],
    ['source-nat-pair', PAIR],
    ['schedulers', [...TRAFFIC, 'silent-for-vips']],
    ['six', TRAFFIC],
    ['vrrp', PAIR],
    ...(isAll ? LONG : []),
  ];
  test.each(all)('%s.yaml passes', (name, checks) => expectAllOf(`${name}.yaml`, checks));
});

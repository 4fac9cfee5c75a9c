import { expect, test } from 'vitest';
import { withoutRepetitions } from '../../src/lab/world/keepalived.ts';

test("what keepalived's log says again and again is shown once", () => {
  const discarding = '(VI_1) received lower priority (90) advert from 192.168.0.58 - discarding';
  const master = '(VI_1) Entering MASTER STATE';
  expect(
    withoutRepetitions([
      `Wed Nov 25 04:53:07 2026: ${discarding}`,
      `Wed Nov  5 04:53:08 2026: ${discarding}`,
      `Wed Nov 25 04:53:10 2026: ${master}`,
      `Wed Nov 25 04:53:11 2026: ${discarding}`,
    ]),
  ).toEqual([
    `Wed Nov 25 04:53:07 2026: ${discarding}`,
    `Wed Nov 25 04:53:10 2026: ${master}`,
    `Wed Nov 25 04:53:11 2026: ${discarding}`,
  ]);
});

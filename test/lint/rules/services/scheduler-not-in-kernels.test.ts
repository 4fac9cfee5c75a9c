import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'scheduler-not-in-kernels';

test('twos', async () => {
  expect(await lint(rule, edit(DR, 'lvs_sched: wrr', 'lvs_sched: twos'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:17:16-17:20 «twos»",
        "hint": "try modprobe ip_vs_twos on the directors, or set lvs_sched to wlc",
        "message": "the kernel of Debian 12 has no scheduler "twos": there virtual server "http" is not set up, and its clients are refused",
        "severity": "info",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  for (const scheduler of [
    ...['rr', 'lc', 'wlc', 'lblc', 'lblcr', 'sh', 'mh', 'dh', 'fo', 'ovf', 'sed', 'nq'],
  ])
    expect(await lint(rule, edit(DR, 'lvs_sched: wrr', `lvs_sched: ${scheduler}`))).toEqual([]);
});

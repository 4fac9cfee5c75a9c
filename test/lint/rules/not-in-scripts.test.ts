import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'not-in-scripts';

test('a threshold of a real server', async () => {
  expect(await lint(rule, edit(DR, 'weight: 3', 'weight: 3, uthreshold: 100'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:20:33-20:43 «uthreshold»",
        "hint": "remove it, or let keepalived program IPVS: engine: keepalived",
        "message": "uthreshold is not in the scripts for ipvsadm",
        "severity": "error",
      },
    ]
  `);
});

test('settings of keepalived', async () => {
  const settings = 'global_defs: { lvs_timeouts: { tcp: 900 } }\ndirectors:';
  expect(await lint(rule, edit(DR, 'directors:', settings))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:5:1-5:12 «global_defs»",
        "hint": "remove it, or let keepalived program IPVS: engine: keepalived",
        "message": "global_defs is not in the scripts for ipvsadm",
        "severity": "error",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // What is off, and what keepalived does.
  expect(await lint(rule, edit(DR, 'weight: 3', 'weight: 3, uthreshold: 0'))).toEqual([]);
  expect(await lint(rule, edit(HA, 'name: rs1, weight: 1', 'name: rs1, weight: 1, uthreshold: 100'))).toEqual(
    [],
  );
});

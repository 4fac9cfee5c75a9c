import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'mixed-engines';
const files = (dr: string) => ({ 'clusters/prod/web-dr.yaml': dr, 'clusters/prod/web-ha.yaml': HA });

test('one host, two engines', async () => {
  expect(await lint(rule, files(DR))).toEqual([
    {
      severity: 'error',
      message:
        '"lvs1" is a director with engine "keepalived" here, and with engine "ipvsadm" in cluster "web-dr"',
      hint: 'give both clusters the same engine, or directors of their own',
      at: 'clusters/prod/web-ha.yaml:6:11-6:15 «lvs1»',
      related: ['clusters/prod/web-dr.yaml:6:11-6:15 «lvs1» a director with engine "ipvsadm"'],
    },
  ]);
});

test('a pair of directors is one finding', async () => {
  const two = edit(
    DR,
    'real_servers:\n  - { name: rs1, a',
    `  - { name: lvs2, interfaces: { eth0: { segment: lan, address: 192.168.0.58/24 } } }
real_servers:
  - { name: rs1, a`,
  );
  // That the two have no VRRP instance is the cause.
  expect(await lint(rule, files(two))).toEqual([]);
  const alone = await lint(rule, files(two), 'rules: { directors-without-vrrp: off }\n');
  expect(alone.map(({ at }) => at)).toEqual(['clusters/prod/web-ha.yaml:6:11-6:15 «lvs1»']);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, files(edit(DR, 'name: web-dr\n', 'name: web-dr\nengine: keepalived\n')))).toEqual(
    [],
  );
  expect(await lint(rule, files(edit(DR, 'name: lvs1', 'name: lvs9')))).toEqual([]);
  // Another environment is another host of that name.
  expect(await lint(rule, { 'clusters/prod/web-dr.yaml': DR, 'clusters/test/web-ha.yaml': HA })).toEqual([]);
  // A director of the one that is a real server of the other.
  const both = edit(DR, 'name: lvs1', 'name: lvs9').replaceAll('name: rs1', 'name: lvs1');
  expect(await lint(rule, files(both))).toEqual([]);
});

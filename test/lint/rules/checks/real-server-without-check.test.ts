import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'real-server-without-check';
const unchecked = HA.replace(/ {4}checks:\n.*\n/, '');

test('no real server of a virtual server has a check: the virtual server is named', async () => {
  expect(await lint(rule, unchecked)).toEqual([
    {
      severity: 'warning',
      message: 'no real server of virtual server "http" has a check: dead ones keep their share',
      hint: 'add "checks" to the virtual server, such as TCP_CHECK',
      at: 'clusters/prod/web-ha.yaml:24:11-24:15 «http»',
    },
  ]);
});

test('one real server has no check', async () => {
  const one = edit(unchecked, '{ name: rs1, weight: 1 }', '{ name: rs1, checks: [{ TCP_CHECK: {} }] }');
  expect(await lint(rule, one)).toEqual([
    {
      severity: 'warning',
      message: 'real server "rs2" has no check: it keeps its share when it is dead',
      hint: 'add "checks" to the virtual server, such as TCP_CHECK',
      at: 'clusters/prod/web-ha.yaml:33:17-33:20 «rs2»',
    },
  ]);
  expect(await lint(rule, edit(unchecked, '      - { name: rs1, weight: 1 }\n', ''))).toEqual([
    {
      severity: 'warning',
      message: 'real server "rs2" has no check: it keeps its share when it is dead',
      hint: 'add "checks" to the virtual server, such as TCP_CHECK',
      at: 'clusters/prod/web-ha.yaml:32:17-32:20 «rs2»',
    },
  ]);
});

test('near misses stay silent', async () => {
  // NAT and DR have no check and no keepalived that could run one.
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  const defaulted = `${unchecked}defaults:\n  virtual_servers: { checks: [{ TCP_CHECK: {} }] }\n`;
  expect(await lint(rule, defaulted)).toEqual([]);
  const own = edit(
    edit(unchecked, '{ name: rs1, weight: 1 }', '{ name: rs1, checks: [{ TCP_CHECK: {} }] }'),
    '{ name: rs2, weight: 1 }',
    '{ name: rs2, weight: 0 }',
  );
  // rs2 is drained: it has no share to keep.
  expect(await lint(rule, own)).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'duplicate-bfd-check';
const checked = (...names: string[]) =>
  HA.replace(/ {6}- TCP_CHECK: .*\n/, names.map((name) => `      - BFD_CHECK: { name: ${name} }\n`).join(''));

test('one session twice, at each real server, is one finding', async () => {
  expect(await lint(rule, checked('rs1', 'rs1'))).toEqual([
    {
      severity: 'error',
      message: 'a second BFD_CHECK of BFD instance "rs1": keepalived refuses it',
      hint: 'remove it',
      at: 'clusters/prod/web-ha.yaml:33:28-33:31 «rs1»',
      related: ['clusters/prod/web-ha.yaml:32:28-32:31 «rs1» the first'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, checked('rs1', 'rs2'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'misc-dynamic-zero-status';
const misc = (words: string) =>
  HA.replace(/TCP_CHECK: \{[^}]*\}/, `MISC_CHECK: { misc_path: /usr/bin/load${words} }`);

test('a program that says the weight', async () => {
  expect(await lint(rule, misc(', misc_dynamic: true'))).toEqual([
    {
      severity: 'info',
      message:
        'where the program has ended with 0, a reload of keepalived gives its real server the weight 0, until the program ends with another status',
      hint: 'have the program end with the weight plus 2, such as 12 for 10, and never with 0',
      at: 'clusters/prod/web-ha.yaml:32:63-32:67 «true»',
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, HA)).toEqual([]);
  expect(await lint(rule, misc(''))).toEqual([]);
  expect(await lint(rule, misc(', misc_dynamic: false'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'cluster-name-mismatch';

test('the name differs from that of the file', async () => {
  expect(await lint(rule, { 'clusters/prod/api.yaml': DR })).toEqual([
    {
      severity: 'error',
      message: 'the cluster\'s name is "web-dr", but the file\'s is "api"',
      hint: 'set name to "api", or leave it out: the file\'s name is the default',
      at: 'clusters/prod/api.yaml:2:7-2:13 «web-dr»',
    },
  ]);
  expect((await lint(rule, { 'clusters/prod/Web-dr.yml': DR })).map(({ message }) => message)).toEqual([
    'the cluster\'s name is "web-dr", but the file\'s is "Web-dr"',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, { 'clusters/web-dr.yml': DR })).toEqual([]);
  expect(await lint(rule, { 'clusters/prod/eu/api.yaml': edit(DR, 'name: web-dr\n', '') })).toEqual([]);
  expect(await lint(rule, { 'clusters/prod/web.dr.yaml': edit(DR, 'name: web-dr', 'name: web.dr') })).toEqual(
    [],
  );
});

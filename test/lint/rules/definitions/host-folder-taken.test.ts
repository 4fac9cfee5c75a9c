import { expect, test } from 'vitest';
import { DR, edit, NAT } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'host-folder-taken';

test('a host with the path of a deeper environment', async () => {
  const files = { 'clusters/prod/web-dr.yaml': DR, 'clusters/prod/lvs1/web-nat.yaml': NAT };
  expect(await lint(rule, files)).toEqual([
    {
      severity: 'error',
      message: 'host "lvs1" needs the folder "prod/lvs1", which is an environment',
      hint: 'give the host or the environment another name',
      at: 'clusters/prod/web-dr.yaml:6:11-6:15 «lvs1»',
    },
  ]);
});

test('an environment without definitions of its own counts, at the top as well', async () => {
  const files = { 'clusters/web-dr.yaml': DR, 'clusters/rs1/eu/web-nat.yaml': NAT };
  expect((await lint(rule, files)).map(({ at }) => at)).toEqual(['clusters/web-dr.yaml:10:13-10:16 «rs1»']);
});

test('case does not count: it does not on some disks', async () => {
  const files = { 'clusters/prod/web-dr.yaml': DR, 'clusters/prod/LVS1/web-nat.yaml': NAT };
  expect((await lint(rule, files)).map(({ message }) => message)).toEqual([
    'host "lvs1" needs the folder "prod/lvs1", which is an environment',
  ]);
});

test('near misses stay silent', async () => {
  const files = { 'clusters/prod/web-dr.yaml': DR, 'clusters/lvs1/web-nat.yaml': NAT };
  expect(await lint(rule, files)).toEqual([]);
  const deeper = {
    'clusters/prod/web-dr.yaml': DR,
    'clusters/prod/eu/web-nat.yaml': edit(NAT, '- name: lvs1', '- name: eu'),
  };
  expect(await lint(rule, deeper)).toEqual([]);
});

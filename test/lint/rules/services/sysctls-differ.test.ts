import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sysctls-differ';
const NAME = 'net.ipv4.vs.sloppy_tcp';
const set = (base: string, value: number) =>
  edit(base, 'version: 1\n', `version: 1\nsysctls: { ${NAME}: ${value} }\n`);
const API = edit(edit(NAT, 'name: web-nat', 'name: api'), 'port: 80\n', 'port: 81\n');
const two = (web: string, api: string) => ({
  'clusters/prod/api.yaml': api,
  'clusters/prod/web-nat.yaml': web,
});

test('two values for one kernel', async () => {
  expect(await lint(rule, two(set(NAT, 1), set(API, 0)))).toEqual([
    {
      severity: 'error',
      message:
        'net.ipv4.vs.sloppy_tcp is "1" here and "0" in cluster "api", but director "lvs1" has one kernel',
      hint: 'give it one value in all definitions of the director',
      at: 'clusters/prod/web-nat.yaml:2:36-2:37 «1»',
      related: ['clusters/prod/api.yaml:2:36-2:37 «0» the other value'],
    },
  ]);
});

test('the own value of a director counts, in place of its cluster’s', async () => {
  const own = edit(set(NAT, 1), '  - name: lvs1\n', `  - name: lvs1\n    sysctls: { ${NAME}: 0 }\n`);
  expect((await lint(rule, two(own, set(API, 1)))).map(({ at }) => at)).toEqual([
    'clusters/prod/web-nat.yaml:9:40-9:41 «0»',
  ]);
  expect(await lint(rule, two(own, set(API, 0)))).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, two(set(NAT, 1), set(API, 1)))).toEqual([]);
  expect(await lint(rule, two(set(NAT, 1), API))).toEqual([]);
  expect(await lint(rule, two(set(NAT, 1), set(API.replaceAll('lvs1', 'api1'), 0)))).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'invalid-advert-int';
const V3 = edit(HA, '    authentication: { auth_type: PASS, auth_pass: "1111" }\n', '    version: 3\n');
const at = (text: string, seconds: number) => edit(text, 'advert_int: 1\n', `advert_int: ${seconds}\n`);

test('version 2 has whole seconds', async () => {
  expect(await lint(rule, at(HA, 0.5))).toEqual([
    {
      severity: 'error',
      message: 'advert_int "0.5" is not a whole number of seconds, as VRRP version 2 has it',
      hint: 'set advert_int to 1, as keepalived would, or version to 3',
      at: 'clusters/prod/web-ha.yaml:14:17-14:20 «0.5»',
    },
  ]);
  expect((await lint(rule, at(HA, 0.1))).map(({ hint }) => hint)).toEqual([
    'set advert_int to 1, as keepalived would, or version to 3',
  ]);
  expect((await lint(rule, at(HA, 100.5))).map(({ hint }) => hint)).toEqual([
    'set advert_int to 101, as keepalived would',
  ]);
});

test('version 3 has at most 40.95 seconds', async () => {
  expect(await lint(rule, at(V3, 40.96))).toEqual([
    {
      severity: 'error',
      message: 'advert_int "40.96" is more than VRRP version 3 can have, 40.95 seconds',
      hint: 'set advert_int to 40.95, as keepalived would',
      at: 'clusters/prod/web-ha.yaml:14:17-14:22 «40.96»',
    },
  ]);
});

test('a default is one finding, at the default', async () => {
  const text = NAT_HA.replaceAll('    advert_int: 1\n', '');
  expect(await lint(rule, `${text}defaults: { vrrp_instances: { advert_int: 1.5 } }\n`)).toEqual([
    {
      severity: 'error',
      message: 'advert_int "1.5" is not a whole number of seconds, as VRRP version 2 has it',
      hint: 'set advert_int to 2, as keepalived would, or version to 3',
      at: 'clusters/prod/edge.yaml:49:43-49:46 «1.5»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  for (const seconds of [1, 2, 255]) expect(await lint(rule, at(HA, seconds))).toEqual([]);
  for (const seconds of [0.01, 0.5, 1, 40, 40.95]) expect(await lint(rule, at(V3, seconds))).toEqual([]);
  expect(await lint(rule, edit(HA, '    advert_int: 1\n', ''))).toEqual([]);
});

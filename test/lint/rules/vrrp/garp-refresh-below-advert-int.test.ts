import { expect, test } from 'vitest';
import { edit, HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'garp-refresh-below-advert-int';
const instance = (words: string) => edit(HA, '    advert_int: 1\n', `    ${words}\n`);
const globals = (base: string, words: string) =>
  edit(base, 'vrrp_instances:\n', `global_defs: { ${words} }\nvrrp_instances:\n`);

test('of an instance', async () => {
  expect(await lint(rule, instance('advert_int: 3\n    garp_master_refresh: 1'))).toEqual([
    {
      severity: 'info',
      message:
        'garp_master_refresh "1" is below advert_int "3" of VRRP instance "VI_1": gratuitous ARPs go out with adverts, every 3 s',
      hint: 'write 3 or more, or lower advert_int',
      at: 'clusters/prod/web-ha.yaml:15:26-15:27 «1»',
      related: ['clusters/prod/web-ha.yaml:14:17-14:18 «3» the time between adverts'],
    },
  ]);
});

test('of a member', async () => {
  expect(
    await lint(
      rule,
      edit(instance('advert_int: 3'), 'priority: 90 }', 'priority: 90, garp_master_refresh: 2 }'),
    ),
  ).toEqual([
    {
      severity: 'info',
      message:
        'garp_master_refresh "2" is below advert_int "3" of VRRP instance "VI_1": gratuitous ARPs go out with adverts, every 3 s',
      hint: 'write 3 or more, or lower advert_int',
      at: 'clusters/prod/web-ha.yaml:19:77-19:78 «2»',
      related: ['clusters/prod/web-ha.yaml:14:17-14:18 «3» the time between adverts'],
    },
  ]);
});

test('of all', async () => {
  expect(await lint(rule, globals(instance('advert_int: 3'), 'vrrp_garp_master_refresh: 1'))).toEqual([
    {
      severity: 'info',
      message:
        'vrrp_garp_master_refresh "1" is below advert_int "3" of VRRP instance "VI_1": gratuitous ARPs go out with adverts, every 3 s',
      hint: 'write 3 or more, or lower advert_int',
      at: 'clusters/prod/web-ha.yaml:10:42-10:43 «1»',
      related: ['clusters/prod/web-ha.yaml:15:17-15:18 «3» the time between adverts'],
    },
  ]);
});

test('for other interfaces', async () => {
  expect(await lint(rule, instance('advert_int: 3\n    garp_extra_if: 2'))).toEqual([
    {
      severity: 'info',
      message:
        'garp_extra_if "2" is below advert_int "3" of VRRP instance "VI_1": gratuitous ARPs go out with adverts, every 3 s',
      hint: 'write 3 or more, or lower advert_int',
      at: 'clusters/prod/web-ha.yaml:15:20-15:21 «2»',
      related: ['clusters/prod/web-ha.yaml:14:17-14:18 «3» the time between adverts'],
    },
  ]);
});

test.each([
  ['as often as adverts', instance('advert_int: 3\n    garp_master_refresh: 3')],
  ['never', instance('advert_int: 3\n    garp_master_refresh: 0')],
  [
    'the instance says another',
    globals(instance('advert_int: 3\n    garp_master_refresh: 60'), 'vrrp_garp_master_refresh: 1'),
  ],
])('silent: %s', async (_, text) => {
  expect(await lint(rule, text)).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sh-weights-exceed-table';

const hashed = (first: number, second: number, scheduler = 'sh') =>
  edit(
    edit(edit(DR, 'lvs_sched: wrr', `lvs_sched: ${scheduler}`), 'rs2, weight: 1', `rs2, weight: ${second}`),
    'rs1, weight: 3',
    `rs1, weight: ${first}`,
  );

test('weights that add up to more than 256', async () => {
  expect(await lint(rule, hashed(57, 200))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:21:30-21:33 «200»",
        "hint": "use smaller weights in the same proportion: 256 in all at most",
        "message": "the weights of virtual server "http" add up to "257", and sh has 256 places: those served last get less than their part, or no clients at all",
        "related": [
          "clusters/prod/web-dr.yaml:17:16-17:18 «sh» the scheduler",
        ],
        "severity": "warning",
      },
    ]
  `);
  // A real server of weight 0 has a place.
  expect(await lint(rule, hashed(256, 0))).toHaveLength(1);
});

test('the weight of all is named where it stands', async () => {
  const text = edit(
    hashed(3, 1).replaceAll(/, weight: \d/g, ''),
    'lvs_sched: sh\n',
    'lvs_sched: sh\n    weight: 200\n',
  );
  expect((await lint(rule, text)).map(({ at }) => at)).toMatchInlineSnapshot(`
    [
      "clusters/prod/web-dr.yaml:18:13-18:16 «200»",
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, hashed(56, 200))).toEqual([]);
  expect(await lint(rule, hashed(1000, 500, 'mh'))).toEqual([]);
  expect(await lint(rule, hashed(1000, 500, 'wrr'))).toEqual([]);
  // Alone it gets all places.
  expect(await lint(rule, edit(hashed(1000, 1), '      - { name: rs2, weight: 1 }\n', ''))).toEqual([]);
});

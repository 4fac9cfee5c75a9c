import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'quorum-program-alone';
const withPrograms = (...words: string[]) =>
  edit(
    HA,
    'delay_loop: 6',
    ['delay_loop: 6', ...words.map((word) => `${word}: /usr/local/bin/route`)].join('\n    '),
  );

test('one of the two', async () => {
  expect(await lint(rule, withPrograms('quorum_up'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:31:16-31:36 «/usr/local/bin/route»",
        "hint": "set quorum_down; with omega, quorum_down runs when keepalived stops, too",
        "message": "virtual server "http" has quorum_up and no quorum_down: nothing undoes what the program does",
        "severity": "info",
      },
    ]
  `);
  expect((await lint(rule, withPrograms('quorum_down'))).map(({ message }) => message)).toEqual([
    'virtual server "http" has quorum_down and no quorum_up: nothing undoes what the program does',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, withPrograms('quorum_up', 'quorum_down'))).toEqual([]);
});

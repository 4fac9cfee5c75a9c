import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atLeast, type Finding, SEVERITIES } from '../../src/diagnostic/finding.ts';
import { type Judged, withoutSymptoms } from '../../src/lint/causes.ts';
import type { Problem } from '../../src/lint/rule.ts';
import { edit, HA, NAT_HA } from '../support/definitions.ts';
import { lintAll } from '../support/lint.ts';

const RANGE = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };

function judged(
  message: string,
  { doubts, restsOn, sameAs }: Pick<Problem, 'doubts' | 'restsOn' | 'sameAs'>,
  { file = 'a.yaml', severity = 'error', rule = 'x', related = [] }: Partial<Finding> = {},
): Judged {
  const at = { file, path: [], part: 'value' } as const;
  const facts = {
    ...(doubts === undefined ? {} : { doubts }),
    ...(restsOn === undefined ? {} : { restsOn }),
    ...(sameAs === undefined ? {} : { sameAs }),
  };
  return {
    finding: { rule, severity, message, file, range: RANGE, related },
    problem: { message, at, ...facts },
  };
}

const messages = (all: readonly Judged[]) => withoutSymptoms(all).map(({ message }) => message);

test('a symptom is left out beside its cause, and stays without it', () => {
  const cause = judged('cause', { doubts: ['f'] });
  const symptom = judged('symptom', { restsOn: ['f', 'g'] });
  const other = judged('other', { restsOn: ['g'] });
  expect(messages([symptom, cause, other])).toEqual(['cause', 'other']);
  expect(messages([symptom, other])).toEqual(['symptom', 'other']);
});

test('a place is a fact, whatever part of it is named', () => {
  const place = { file: 'a.yaml', path: ['x', 0], part: 'value' } as const;
  const cause = judged('cause', { doubts: [{ ...place, slice: [1, 2] }] });
  expect(messages([cause, judged('symptom', { restsOn: [{ ...place, part: 'key' }] })])).toEqual(['cause']);
  const elsewhere = judged('elsewhere', { restsOn: [{ ...place, path: ['x', 1] }] });
  expect(messages([cause, elsewhere])).toEqual(['cause', 'elsewhere']);
});

test('a lesser cause leaves out no graver symptom: an error keeps its file from being rendered', () => {
  const cause = judged('cause', { doubts: ['f'] }, { severity: 'warning' });
  const error = judged('error', { restsOn: ['f'] });
  const warning = judged('warning', { restsOn: ['f'] }, { severity: 'warning' });
  expect(messages([cause, error, warning])).toEqual(['cause', 'error']);
});

test('what is left out puts nothing in doubt, and no two leave each other out', () => {
  const first = judged('first', { doubts: ['f'], restsOn: ['g'] });
  const second = judged('second', { doubts: ['g'], restsOn: ['f'] });
  expect(messages([first, second])).toEqual(['first']);
  const third = judged('third', { restsOn: ['g'] });
  expect(messages([first, second, third])).toEqual(['first', 'third']);
});

test('of those with one cause the first is reported, with the places of the others', () => {
  const one = judged('one', { sameAs: 'c' });
  const two = judged('two', { sameAs: 'c' }, { file: 'b.yaml' });
  const graver = judged('graver', { sameAs: 'c' });
  const lesser = judged('lesser', { sameAs: 'c' }, { severity: 'info' });
  expect(withoutSymptoms([one, two])).toEqual([
    { ...one.finding, related: [{ file: 'b.yaml', range: RANGE, message: 'here too' }] },
  ]);
  expect(messages([lesser, graver])).toEqual(['lesser', 'graver']);
  const ofOther = judged('other', { sameAs: 'c' }, { rule: 'y' });
  expect(messages([one, ofOther])).toEqual(['one', 'other']);
});

test('a cause has the files of its symptoms', () => {
  const cause = judged('cause', { doubts: ['f'] });
  const related = [{ file: 'c.yaml', range: RANGE, message: 'there' }];
  const symptom = judged('symptom', { restsOn: ['f'] }, { file: 'b.yaml', related });
  expect(withoutSymptoms([cause, symptom])).toEqual([
    {
      ...cause.finding,
      related: [{ file: 'b.yaml', range: RANGE, message: 'leads to a fault here' }, ...related],
    },
  ]);
});

test('whatever is left out, one that is as grave stands for it in each of its files', () => {
  const facts = fc.uniqueArray(fc.constantFrom('f', 'g', 'h'), { maxLength: 2 });
  const file = fc.constantFrom('a.yaml', 'b.yaml', 'c.yaml');
  const one = fc
    .record({
      doubts: fc.option(facts, { nil: undefined }),
      restsOn: fc.option(facts, { nil: undefined }),
      sameAs: fc.option(fc.constantFrom('c', 'd'), { nil: undefined }),
      severity: fc.constantFrom(...SEVERITIES),
      file,
      other: file,
    })
    .map(({ doubts, restsOn, sameAs, severity, file, other }) => ({
      doubts,
      restsOn,
      sameAs,
      severity,
      file,
      other,
    }));
  fc.assert(
    fc.property(fc.array(one, { maxLength: 7 }), (all) => {
      const before = all.map(({ severity, file, other, doubts, restsOn, sameAs }, index) =>
        judged(
          String(index),
          {
            ...(doubts === undefined ? {} : { doubts }),
            ...(restsOn === undefined ? {} : { restsOn }),
            ...(sameAs === undefined ? {} : { sameAs }),
          },
          { severity, file, related: [{ file: other, range: RANGE, message: 'there' }] },
        ),
      );
      const after = withoutSymptoms(before);
      for (const { finding, problem } of before) {
        const kept = after.find(({ message }) => message === finding.message);
        if (kept !== undefined) continue;
        expect(problem?.restsOn ?? problem?.sameAs).toBeDefined();
        for (const { file } of [finding, ...finding.related]) {
          const standsFor = after.filter(
            (other) =>
              atLeast(other.severity, finding.severity) &&
              [other, ...other.related].some((place) => place.file === file),
          );
          expect(standsFor).not.toEqual([]);
        }
      }
    }),
  );
});

test('a cause that a comment suppresses or that is switched off hides nothing', async () => {
  const rules = async (text: string, settings?: string) =>
    (await lintAll({ 'clusters/prod/edge.yaml': text }, settings)).map(({ rule }) => rule);
  const members = '      - { director: edge2, state: BACKUP, priority: 100 }\n  - name: INNER';
  const text = edit(NAT_HA, members, members.replace('edge2', 'egde2'));
  expect(await rules(text)).toEqual(['unknown-name']);
  const symptoms = ['director-never-owns-vip', 'sync-group-broken'];
  expect(await rules(text, 'rules: { unknown-name: off }\n')).toEqual(symptoms);
  expect((await rules(text, 'rules: { unknown-name: info }\n')).sort()).toEqual([
    ...symptoms,
    'unknown-name',
  ]);
  const suppressed = `# lvsgen-disable unknown-name -- it comes later\n${text}`;
  expect(await rules(suppressed)).toEqual(symptoms);
});

test('a suppression of a symptom is used while its cause is reported', async () => {
  const comment = '# lvsgen-disable director-never-owns-vip -- a spare\n';
  const text = comment + edit(HA, 'director: lvs2', 'director: lsv2');
  const found = await lintAll({ 'clusters/prod/web-ha.yaml': text });
  expect(found.map(({ rule }) => rule)).toEqual(['unknown-name']);
});

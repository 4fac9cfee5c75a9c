import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allRules, allRulesByTopic } from '../../src/lint/find-rule.ts';
import { ROOT, readPage, UPDATE } from './pages.ts';

const PAGE = 'docs/rules.md';

function index(): string {
  const parts = allRulesByTopic.map(({ title, rules }) => {
    const rows = rules.map(
      ({ id, severity, summary }) =>
        `| [${id}](rules/${id}.md) | ${severity} | ${summary.replaceAll('|', '\\|')} |`,
    );
    return `## ${title}\n\n| rule | severity | what it finds |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
  return [
    '# Rules\n',
    '`lvsgen rules` prints this list, and `lvsgen explain RULE` the page of a rule. A test keeps the list fresh:',
    '`UPDATE_DOCS=1 npx vitest run test/docs` writes it.\n',
    ...parts,
  ].join('\n');
}

test('the index of rules has them all, by their topics', () => {
  if (UPDATE) writeFileSync(join(ROOT, PAGE), index());
  else expect(readPage(PAGE)).toBe(index());
  expect(allRulesByTopic.flatMap(({ rules }) => rules)).toEqual(allRules);
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allRules, findRule } from '../../src/lint/find-rule.ts';
import { inputRules } from '../../src/lint/input-rules.ts';
import { lintAll } from '../support/lint.ts';
import { type Block, blocksOf, fileOf, ROOT, readPage } from './pages.ts';

const FOLDER = 'docs/rules';
const IDS = readdirSync(join(ROOT, FOLDER))
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replace(/\.md$/, ''));

/** What a Bad example cannot show its fault without, by rule: each needs a reason. */
const UNAVOIDABLE: Readonly<Record<string, readonly string[]>> = {};

const HEADINGS = ['What it finds', 'Why it matters', 'Bad', 'Good', 'Source'];

/** The part of a page below a heading. */
function section(page: string, heading: string): string {
  const [, rest = ''] = page.split(`\n## ${heading}\n`);
  return rest.split(/^## /m)[0] ?? '';
}

/** The findings of an example: all of its files together. */
async function lintExample(blocks: readonly Block[]) {
  const files: Record<string, string> = {};
  let settings: string | undefined;
  for (const block of blocks) {
    const file = fileOf(block);
    if (file === 'lvsgen.yaml') settings = block.text;
    else if (file !== undefined) files[file] = block.text;
  }
  return lintAll(files, settings);
}

test('every rule has a page, and every page a rule', () => {
  expect([...IDS].sort()).toEqual(allRules.map(({ id }) => id).sort());
});

describe.each(IDS)('%s', (id) => {
  const page = readPage(`${FOLDER}/${id}.md`);
  const blocks = { bad: blocksOf(section(page, 'Bad')), good: blocksOf(section(page, 'Good')) };
  const isInput = inputRules.some((rule) => rule.id === id);

  test('has its name, its severity and the headings of a page', () => {
    expect(page.split('\n')[0]).toBe(`# ${id}`);
    expect(page).toContain(`\nSeverity: ${findRule(id)?.severity}\n`);
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
  });

  test('each YAML block of its examples names its file', () => {
    const yaml = [...blocks.bad, ...blocks.good].filter(({ language }) => language === 'yaml');
    // What is wrong with a file's bytes cannot be shown in a page.
    if (!isInput) expect(yaml.length).toBeGreaterThanOrEqual(2);
    expect(yaml.filter((block) => fileOf(block) === undefined).map(({ text }) => text)).toEqual([]);
  });

  test('the bad example has this fault, and no other', async () => {
    if (blocks.bad.every((block) => fileOf(block) === undefined)) return;
    const findings = await lintExample(blocks.bad);
    expect(findings.map(({ rule }) => rule)).toContain(id);
    const others = findings.filter(
      ({ rule, severity }) => rule !== id && severity !== 'info' && !UNAVOIDABLE[id]?.includes(rule),
    );
    expect(others.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  test('the good example has none', async () => {
    const findings = await lintExample(blocks.good);
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});

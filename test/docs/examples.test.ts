import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintAll } from '../support/lint.ts';
import { blocksOf, fileOf, isDefinition, PAGES, ROOT, readPage, UPDATE } from './pages.ts';

/** What a definition in a page says of itself, and what is wrong with it. */
async function rulesFor(files: Record<string, string>, settings: string | undefined): Promise<string[]> {
  const findings = await lintAll(files, settings);
  return findings.map(({ rule, file, range, message }) => `${rule} ${file}:${range.start.line} ${message}`);
}

/** As the page shows it: the path in place of what is for an editor. */
function shown(file: string): string {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return `# ${file}\n${text.replace(/^# yaml-language-server:.*\n/, '')}`;
}

describe.each(PAGES)('%s', (page) => {
  const blocks = blocksOf(readPage(page));
  const settings = blocks.find((block) => fileOf(block) === 'lvsgen.yaml')?.text;
  const definitions = blocks.filter(isDefinition).map((block, index) => ({
    ...block,
    file: fileOf(block) ?? `clusters/example-${index + 1}/example.yaml`,
  }));

  test('its definitions lint clean, all together', async () => {
    const clean = definitions.filter(({ lintsWith }) => lintsWith.length === 0);
    expect(await rulesFor(Object.fromEntries(clean.map(({ file, text }) => [file, text])), settings)).toEqual(
      [],
    );
  });

  const faulty = definitions.filter(({ lintsWith }) => lintsWith.length > 0);
  test.each(faulty)('line $line lints with $lintsWith', async ({ file, text, lintsWith }) => {
    const rules = (await rulesFor({ [file]: text }, settings)).map((finding) => finding.split(' ')[0]);
    expect([...new Set(rules)].sort()).toEqual([...lintsWith].sort());
  });

  const copies = definitions.filter(({ file }) => existsSync(join(ROOT, file)));
  test.each(copies)('line $line is $file', ({ file, text }) => {
    if (UPDATE)
      writeFileSync(
        join(ROOT, page),
        readPage(page).replace(text, () => shown(file)),
      );
    else expect(text).toBe(shown(file));
  });
});

test("docs/definition.md shows the three examples of the repository's clusters/examples", () => {
  const files = blocksOf(readPage('docs/definition.md')).map(fileOf);
  const examples = ['nat/web-nat.yaml', 'dr/web-dr.yaml', 'ha/web-ha.yaml'];
  expect(files).toEqual(expect.arrayContaining(examples.map((name) => `clusters/examples/${name}`)));
});

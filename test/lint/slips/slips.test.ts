import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createTwoFilesPatch } from 'diff';
import { expect, test } from 'vitest';
import { findingLines, lintAll } from '../../support/lint.ts';
import { definitions, fileOf, withSlips } from './apply.ts';
import { type Slip, slips } from './slips.ts';

/**
 * What a person gets for one mistake: `findings.txt` has each slip with all that is found, to the letter.
 * `UPDATE_SLIPS=1` writes the file anew: read its diff.
 */
const table = fileURLToPath(new URL('findings.txt', import.meta.url));

/** Removed and added lines, the first ones alone. */
function changes({ from, apply }: Slip): string[] {
  const before = definitions.get(from) ?? '';
  const patch = createTwoFilesPatch('', '', before, apply(before), '', '', { context: 0 });
  const lines = patch.split('\n').filter((line) => /^[-+](?!--|\+\+)/.test(line));
  const rest = lines.length - MOST_SHOWN;
  const shown = rest > 0 ? [...lines.slice(0, MOST_SHOWN), `… ${rest} more lines`] : lines;
  return shown.map((line) => `  ${line}`.replaceAll('\t', '→').replaceAll('\u00a0', '␣'));
}

const MOST_SHOWN = 6;

async function row(slip: Slip): Promise<{ count: number; text: string }> {
  const files = withSlips(slip);
  const findings = await lintAll(files);
  const said =
    slip.file === slip.from ? fileOf(slip.file) : `${fileOf(slip.file)}, a copy of ${fileOf(slip.from)}`;
  const title = `## ${slip.title}: ${findings.length}`;
  const lines = [title, said, ...changes(slip), ''];
  return { count: findings.length, text: `${lines.join('\n')}${findingLines(files, findings)}` };
}

test('the definitions are good', async () => {
  const files = withSlips();
  expect(findingLines(files, await lintAll(files))).toBe('no findings\n');
});

test('each slip gives what the table says', async () => {
  const rows = await Promise.all(slips.map(row));
  const several = rows.filter(({ count }) => count > 1).length;
  const head = `# ${rows.length} slips, one of them in good definitions at a time, and how many findings each gives. ${several} give more than one.\n`;
  const text = [head, ...rows.map(({ text }) => text)].join('\n');
  if (process.env['UPDATE_SLIPS'] !== undefined) writeFileSync(table, text);
  const advice = 'UPDATE_SLIPS=1 npx vitest run --project all test/lint/slips writes it anew: read its diff';
  expect(text, advice).toBe(readFileSync(table, 'utf8'));
});

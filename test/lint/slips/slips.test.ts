import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createTwoFilesPatch } from 'diff';
import { expect, test } from 'vitest';
import { compareText } from '../../../src/diagnostic/finding.ts';
import { findingLines, lintAll } from '../../support/lint.ts';
import { type Name, type Slip, slips } from './slips.ts';

/**
 * What a person gets for one mistake: `findings.txt` has each slip with all that is found, to the letter.
 * `UPDATE_SLIPS=1` writes the file anew: read its diff.
 */
const folder = fileURLToPath(new URL('.', import.meta.url));
const NAMES: readonly Name[] = ['api', 'edge', 'shop', 'tour', 'web'];
const definitions = new Map(
  NAMES.map((name) => [name, readFileSync(`${folder}definitions/${name}.yaml`, 'utf8')]),
);
const fileOf = (name: string) => `clusters/prod/${name}.yaml`;

function withSlip({ from, file, apply }: Slip): Record<string, string> {
  const texts = new Map<string, string>(definitions).set(file, apply(definitions.get(from) ?? ''));
  const names = [...texts.keys()].sort(compareText);
  return Object.fromEntries(names.map((name) => [fileOf(name), texts.get(name) ?? '']));
}

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
  const files = withSlip(slip);
  const findings = await lintAll(files);
  const said =
    slip.file === slip.from ? fileOf(slip.file) : `${fileOf(slip.file)}, a copy of ${fileOf(slip.from)}`;
  const title = `## ${slip.title}: ${findings.length}`;
  const lines = [title, said, ...changes(slip), ''];
  return { count: findings.length, text: `${lines.join('\n')}${findingLines(files, findings)}` };
}

test('the definitions are good', async () => {
  const files = Object.fromEntries(NAMES.map((name) => [fileOf(name), definitions.get(name) ?? '']));
  expect(findingLines(files, await lintAll(files))).toBe('no findings\n');
});

test('each slip gives what the table says', async () => {
  const rows = await Promise.all(slips.map(row));
  const several = rows.filter(({ count }) => count > 1).length;
  const head = `# ${rows.length} slips, one of them in good definitions at a time, and how many findings each gives. ${several} give more than one.\n`;
  const table = [head, ...rows.map(({ text }) => text)].join('\n');
  const file = `${folder}findings.txt`;
  if (process.env['UPDATE_SLIPS'] !== undefined) writeFileSync(file, table);
  const advice = 'UPDATE_SLIPS=1 npx vitest run --project all test/lint/slips writes it anew: read its diff';
  expect(table, advice).toBe(readFileSync(file, 'utf8'));
});

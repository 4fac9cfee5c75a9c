import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findingLines, lintAll } from '../support/lint.ts';

/**
 * Faults and set-ups from the field: small definitions that others wrote, or could have. Each begins with a comment that
 * says what is right and why; beside it stands what lvsgen finds, to the letter. `UPDATE_CASES=NAME` writes one's
 * anew, `UPDATE_CASES=all` those of all that have one.
 */
const folder = fileURLToPath(new URL('definitions', import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length));
const isToWrite = (name: string) => ['all', name].includes(process.env['UPDATE_CASES'] ?? '');

describe('definitions from the field', () => {
  for (const name of names) {
    test(name, async () => {
      const file = `clusters/prod/${name}.yaml`;
      const text = readFileSync(`${folder}/${name}.yaml`, 'utf8');
      expect(text).toMatch(/^# /);
      const files = { [file]: text };
      const found = findingLines(files, await lintAll(files));
      const expected = `${folder}/${name}.txt`;
      if (isToWrite(name)) writeFileSync(expected, found);
      expect(found).toBe(readFileSync(expected, 'utf8'));
    });
  }

  test('are there, each with a verdict', () => {
    expect(names.length).toBeGreaterThanOrEqual(70);
  });
});

import { expect, test } from 'vitest';
import { analyse } from '../../src/pipeline.ts';
import { FORMAT_NAMES } from '../../src/report/format-names.ts';
import { loadReport } from '../../src/report/formats.ts';
import { readSettings } from '../../src/settings.ts';
import { PASSWORD_SPELLINGS, withPassword } from './password-spellings.ts';

test.each(PASSWORD_SPELLINGS)('no format shows a password: %s', async (text) => {
  const file = 'clusters/prod/web-ha.yaml';
  const bytes = new TextEncoder().encode(withPassword(text));
  const { settings } = await readSettings(undefined);
  const { findings, sources } = await analyse([{ file, bytes }], settings, '2026-11-23');
  expect(findings, text).not.toEqual([]);
  for (const format of FORMAT_NAMES) {
    const report = await loadReport(format);
    const shown = report(findings, {
      files: 1,
      sourceOf: (name) => sources.get(name),
      color: false,
      ruleInfo: () => undefined,
      version: '0.0.0',
    });
    expect(shown, format).not.toContain('s3cret');
  }
});

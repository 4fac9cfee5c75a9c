import { expect, test } from 'vitest';
import { analyse } from '../../src/pipeline.ts';
import { FORMAT_NAMES } from '../../src/report/format-names.ts';
import { loadReport } from '../../src/report/formats.ts';
import { readSettings } from '../../src/settings.ts';
import { edit, HA } from '../support/definitions.ts';

const AUTH = 'authentication: { auth_type: PASS, auth_pass: "1111" }';
const block = (value: string) => `authentication:\n      auth_type: XXX\n      ${value}`;

test.each([
  block('auth_pass: [a, s3cret]'),
  block('auth_pass:\n        - s3cret'),
  block('"auth\\x5fpass": s3cret'),
  block('? auth_pass\n      : s3cret'),
  block('auth_pass: |\n        a\n        s3cret'),
  block('auth_pass: "a\n        s3cret"'),
  block('auth_pass: { s3cret }'),
  block('auth_pass: { secret: 1, s3cret: 2 }'),
  block('auth_pass: !s3cret x'),
  block('auth_pass: !!str s3cret'),
  block('auth_pass: &s3cret x'),
  block('auth_pass: *s3cret'),
  block('auth_pass: s3cret\n      auth_pass: s3cret'),
  block('auth_pass: toolongs3cret'),
  block('auth_pas: [s3cret]'),
  block('extra: ["auth_pass s3cret"]'),
  block('extra: |\n        auth_pass s3cret'),
  'extra: "authentication { auth_pass s3cret }"',
  'extra: |\n      authentication {\n        auth_pass s3cret\n        nonsense\n      }',
  'extra: |\n      auth_pass s3cret',
  'extra: auth_pass s3cret',
  'extra: "auth\\x5fpass s3cret"',
  `authentication: { auth_type: XXX, auth_pass: s3cret }`,
  `authentication: { auth_type: [, auth_pass: s3cret }`,
  block('auth_pass:\n        - a\n        - s3cret\n      b: ['),
  block('"auth\\x5fpass": s3cret\n      b: ['),
])('no format shows a password: %s', async (text) => {
  const file = 'clusters/prod/web-ha.yaml';
  const bytes = new TextEncoder().encode(edit(HA, AUTH, text));
  const { settings } = await readSettings(undefined);
  const { findings, sources } = await analyse([{ file, bytes }], settings, '2026-11-23');
  expect(findings).not.toEqual([]);
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

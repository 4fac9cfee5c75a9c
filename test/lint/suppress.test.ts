import { expect, test } from 'vitest';
import { analyse } from '../../src/pipeline.ts';
import { readSettings } from '../../src/settings.ts';
import { DR, edit } from '../support/definitions.ts';

const FILE = 'clusters/prod/web-dr.yaml';
const UNUSED = edit(DR, 'segments:\n', 'segments:\n  spare: { subnet: 10.9.0.0/24 }\n');

/** What is found on a day. */
async function foundOn(today: string, text: string) {
  const { settings } = await readSettings(undefined);
  const inputs = [{ file: FILE, bytes: new TextEncoder().encode(text) }];
  const { findings } = await analyse(inputs, settings, today);
  return findings.map(({ rule, severity, message, hint, range: { start, end } }) => ({
    rule,
    severity,
    message,
    hint,
    at: `${start.line}:${start.column}-${end.line}:${end.column}`,
  }));
}

test('a suppression holds on its last day, and no longer', async () => {
  const text = `# lvsgen-disable unused-segment -- for the new rack until 2027-02-28\n${UNUSED}`;
  for (const day of ['2026-11-23', '2027-02-27', '2027-02-28']) expect(await foundOn(day, text)).toEqual([]);
  const [hidden, ...others] = await foundOn('2027-02-28', UNUSED);
  expect(others).toEqual([]);
  expect(hidden?.rule).toBe('unused-segment');
  for (const day of ['2027-03-01', '2028-01-01']) {
    expect(await foundOn(day, text)).toEqual([
      {
        rule: 'unused-suppression',
        severity: 'warning',
        message: 'this suppression held until 2027-02-28',
        hint: 'mend what it hides, or give it a new day and reason',
        at: '1:59-1:69',
      },
      { ...hidden, at: '5:3-5:8' },
    ]);
  }
});

test('one that hides nothing is unused before its last day, and over after it', async () => {
  const text = `# lvsgen-disable unused-segment -- for the new rack until 2027-02-28\n${DR}`;
  const messages = async (day: string) => (await foundOn(day, text)).map(({ message }) => message);
  expect(await messages('2027-02-28')).toEqual(['"unused-segment" finds nothing here']);
  expect(await messages('2027-03-01')).toEqual(['this suppression held until 2027-02-28']);
});

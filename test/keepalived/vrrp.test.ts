import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ACCEPTED, KEEPALIVED_PROGRAMS, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { casesOf } from './cases.ts';

const file = new URL('../render/golden/vrrp-unicast/clusters/prod/unicast.yaml', import.meta.url);

describe.runIf(requirePrograms(KEEPALIVED_PROGRAMS))('unicast, with every timer and flag', () => {
  it('lints clean, and keepalived accepts it without a word', async () => {
    const text = readFileSync(fileURLToPath(file), 'utf8');
    const { findings, cases } = await casesOf({ 'clusters/prod/unicast.yaml': text });
    expect(findings).toEqual([]);
    expect(cases).toHaveLength(3);
    for (const { conf, interfaces } of cases)
      expect(await keepalivedTest(conf, interfaces)).toEqual(ACCEPTED);
  });
});

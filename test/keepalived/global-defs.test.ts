import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ACCEPTED, KEEPALIVED_PROGRAMS, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { casesOf } from './cases.ts';

const file = 'clusters/prod/web.yaml';
const path = fileURLToPath(new URL(`../render/golden/global-defs/${file}`, import.meta.url));

describe.runIf(requirePrograms(KEEPALIVED_PROGRAMS))('global_defs', () => {
  it('are accepted by the real keepalived without a word, on each director', async () => {
    const { findings, cases } = await casesOf({ [file]: readFileSync(path, 'utf8') });
    expect(findings).toEqual([]);
    expect(cases).toHaveLength(2);
    for (const { conf, interfaces } of cases)
      expect(await keepalivedTest(conf, interfaces)).toEqual(ACCEPTED);
  });

  it('have what differs per director', async () => {
    const { cases } = await casesOf({ [file]: readFileSync(path, 'utf8') });
    const lines = cases.map(({ conf }) => conf.match(/^ +(router_id|vrrp_priority|script_user) .*$/gm));
    expect(lines).toEqual([
      ['    script_user root root', '    router_id first', '    vrrp_priority -5'],
      ['    script_user root root', '    router_id lvs2', '    vrrp_priority -20'],
    ]);
  });
});

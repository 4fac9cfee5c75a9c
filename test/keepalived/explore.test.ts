import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { it } from 'vitest';
import { arbitraryMutant as arbitraryDefinition } from '../support/arbitrary-mutants.ts';
import { keepalivedTest } from '../support/keepalived.ts';
import { casesOf, faults } from './cases.ts';

it('explore', async () => {
  const seen = new Map<string, [number, string]>();
  const spoke = new Map<string, [number, string]>();
  let clean = 0,
    confs = 0;
  const n = Number(process.env['N'] ?? 300);
  const t = performance.now();
  let k0 = 0,
    l0 = 0;
  for (const d of fc.sample(arbitraryDefinition(), {
    numRuns: n,
    seed: Number(process.env['FC_SEED'] ?? 1),
  })) {
    const t1 = performance.now();
    const { findings, cases } = await casesOf({ [d.file]: d.text });
    l0 += performance.now() - t1;
    const bad = faults(findings);
    for (const f of bad) {
      const k = f.rule;
      const o = seen.get(k);
      seen.set(k, [(o?.[0] ?? 0) + 1, o?.[1] ?? f.message]);
    }
    if (bad[0]) {
      writeFileSync(`/tmp/kad/bad-${bad[0].rule}.yaml`, d.text);
      if (!process.env['ALL']) continue;
    }
    clean++;
    for (const { conf, interfaces, secrets } of cases) {
      confs++;
      const t2 = performance.now();
      const r = await keepalivedTest(conf, interfaces, secrets ? { secrets } : {});
      k0 += performance.now() - t2;
      if (r.status !== 0 || r.stdout + r.stderr !== '') {
        const k = (r.stdout + r.stderr)
          .replace(/\(\/tmp[^)]*\)/g, '')
          .replace(/\d+/g, 'N')
          .slice(0, 300);
        const o = spoke.get(k);
        spoke.set(k, [(o?.[0] ?? 0) + 1, o?.[1] ?? `/tmp/kad/spoke-${spoke.size}`]);
        if (o === undefined)
          writeFileSync(
            `/tmp/kad/spoke-${spoke.size - 1}`,
            `${d.text}\n=====\n${conf}\n=====\n${r.stdout}${r.stderr}`,
          );
      }
    }
  }
  console.log(
    { n, clean, confs, ms: performance.now() - t, lint: l0 / n, keepalived: k0 / confs },
    seen,
    spoke,
  );
}, 600000);

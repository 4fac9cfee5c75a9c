import fc from 'fast-check';
import { expect } from 'vitest';
import type { RandomDefinition } from '../support/arbitrary-definitions.ts';
import { ACCEPTED, keepalivedTest } from '../support/keepalived.ts';
import { SEED } from '../support/seed.ts';
import { casesOf, faults } from './cases.ts';

/**
 * How many definitions a run tries, and its seed: `FC_SEED` and `FC_RUNS` repeat one or look further.
 *
 * @param usual the seed where none is asked for.
 */
export function parameters(runs: number, usual = SEED): fc.Parameters<unknown> {
  const seed = Number(process.env['FC_SEED'] ?? usual);
  return { numRuns: Number(process.env['FC_RUNS'] ?? runs), seed, verbose: fc.VerbosityLevel.None };
}

/** keepalived asks the resolver for it, and here is none: it would refuse any name. */
const NAMED_MAIL_SERVER = /^\s*smtp_server (?![\d.]+(?:\s|$)|[\da-f]*:)/m;

/**
 * Gives the share of the definitions that lint clean, all of which keepalived has to accept without a word.
 *
 * @param onClean is told of each of them.
 */
export async function cleanShare(
  definitions: fc.Arbitrary<RandomDefinition>,
  runs: number,
  onClean: (definition: RandomDefinition) => void = () => {},
  seed?: number,
): Promise<number> {
  let tried = 0;
  let clean = 0;
  await fc.assert(
    fc.asyncProperty(definitions, async (definition) => {
      const { findings, cases } = await casesOf({ [definition.file]: definition.text });
      tried += 1;
      if (faults(findings).length > 0) return;
      clean += 1;
      for (const { conf, interfaces, secrets } of cases) {
        if (NAMED_MAIL_SERVER.test(conf)) continue;
        const result = await keepalivedTest(conf, interfaces, secrets === undefined ? {} : { secrets });
        expect({ ...result, conf }).toEqual({ ...ACCEPTED, conf });
      }
      onClean(definition);
    }),
    parameters(runs, seed),
  );
  return clean / tried;
}

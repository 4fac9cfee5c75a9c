import { diffLines } from 'diff';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rules } from '../../../src/lint/registry.ts';
import { lintAll } from '../../support/lint.ts';
import { definitions, withSlips } from './apply.ts';
import { type Slip, slips } from './slips.ts';

/**
 * Two slips in one set of definitions: what the one alone gives is not left out because of the other one. What a rule
 * makes of both together may be another finding; it has to be the rule that says so, and no cause.
 */
const PAIRS = 30;

async function found(pair: readonly Slip[], settings?: string): Promise<string[]> {
  const findings = await lintAll(withSlips(...pair), settings);
  return findings.map(({ rule, file, message }) => `${rule} ${file}: ${message}`);
}

/** With one rule alone nothing can be the cause of what it finds. */
function alone(rule: string): string {
  const others = rules.filter(({ id }) => id !== rule).map(({ id }) => `  ${id}: off\n`);
  return `rules:\n${others.join('')}`;
}

/** The lines of a good definition that a slip changes. */
function changedLines({ from, apply }: Slip): Set<number> {
  const before = definitions.get(from) ?? '';
  const changed = new Set<number>();
  let line = 0;
  for (const { count = 0, added, removed } of diffLines(before, apply(before))) {
    if (removed) for (let at = line; at < line + count; at++) changed.add(at);
    if (!added) line += count;
  }
  return changed;
}

/** Both slips, or undefined where they are about the same lines, or the second one has lost its place. */
function bothOf(one: Slip, other: Slip): readonly Slip[] | undefined {
  if ([one, other].some(({ file, from }) => file !== from) || one === other) return undefined;
  const lines = changedLines(one);
  if (one.from === other.from && [...changedLines(other)].some((line) => lines.has(line))) return undefined;
  try {
    withSlips(one, other);
  } catch {
    return undefined;
  }
  return [one, other];
}

test('one slip hides nothing of another one', async () => {
  const known = new Map<Slip, string[]>();
  for (const slip of slips) known.set(slip, await found([slip]));
  // Of a file that is not understood nothing else is said.
  const ofRules = slips.filter((slip) => !known.get(slip)?.some((text) => text.startsWith('invalid-')));
  const slip = fc.constantFrom(...ofRules);
  const pair = fc.tuple(slip, slip).filter(([one, other]) => bothOf(one, other) !== undefined);
  await fc.assert(
    fc.asyncProperty(pair, async ([one, other]) => {
      const together = await found([one, other]);
      const lost = [one, other]
        .flatMap((each) => known.get(each) ?? [])
        .filter((text) => !together.includes(text));
      for (const text of lost) {
        const [rule = ''] = text.split(' ');
        expect(await found([one, other], alone(rule)), `${one.title}, and ${other.title}`).not.toContain(
          text,
        );
      }
    }),
    { numRuns: PAIRS },
  );
});

test('slips in definitions that have nothing to do with each other give what each gives', async () => {
  const apart = fc
    .tuple(fc.constantFrom(...slips), fc.constantFrom(...slips))
    .filter(([one, other]) => one.from === 'edge' && (other.from === 'web' || other.from === 'api'));
  await fc.assert(
    fc.asyncProperty(apart, async ([one, other]) => {
      const expected = [...(await found([one])), ...(await found([other]))];
      expect((await found([one, other])).sort()).toEqual(expected.sort());
    }),
    { numRuns: PAIRS / 2 },
  );
});

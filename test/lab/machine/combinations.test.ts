import { beforeAll, describe, expect, test } from 'vitest';
import { classOf, sayable, tried } from '../combinations/classes.ts';
import { textOf } from '../combinations/combination.ts';
import { measure, SOURCES } from '../combinations/measure.ts';
import { type Outcome, outcomeOf } from '../combinations/outcome.ts';
import { writeTable } from '../combinations/table.ts';
import { canRun, prepare } from './in-machine.ts';

/** `COMBINATIONS=all` measures all that a service can say, in nine minutes, and writes the table. */
const isAll = process.env['COMBINATIONS'] === 'all';

describe.runIf(canRun)('what a service can say', () => {
  beforeAll(prepare);

  test('becomes on the kernel what the table says', async () => {
    const some = isAll ? sayable() : tried();
    const { kernel, seen } = await measure(some);
    const rows = some.map(([one, index]) => [one, seen.get(index) ?? []] as const);
    const outcomes = rows.map(([one, words]) => ({ one, words, outcome: outcomeOf(one, words, SOURCES) }));
    const strange = outcomes.filter(({ one, outcome }) => !classOf(one).outcomes.includes(outcome));
    expect(
      strange.map(({ one, words, outcome }) => `${textOf(one)}: ${outcome} (${words.join(' ')})`),
    ).toEqual([]);
    const seenOf = (name: string) =>
      new Set(outcomes.filter(({ one }) => classOf(one).name === name).map(({ outcome }) => outcome));
    // The faults are there: what is measured can tell.
    const faults: readonly (readonly [string, Outcome])[] = [
      ['sh without sh_fallback, weight 0', 'refuses some'],
      ['dh, weight 0', 'refuses all'],
      ['ops with NAT, but for the engine sip at one port', 'answers nothing'],
      ['connections counted, and none to count', 'all to one'],
    ];
    for (const [name, outcome] of faults) expect([...seenOf(name)], name).toContain(outcome);
    if (isAll) writeTable(rows, SOURCES, kernel);
  }, 3_600_000);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { CLASSES, classOf } from './classes.ts';
import { allCombinations, type Combination } from './combination.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

const FILE = new URL('table.txt', import.meta.url);

/** A row: how many combinations a class has, what lint says, and what became of how many. */
export interface Row {
  readonly name: string;
  readonly count: number;
  readonly lint: string;
  readonly measured: ReadonlyMap<Outcome, number>;
}

/** The rows without what was measured. */
export function expectedRows(): Omit<Row, 'measured'>[] {
  const counts = new Map<string, number>();
  for (const one of allCombinations()) {
    const { name } = classOf(one);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return CLASSES.map(({ name, rule, severity }) => ({
    name,
    count: counts.get(name) ?? 0,
    lint: rule === undefined ? 'no error, no warning' : [severity, rule].filter(Boolean).join(' '),
  }));
}

export function readTable(): Row[] {
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => /^[^#]/.test(line))
    .map((line) => {
      const [name = '', count, lint = '', seen = ''] = line.split('|').map((cell) => cell.trim());
      const measured = seen.split(', ').flatMap((part) => {
        const [, outcome, number] = /^(.*): (\d+)$/.exec(part) ?? [];
        return outcome === undefined ? [] : [[outcome as Outcome, Number(number)] as const];
      });
      return { name, count: Number(count), lint, measured: new Map(measured) };
    });
}

/** Writes the table anew, after all that can be said has been measured. */
export function writeTable(
  seen: readonly (readonly [Combination, readonly string[]])[],
  sources: number,
  kernel: string,
): void {
  const measured = new Map<string, Map<Outcome, number>>();
  for (const [one, words] of seen) {
    const { name } = classOf(one);
    const own = measured.get(name) ?? new Map<Outcome, number>();
    const outcome = outcomeOf(one, words, sources);
    measured.set(name, own.set(outcome, (own.get(outcome) ?? 0) + 1));
  }
  const lines = expectedRows().map(({ name, count, lint }) => {
    const own = [...(measured.get(name) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    const text = own.map(([outcome, number]) => `${outcome}: ${number}`).join(', ');
    return `${name} | ${count} | ${lint} | ${text === '' ? 'kept from the kernel' : text}`;
  });
  writeFileSync(
    FILE,
    `# All that a service can say: scheduler with its flags, ops, weight 0, method, persistence, what it listens to, family, protocol.
# The first class that fits is a combination's. The last column is what became of it on ${kernel}: ${seen.length} were measured.
# class | combinations | what lint says | what the kernel does
${lines.join('\n')}
`,
  );
}

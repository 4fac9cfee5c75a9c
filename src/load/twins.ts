import { quoteList } from '../diagnostic/quote-list.ts';
import type { Span } from './parse-yaml.ts';
import type { ProblemList } from './problem-list.ts';
import type { MapEntry } from './source-node.ts';
import { quoted } from './text.ts';

interface Twin {
  readonly name: string;
  readonly key: Span;
  readonly twin: MapEntry;
}

const PASTED = 'delete the lines that stand there twice; of a list, each item starts with "- "';

/**
 * The keys of a mapping that it has already. Those that stand one after another are one fault: lines that were pasted
 * twice, or an item that has lost its dash.
 */
export class Twins {
  private run: Twin[] = [];
  private readonly problems: ProblemList;

  constructor(problems: ProblemList) {
    this.problems = problems;
  }

  add(name: string, key: Span, twin: MapEntry): void {
    this.run.push({ name, key, twin });
  }

  /** At a key that is new, and at the end of the mapping. */
  report(): void {
    const [first] = this.run;
    const names = new Set(this.run.map(({ name }) => name));
    if (names.size < 2) for (const twin of this.run) this.tell(`key ${quoted(twin.name)} stands`, twin);
    else if (first !== undefined) this.tell(`keys ${quoteList([...names])} stand`, first, PASTED);
    this.run = [];
  }

  private tell(what: string, { key, twin }: Twin, hint?: string): void {
    const related = { start: twin.keyStart, end: twin.keyEnd, message: 'first written here' };
    this.problems.add(`${what} twice in one mapping`, key.start, key.end, { hint, related });
  }
}

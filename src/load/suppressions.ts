import { distance } from 'fastest-levenshtein';
import type { Span } from './parse-yaml.ts';
import { ProblemList } from './problem-list.ts';
import { isSpace, lineEnd } from './scan.ts';
import { LineIndex } from './source-map.ts';
import type { YamlProblem } from './source-node.ts';
import { quoted } from './text.ts';

/** Offsets in UTF-16 code units, `end` exclusive. Whether its rules exist, and are broken, is not known here. */
export interface Suppression extends Span {
  /** The comment's rules in the order of the text, at least one; each with its own place. */
  readonly rules: readonly SuppressedRule[];
  /** The line that is meant, 1-based; absent when the whole file is. */
  readonly line: number | undefined;
  readonly reason: string;
  /** The last day on which it holds. */
  readonly until?: SuppressionEnd;
}

export interface SuppressedRule extends Span {
  readonly name: string;
}

export interface SuppressionEnd extends Span {
  /** `YYYY-MM-DD`, a day of the calendar: compares as text. */
  readonly date: string;
}

export interface ReadSuppressions {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly YamlProblem[];
}

const FILE = 'lvsgen-disable';
const NEXT_LINE = 'lvsgen-disable-next-line';
const WORDS = [FILE, NEXT_LINE];
const NOTHING: ReadSuppressions = { suppressions: [], problems: [] };
const EXAMPLE = 'write "# lvsgen-disable-next-line RULE -- reason"';

/**
 * Reads `# lvsgen-disable-next-line RULE, RULE -- reason until 2027-01-31`, which holds for the next line that is not
 * only a comment, and `# lvsgen-disable RULE -- reason`, which holds for the file. The date may be left out. What is
 * reported as a problem suppresses nothing.
 *
 * @param scalars the places where a `#` starts no comment, sorted.
 */
export function readSuppressions(text: string, scalars: readonly Span[]): ReadSuppressions {
  if (!text.includes('lvsgen-')) return NOTHING;
  const problems = new ProblemList();
  const suppressions: Suppression[] = [];
  const nextLine = new NextLine(text);
  for (const comment of commentsOf(text, scalars)) {
    const word = /^#[ \t]*(lvsgen-[\w-]*)/.exec(text.slice(comment.start, comment.end));
    if (word?.[1] === undefined) continue;
    const body: Span = { start: comment.start + word[0].length, end: comment.end };
    if (!WORDS.includes(word[1])) {
      addUnknownWord(word[1], body.start, problems);
      continue;
    }
    const found = readBody(text, body, problems);
    if (found === undefined) continue;
    const line = word[1] === NEXT_LINE ? nextLine.after(comment.end) : undefined;
    suppressions.push({ ...found, line, start: comment.start, end: comment.end });
  }
  return { suppressions, problems: problems.list };
}

function* commentsOf(text: string, scalars: readonly Span[]): Iterable<Span> {
  let next = 0;
  for (let start = text.indexOf('#'); start >= 0; start = text.indexOf('#', start + 1)) {
    while ((scalars[next]?.end ?? text.length) <= start) next++;
    if ((scalars[next]?.start ?? text.length) <= start) continue;
    if (start > 0 && !isSpace(text.charCodeAt(start - 1))) continue;
    const end = lineEnd(text, start);
    yield { start, end: trimmedEnd(text, start, end) };
    // Further "#" on the line belong to this comment.
    start = end - 1;
  }
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/**
 * The line, 1-based, that a suppression which ends at `commentEnd` means. Lines that are only comments are passed, so
 * that suppressions can stand one below the other.
 */
class NextLine {
  private readonly text: string;
  private readonly lines: LineIndex;
  /** What the last search has passed: a column of suppressions is searched once, not once for each. */
  private passed: Span = { start: 0, end: 0 };

  constructor(text: string) {
    this.text = text;
    this.lines = new LineIndex(text);
  }

  after(commentEnd: number): number {
    if (commentEnd >= this.passed.end) this.passed = { start: commentEnd, end: this.search(commentEnd) };
    const own = this.lines.position(commentEnd).line;
    return Math.max(this.lines.position(this.passed.end).line, own + 1);
  }

  private search(commentEnd: number): number {
    let at = lineEnd(this.text, commentEnd);
    while (at < this.text.length) {
      const code = this.text.charCodeAt(at);
      if (isSpace(code)) at++;
      else if (code === 0x23) at = lineEnd(this.text, at);
      else break;
    }
    return at;
  }
}

function addUnknownWord(word: string, end: number, problems: ProblemList): void {
  const nearest = WORDS.reduce((a, b) => (distance(word, b) < distance(word, a) ? b : a));
  // Other comments may speak of lvsgen: only what was meant as a suppression is one.
  if (!word.startsWith(FILE) && distance(word, nearest) > 4) return;
  problems.add(`unknown word ${quoted(word)}`, end - word.length, end, {
    hint: `did you mean "${nearest}"?`,
  });
}

function readBody(
  text: string,
  body: Span,
  problems: ProblemList,
): Pick<Suppression, 'rules' | 'reason' | 'until'> | undefined {
  const before = problems.list.length;
  const said = text.slice(body.start, body.end);
  const dashes = /(?:^|[ \t])--(?=[ \t]|$)/.exec(said);
  const rulesEnd = dashes === null ? body.end : body.start + dashes.index;
  const rules = readRules(text, { start: body.start, end: rulesEnd }, problems);
  const reasonStart = dashes === null ? body.end : rulesEnd + dashes[0].length;
  const until = readUntil(text, { start: reasonStart, end: body.end }, problems);
  const reason = text.slice(reasonStart, until?.wordStart ?? body.end).trim();
  if (reason === '') {
    const start = text.lastIndexOf('#', body.start);
    problems.add('a suppression needs a reason', start, body.end, { hint: EXAMPLE });
  }
  if (problems.list.length > before) return undefined;
  return { rules, reason, ...(until === undefined ? {} : { until: until.date }) };
}

function readRules(text: string, { start, end }: Span, problems: ProblemList): SuppressedRule[] {
  const rules: SuppressedRule[] = [];
  const list = text.slice(start, end);
  if (list.trim() === '') {
    const comment = text.lastIndexOf('#', start);
    problems.add('a suppression has to name a rule', comment, start, { hint: EXAMPLE });
    return rules;
  }
  let at = start;
  for (const part of list.split(',')) {
    const name = part.trim();
    const nameStart = at + part.length - part.trimStart().length;
    const place: Span = { start: nameStart, end: nameStart + name.length };
    at += part.length + 1;
    if (/^[A-Za-z0-9_-]+$/.test(name)) rules.push({ name, ...place });
    else if (name === '') {
      // The comma that it should stand behind, or before.
      const comma =
        place.end < end && text[place.end] === ',' ? place.end : text.lastIndexOf(',', place.start - 1);
      problems.add('a rule is missing', comma, comma + 1, { hint: EXAMPLE });
    } else {
      const hint = 'several rules are separated by commas, and " -- " stands before the reason';
      problems.add(`${quoted(name)} is not the name of a rule`, place.start, place.end, { hint });
    }
  }
  return rules;
}

function readUntil(
  text: string,
  { start, end }: Span,
  problems: ProblemList,
): { date: SuppressionEnd; wordStart: number } | undefined {
  // "until the next release" is part of a reason: a date starts with a digit.
  const found = /(?:^|[ \t])until[ \t]+([0-9][^ \t]*)$/.exec(text.slice(start, end));
  if (found?.[1] === undefined) return undefined;
  const date = { date: found[1], start: end - found[1].length, end };
  if (!isDay(found[1])) {
    problems.add(`${quoted(found[1])} is not a date`, date.start, end, { hint: 'write it as YYYY-MM-DD' });
  }
  return { date, wordStart: start + found.index };
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 30 February for a day in March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

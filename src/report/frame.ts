import type { Range, Severity } from '../diagnostic/finding.ts';
import { visible } from '../diagnostic/visible.ts';
import { type Span, viewLine } from './line-view.ts';
import type { Paint } from './paint.ts';
import type { SourceLines } from './source-lines.ts';

/** A place to be underlined, with what is to be said of it. */
export interface Mark {
  readonly file: string;
  readonly range: Range;
  readonly label: string;
  /** A severity for the place of the finding itself. */
  readonly style: Severity | 'related';
}

/** Marks of one file that are shown together: the first one names the place. */
export type MarkGroup = readonly [Mark, ...Mark[]];

/** Marks with at most this many lines between them are shown in one frame. */
const NEAR_LINES = 4;
/** Marks of one line that are at most so many code units apart fit into one view of it. */
const NEAR_COLUMNS = 40;

/** Groups marks that stand near each other in one file, each group where its first mark was. */
export function groupMarks(marks: MarkGroup): MarkGroup[] {
  const groups: [Mark, ...Mark[]][] = [];
  for (const mark of marks) {
    const group = groups.find((others) => others.some((other) => isNear(mark, other)));
    if (group === undefined) groups.push([mark]);
    else group.push(mark);
  }
  return groups;
}

function isNear(a: Mark, b: Mark): boolean {
  const lines = Math.abs(a.range.start.line - b.range.start.line);
  if (a.file !== b.file || lines > NEAR_LINES + 1) return false;
  return lines > 0 || Math.abs(a.range.start.column - b.range.start.column) <= NEAR_COLUMNS;
}

/**
 * The lines of a group with its marks below, without the gutter of the first and last: nothing when the text
 * of the file is not known.
 */
export function frameLines(
  group: MarkGroup,
  lines: SourceLines,
  gutter: number,
  width: number,
  paint: Paint,
): string[] {
  const [{ file }] = group;
  const numbers = group.map(({ range }) => range.start.line);
  const first = Math.min(...numbers);
  const empty = `${' '.repeat(gutter)} ${paint('frame', '|')}`;
  const output: string[] = [];
  for (let number = first - 1; number <= Math.max(...numbers); number++) {
    const line = lines.line(file, number);
    const marks = group.filter(({ range }) => range.start.line === number);
    // The line above tells to what the place belongs.
    if (line === undefined || (number < first && line.trim() === '')) continue;
    const spans = marks.map(({ range }) => spanIn(line, range));
    const view = viewLine(line, spans[0] ?? [0, 0], Math.max(20, width - gutter - 3));
    const text = view.text === '' ? '' : ` ${view.text}`;
    output.push(`${paint('frame', `${String(number).padStart(gutter)} |`)}${text}`);
    marks.forEach(({ style, label }, at) => {
      const [start, end] = view.columnsOf(spans[at] as Span);
      const underline = (style === 'related' ? '-' : '^').repeat(end - start);
      const said = label === '' ? '' : ` ${visible(label)}`;
      output.push(`${empty} ${' '.repeat(start)}${paint(style, `${underline}${said}`)}`);
    });
  }
  return output.length === 0 ? [] : [empty, ...output];
}

/** The part of a range that is on its first line, without the blanks at the end when it goes on below. */
function spanIn(line: string, { start, end }: Range): Span {
  const from = Math.min(start.column - 1, line.length);
  const to = end.line === start.line ? end.column - 1 : line.trimEnd().length;
  return [from, Math.max(from, Math.min(to, line.length))];
}

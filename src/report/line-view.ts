import { startOfCharacter } from '../diagnostic/visible.ts';
import { type Cell, cellsOf } from './cells.ts';

/** Offsets in a line, 0-based, in UTF-16 code units, end exclusive. */
export type Span = readonly [start: number, end: number];

/** A line as it fits into a terminal. */
export interface LineView {
  readonly text: string;
  /** The columns, 0-based, end exclusive, that show a span of the line: at least one. */
  columnsOf(span: Span): Span;
}

const CUT = '…';

/** Shows at most `width` columns of a line, among them, as far as they fit, those of `focus`. */
export function viewLine(line: string, focus: Span, width: number): LineView {
  // Only the surroundings are split into cells: a line may have a megabyte.
  const from = startOfCharacter(line, Math.max(0, focus[0] - width));
  const until = startOfCharacter(line, Math.min(line.length, focus[0] + 2 * width));
  const cells = cellsOf(line.slice(from, until), from);
  const starts: number[] = [];
  let total = 0;
  for (const cell of cells) {
    starts.push(total);
    total += cell.width;
  }
  const columnsIn = ([start, end]: Span): Span => {
    const first = cells.findIndex((cell) => cell.end > start);
    if (first === -1) return [total, total + 1];
    const after = cells.findIndex((cell) => cell.start >= end);
    const left = starts[first] as number;
    return [left, Math.max(left + 1, after === -1 ? total : (starts[after] as number))];
  };
  if (from === 0 && until === line.length && total <= width) {
    return { text: textOf(cells), columnsOf: columnsIn };
  }

  const [left, right] = columnsIn(focus);
  // The line's beginning tells most: it stays when the focus fits beside it, or fits nowhere.
  const fromStart = from === 0 && (right < width || (right - left > width - 2 && left < width / 2));
  const room = width - (fromStart ? 1 : 2);
  const lead = Math.max(0, Math.min(left, Math.floor((room - (right - left)) / 3)));
  const first = fromStart ? 0 : left - lead;
  const shown = cells.filter((cell, at) => {
    const start = starts[at] as number;
    return start >= first && start + cell.width <= first + room;
  });
  const cutLeft = (shown[0]?.start ?? 0) > 0;
  const cutRight = (shown.at(-1)?.end ?? 0) < line.length;
  const shift =
    (cutLeft ? 1 : 0) - (shown[0] === undefined ? 0 : (starts[cells.indexOf(shown[0])] as number));
  const columns = shown.reduce((sum, cell) => sum + cell.width, 0) + (cutLeft ? 1 : 0);
  return {
    text: `${cutLeft ? CUT : ''}${textOf(shown)}${cutRight ? CUT : ''}`,
    columnsOf: (span) => {
      const [start, end] = columnsIn(span);
      const visibleStart = Math.min(Math.max(start + shift, 0), columns);
      return [visibleStart, Math.max(visibleStart + 1, Math.min(end + shift, columns))];
    },
  };
}

function textOf(cells: readonly Cell[]): string {
  return cells.map(({ text }) => text).join('');
}

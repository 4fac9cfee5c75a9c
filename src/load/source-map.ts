import type { Location, Path, Position, Range } from '../diagnostic/finding.ts';
import type { SourceNode } from './source-node.ts';

/**
 * Turns offsets of one text, in UTF-16 code units, into positions: 1-based, columns in UTF-16 code units. CR, LF and
 * CR LF each end a line, as editors have it. Offsets outside of the text are taken for its start or end.
 */
export class LineIndex {
  private readonly starts: number[] = [0];
  private readonly length: number;

  constructor(text: string) {
    this.length = text.length;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) this.starts.push(at + 1);
    }
  }

  position(offset: number): Position {
    const bounded = Math.min(Math.max(offset, 0), this.length);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= bounded) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: bounded - (this.starts[low] as number) + 1 };
  }

  range(start: number, end: number): Range {
    return { start: this.position(start), end: this.position(end) };
  }
}

/**
 * The offsets of a symbolic place, `end` exclusive.
 *
 * @throws Error when there is no such place: that is a bug of who named it.
 */
export function offsetsOf(
  root: SourceNode,
  { file, path, part, slice }: Location,
): [start: number, end: number] {
  let node = root;
  let key: [number, number] | undefined;
  for (const step of path) {
    key = undefined;
    if (node.kind === 'map' && typeof step === 'string') {
      const entry = node.entries.get(step);
      if (entry === undefined) throw new Error(noSuchPlace(file, path));
      key = [entry.keyStart, entry.keyEnd];
      node = entry.node;
    } else if (node.kind === 'list' && typeof step === 'number' && step in node.items) {
      node = node.items[step] as SourceNode;
    } else throw new Error(noSuchPlace(file, path));
  }
  if (part === 'key') {
    if (key === undefined) throw new Error(`${noSuchPlace(file, path)} has no key`);
    return key;
  }
  // A value that is absent ("port:") has no characters of its own: its key is what can be shown.
  if (node.start === node.end && key !== undefined) return key;
  // In a quoted scalar with escapes the text is not the source's: the whole scalar is the nearest exact place.
  if (slice === undefined || node.kind !== 'scalar' || node.textStart === undefined) {
    return [node.start, node.end];
  }
  // The quote behind the text is as wide as the one before it.
  const textEnd = node.end - (node.textStart - node.start);
  const [start, end] = [node.textStart + slice[0], node.textStart + slice[1]];
  if (slice[0] < 0 || start > end || end > textEnd) {
    throw new Error(`${noSuchPlace(file, path)} has no characters ${slice[0]} to ${slice[1]}`);
  }
  return [start, end];
}

function noSuchPlace(file: string, path: Path): string {
  return `no such place in ${file}: ${path.join('.') || '(root)'}`;
}

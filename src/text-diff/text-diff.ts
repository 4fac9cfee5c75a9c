import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from 'diff';
import type { FileChange } from './file-changes.ts';

/** Lines around a change, as `git diff` shows them. */
const CONTEXT = 3;

/**
 * Lines that differ within one file, up to which the shortest difference is looked for: the time grows with the square
 * of their number. Two runs of unequal lines are shown as one of them after the other.
 */
const MAX_EDITS = 1000;

/**
 * Changes as a unified diff with three lines of context, as `git diff` shows them; of the files whose content changes.
 *
 * @param folder what stands before each path: the artifacts folder.
 */
export function textDiff(changes: readonly FileChange[], folder: string): string {
  return changes
    .filter(({ before, after }) => before !== after)
    .map((change) => fileDiff(change, folder))
    .join('');
}

function fileDiff({ path, kind, before, after }: FileChange, folder: string): string {
  const full = `${folder}/${path}`;
  const oldName = kind === 'added' ? '/dev/null' : `a/${full}`;
  const newName = kind === 'removed' ? '/dev/null' : `b/${full}`;
  const shortest = structuredPatch(oldName, newName, before, after, undefined, undefined, {
    context: CONTEXT,
    maxEditLength: MAX_EDITS,
  });
  return formatPatch(shortest ?? replacement(oldName, newName, before, after), FILE_HEADERS_ONLY);
}

/** All lines between those that both begin and end with: removed, then added. */
function replacement(
  oldFileName: string,
  newFileName: string,
  before: string,
  after: string,
): StructuredPatch {
  const [old, now] = [linesOf(before), linesOf(after)];
  const most = Math.min(old.length, now.length);
  let same = 0;
  while (same < most && old[same] === now[same]) same++;
  let sameAtEnd = 0;
  while (sameAtEnd < most - same && old.at(-1 - sameAtEnd) === now.at(-1 - sameAtEnd)) sameAtEnd++;
  const start = Math.max(0, same - CONTEXT);
  const [head, removed] = [old.slice(start, same), old.slice(same, old.length - sameAtEnd)];
  const added = now.slice(same, now.length - sameAtEnd);
  const tail = old.slice(old.length - sameAtEnd).slice(0, CONTEXT);
  const hunk = {
    oldStart: start + 1,
    oldLines: head.length + removed.length + tail.length,
    newStart: start + 1,
    newLines: head.length + added.length + tail.length,
    lines: [...marked(' ', head), ...marked('-', removed), ...marked('+', added), ...marked(' ', tail)],
  };
  return { oldFileName, newFileName, oldHeader: undefined, newHeader: undefined, hunks: [hunk] };
}

function marked(mark: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith('\n') ? `${mark}${line.slice(0, -1)}` : [`${mark}${line}`, '\\ No newline at end of file'],
  );
}

/** Each with its end of line, which the last may lack. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== '');
}

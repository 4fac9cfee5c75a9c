import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { FileChange } from './file-changes.ts';

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
  return createTwoFilesPatch(oldName, newName, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

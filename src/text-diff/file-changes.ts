import { compareText } from '../diagnostic/finding.ts';

/** What happens to one file below the artifacts folder. */
export interface FileChange {
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** Empty for an added file. */
  readonly before: string;
  /** Empty for a removed file. */
  readonly after: string;
}

/** What happens to a file from one content to another, each undefined where there is no file; undefined: nothing. */
export function fileChange(
  path: string,
  before: string | undefined,
  after: string | undefined,
): FileChange | undefined {
  if (before === after) return undefined;
  if (before === undefined) return { path, kind: 'added', before: '', after: after ?? '' };
  if (after === undefined) return { path, kind: 'removed', before, after: '' };
  return { path, kind: 'changed', before, after };
}

/** The differences between two sets of files, by path, sorted. Equal files are left out. */
export function fileChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, { readonly content: string }>,
): FileChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort(compareText)
    .flatMap((path) => fileChange(path, before.get(path), after.get(path)?.content) ?? []);
}

const SUM = /"sha256": "[0-9a-f]{64}"/g;

/** Leaves out the manifests in which only sums have changed: the changed files stand beside them. */
export function withoutSums(changes: readonly FileChange[]): FileChange[] {
  return changes.filter(
    ({ kind, before, after }) => kind !== 'changed' || before.replace(SUM, '') !== after.replace(SUM, ''),
  );
}

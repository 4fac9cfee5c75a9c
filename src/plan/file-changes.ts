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

/** The differences between two sets of files, by path, sorted. Equal files are left out. */
export function fileChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, { readonly content: string }>,
): FileChange[] {
  const changes: FileChange[] = [];
  for (const [path, { content }] of after) {
    const old = before.get(path);
    if (old === undefined) changes.push({ path, kind: 'added', before: '', after: content });
    else if (old !== content) changes.push({ path, kind: 'changed', before: old, after: content });
  }
  for (const [path, old] of before) {
    if (!after.has(path)) changes.push({ path, kind: 'removed', before: old, after: '' });
  }
  return changes.sort((a, b) => compareText(a.path, b.path));
}

const SUM = /"sha256": "[0-9a-f]{64}"/g;

/** Leaves out the manifests in which only sums have changed: the changed files stand beside them. */
export function withoutSums(changes: readonly FileChange[]): FileChange[] {
  return changes.filter(
    ({ kind, before, after }) => kind !== 'changed' || before.replace(SUM, '') !== after.replace(SUM, ''),
  );
}

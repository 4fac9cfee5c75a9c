import type { Path } from '../diagnostic/finding.ts';

/** Something whose shape is not the schema's, at a symbolic place of one file. */
export interface ShapeProblem {
  readonly message: string;
  readonly hint?: string;
  readonly path: Path;
  readonly part: 'key' | 'value';
  /** Whether the file can still be understood: a typo in one key does not hide what else is wrong. */
  readonly benign: boolean;
  /** Of an unknown key or word, the known one that was probably meant. */
  readonly meant?: string;
  /** Of a missing key, the mapping that lacks it: the problem is shown at a place that is there. */
  readonly missing?: { readonly owner: Path; readonly key: string };
  /** Other places that have the same problem. */
  readonly related?: readonly {
    readonly path: Path;
    readonly part: 'key' | 'value';
    readonly message: string;
  }[];
}

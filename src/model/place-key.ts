import type { Path } from '../diagnostic/finding.ts';

/** Equal for equal places: what is said once about a place in `defaults` is not said again for each item. */
export function placeKey({ file, path }: { readonly file: string; readonly path: Path }): string {
  return JSON.stringify([file, ...path]);
}

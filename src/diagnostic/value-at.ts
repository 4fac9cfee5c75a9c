import type { Path } from './finding.ts';

/** What stands at a path of data that has it. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], data);
}

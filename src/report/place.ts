import type { Range } from '../diagnostic/finding.ts';
import { visible } from '../diagnostic/visible.ts';

/** `clusters/prod/web.yaml:12:10` */
export function placeText({ file, range }: { readonly file: string; readonly range: Range }): string {
  return `${visible(file)}:${range.start.line}:${range.start.column}`;
}

/** The last line that has a character of the range: one that ends before a line's first column ends on the line above. */
export function lastLine({ start, end }: Range): number {
  return end.line > start.line && end.column === 1 ? end.line - 1 : end.line;
}

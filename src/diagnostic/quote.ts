import { visible } from './visible.ts';

/** A value as messages show it: in double quotes, on one line, cut to a bearable length, with nothing unseen in it. */
export function quote(value: string | number): string {
  return `"${visible(String(value), 60)}"`;
}

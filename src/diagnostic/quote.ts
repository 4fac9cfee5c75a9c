import { withoutPasswords } from './secret-keys.ts';
import { visible } from './visible.ts';

/** A value as messages show it: in double quotes, on one line, cut to a bearable length, with nothing unseen in it and no password. */
export function quote(value: string | number): string {
  return `"${visible(withoutPasswords(String(value)), 60)}"`;
}

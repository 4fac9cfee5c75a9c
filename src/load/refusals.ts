import { COLLECTION_STYLE, EVENT_ID, type Event } from 'js-yaml';
import { MAX_KEY_LENGTH } from './limits.ts';
import type { ProblemList } from './problem-list.ts';
import type { ScalarText } from './read-scalar.ts';
import { lineEnd } from './scan.ts';

/** Why a key that YAML allows is not allowed in a definition. */
export function refusalOf(key: ScalarText): { message: string; hint?: string } | undefined {
  if (key.isBlock) return { message: 'a key has to be plain text on one line' };
  if (key.text.length > MAX_KEY_LENGTH) return { message: `a key has at most ${MAX_KEY_LENGTH} characters` };
  if (!key.isPlain || key.text !== '<<') return undefined;
  return { message: 'merge keys ("<<") are not allowed', hint: 'put common values into "defaults"' };
}

/** js-yaml takes `a: &x b: c` for a mapping in a mapping; without the anchor it is an error to it as well. */
export function refuseCompactMapping(
  text: string,
  keyEnd: number,
  value: Event | undefined,
  problems: ProblemList,
): void {
  if (value?.type !== EVENT_ID.MAPPING || value.style !== COLLECTION_STYLE.BLOCK) return;
  const { start } = value;
  if (text[start] !== '&' && text[start] !== '!') return;
  if (/[\r\n]/.test(text.slice(keyEnd, start))) return;
  const hint = 'put the inner mapping on lines of its own';
  problems.add('a second ": " on one line', start, lineEnd(text, start), { hint });
}

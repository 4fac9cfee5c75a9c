import { quote } from '../diagnostic/quote.ts';
import { spellingFor } from './spelling.ts';
import { HEEDED_SINCE } from './value-words.ts';
import { compareVersions, valueSince } from './words.ts';
import type { WrittenWord } from './written-words.ts';

/** A word of a definition, or its value, that came after a keepalived. */
export interface NewerPart {
  readonly what: string;
  readonly version: string;
  readonly part: 'key' | 'value';
  readonly advice: string;
}

/** What of a word a keepalived does not have: the word, if a keepalived has none for it, or else its value. */
export function newerParts({ block, name, word, value }: WrittenWord, target: string): NewerPart[] {
  const version = word?.since;
  if (version !== undefined && spellingFor(block, name, target) === undefined) {
    return [{ what: `${quote(name)} of ${block}`, version, part: 'key', advice: 'remove it' }];
  }
  const heeded = HEEDED_SINCE[`${block} ${name}`];
  if (heeded !== undefined && heeded.value === value && compareVersions(heeded.since, target) > 0) {
    const what = `${quote(String(value))} as ${name} of ${block}, which an older one takes for ${heeded.otherwise},`;
    return [{ what, version: heeded.since, part: 'value', advice: 'remove it' }];
  }
  const since = valueSince(block, name, value);
  if (since === undefined || compareVersions(since, target) <= 0 || since === version) return [];
  const what = `${quote(String(value))} as ${name} of ${block}`;
  return [{ what, version: since, part: 'value', advice: 'choose another' }];
}

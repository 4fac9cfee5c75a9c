import { distance } from 'fastest-levenshtein';

/** Each unknown name is held against all known ones: with more of them there is no suggestion. */
export const MAX_WORDS = 1000;

/** The word that was most likely meant, or undefined when none is near. Ties go to the first one. */
export function closest(word: string, words: readonly string[]): string | undefined {
  // A longer word cannot be near any of ours, and the distance takes time in proportion to the product of the lengths.
  if (word.length > 64 || words.length > MAX_WORDS) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of words) {
    const current = slips(word.toLowerCase(), candidate.toLowerCase());
    if (current < bestDistance) [best, bestDistance] = [candidate, current];
  }
  return best;
}

/** The word that was most likely meant, of those that are still free: the nearest one, or the only one. */
export function likeliest(word: string, free: readonly string[]): string | undefined {
  return closest(word, free) ?? (free.length === 1 ? free[0] : undefined);
}

/** Letters to insert, delete or replace; two neighbours that have changed places are one slip. */
function slips(word: string, other: string): number {
  const at = [...word].findIndex((letter, index) => letter !== other[index]);
  const swapped = `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`;
  return at >= 0 && swapped === other ? 1 : distance(word, other);
}

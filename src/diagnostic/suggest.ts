import { distance } from 'fastest-levenshtein';

/** The word that was most likely meant, or undefined when none is near. Ties go to the first one. */
export function closest(word: string, words: readonly string[]): string | undefined {
  // A longer word cannot be near any of ours, and the distance takes time in proportion to the product of the lengths.
  if (word.length > 64) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of words) {
    const current = distance(word.toLowerCase(), candidate.toLowerCase());
    if (current < bestDistance) [best, bestDistance] = [candidate, current];
  }
  return best;
}

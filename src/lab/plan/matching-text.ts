/** An item of a pattern, with how often it may be there: the schema lets in no others. */
const ITEM = /(?:\[(?<not>\^?)(?<first>[^\]])[^\]]*\]|(?<character>[^[\]]))(?<often>[*+?]?)/g;

/**
 * The shortest text that a `regex` of a url matches. Patterns are what the schema lets in: characters, `.`, classes such as `[^a-z]`, each
 * with `*`, `+` or `?` behind it, and `|` between alternatives, of which this takes the first.
 */
export function matchingText(regex: string): string {
  const [alternative = ''] = regex.replace(/^\^/, '').split('|');
  return [...alternative.matchAll(ITEM)]
    .map(({ groups: { not, first, character, often } = {} }) => {
      if (often === '*' || often === '?') return '';
      if (not === '^') return '@';
      return first ?? (character === '.' ? 'x' : character);
    })
    .join('');
}

import { quote } from './quote.ts';

const MOST_NAMED = 5;

/** Several values as messages show them: `"a", "b" and "c"`. Of a long list the first five, and how many more. */
export function quoteList(values: readonly (string | number)[]): string {
  const shown = values.slice(0, MOST_NAMED).map(quote);
  const rest = values.length - shown.length;
  const parts = rest > 0 ? [...shown, `${rest} more`] : shown;
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

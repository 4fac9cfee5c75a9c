import { parseDocument, visit } from 'yaml';

export interface Key {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The keys of a definition that are words of the schema: names of segments and interfaces are not. */
export function keysOf(text: string): Key[] {
  const keys: Key[] = [];
  visit(parseDocument(text), {
    Pair(_, { key }, path) {
      const { value: name, range } = key as { value: string; range: [number, number] };
      const above = path.flatMap((node) => ('key' in node ? [String(node.key)] : [])).at(-1);
      if (above !== 'segments' && above !== 'interfaces') keys.push({ name, start: range[0], end: range[1] });
    },
  });
  return keys;
}

/** A word without its middle letter. */
export function dropLetter(word: string): string {
  const middle = Math.floor(word.length / 2);
  return word.slice(0, middle) + word.slice(middle + 1);
}

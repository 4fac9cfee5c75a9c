import { table } from './cells.ts';
import { isInScripts } from './engines.ts';
import type { Feature } from './features.ts';
import type { IpvsFeature } from './ipvs.ts';
import { OWN } from './own.ts';
import { places } from './places.ts';

/** A place of the definition, as a link. */
type Link = (path: string) => string;

/** The words of lines with one home are one row. */
export function linesTable(
  features: readonly Feature[],
  heading: string,
  home: (feature: Feature) => string,
): string {
  const rows = new Map<string, { where: string; words: string[]; home: string }>();
  for (const feature of features) {
    const { where, name, word } = feature;
    const text = withoutKey(home(feature), feature);
    const key = `${where}\0${text}`;
    const row = rows.get(key) ?? { where, words: [], home: text };
    row.words.push(`\`${name}\`${word.since === undefined ? '' : ` (${word.since})`}`);
    rows.set(key, row);
  }
  const cells = [...rows.values()].map((row) => [`\`${row.where}\``, row.words.join(', '), row.home]);
  return table([heading, 'words', 'in the definition'], cells);
}

/** Keys of the words' own names are the keys of one place: that is one row. */
function withoutKey(text: string, { kind, name }: Feature): string {
  const suffix = `.${name}\``;
  return kind === 'key' && text.includes(suffix)
    ? `${text.replace(suffix, '`')}, the key of that name`
    : text;
}

export const inCode = (words: string): string =>
  words
    .trim()
    .split(/\s+/)
    .map((word) => `\`${word}\``)
    .join(', ');

export async function ipvsTable(
  features: readonly IpvsFeature[],
  linked: (text: string) => string,
): Promise<string> {
  const rows: string[][] = [];
  for (const feature of features) {
    const { what, options, words, home } = feature;
    const said = words.map((word) => `\`${word.split(' ').slice(1).join(' ')}\``).join(', ');
    rows.push([
      what,
      optionText(options),
      said,
      linked(home),
      (await isInScripts(feature)) ? 'yes' : '**no**',
    ]);
  }
  return table(['what', '`ipvsadm`', 'keepalived', 'in the definition', 'without keepalived'], rows).trim();
}

/** An option and its value are one thing: `-s rr`. */
const optionText = (options: string): string =>
  options
    .split(/ (?=-)/)
    .filter((text) => text !== '')
    .map((text) => `\`${text}\``)
    .join(', ');

export function ownTable(link: Link): string {
  const rows = Object.entries(OWN).map(([own, text]) => {
    const place = places.find(({ part, key }) => `${part}.${key}` === own);
    if (place === undefined) throw new Error(`the schema has no "${own}"`);
    return [link(place.path), text];
  });
  return table(['key', 'what becomes of it'], rows);
}

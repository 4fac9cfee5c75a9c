import { entryWordsOf, findWord, valuesOf } from '../../../src/keepalived/words.ts';
import {
  exampleCell,
  flow,
  kinds,
  kindText,
  type LinkTo,
  splitDescription,
  syntaxOf,
  table,
  valueCell,
} from './cells.ts';
import { type Place, places } from './places.ts';
import { definitions, fragments, type Keys, type Part, parts, refOf, type Schema } from './schema.ts';

const HEADINGS = ['key', 'value', 'default', 'since', 'what it says', 'example'];

/** What the schema's second step asks for, because an item may have it from `defaults`: see src/schema/after-defaults.ts. */
export const NEEDED: Readonly<Record<string, string>> = {
  'virtual_server.vip': '**required** without `fwmark` and `group`',
  'virtual_server.port': '**required** with `vip`',
  'virtual_server.lvs_sched': '**required**',
  'virtual_server.lvs_method': '**required**',
  'virtual_server.protocol': '**required** without `fwmark`',
};

/** The release of keepalived that brought a key; undefined where the oldest target has it. */
function sinceOfKey(places: readonly Place[]): string | undefined {
  for (const { block, line, word } of places) {
    const [around = '', keyword = ''] = (line ?? '').split(' ');
    const known = block === undefined ? undefined : findWord(block, word)?.since;
    const inLine = valuesOf(around, keyword).get(word)?.since ?? entryWordsOf(keyword).get(word)?.since;
    if (known !== undefined || inLine !== undefined) return known ?? inLine;
  }
  return undefined;
}

/** A flag that is not said is not written: that is what `false` does. What a member does not say is the instance's. */
function ownDefault(place: Place | undefined): string {
  if (place === undefined || (place.block ?? place.line) === undefined) return '';
  if (place.part === 'member') return place.key in keysOfPart('vrrp_instance') ? "the instance's" : '';
  const isFlag = place.property['type'] === 'boolean' && place.property['x-conf'] !== 'boolean';
  return isFlag ? '`false`' : '';
}

const keysOfPart = (name: string): Keys => parts.get(name)?.keys ?? {};

function row(
  owner: readonly string[],
  key: string,
  property: Schema,
  isRequired: boolean,
  linkTo: LinkTo,
): string[] {
  const here = places.filter((place) => owner.includes(place.part) && place.key === key);
  const [first] = here;
  const sinceOf = (value: string) =>
    first?.block === undefined ? undefined : valuesOf(first.block, first.word).get(value)?.since;
  const { text, fallback } = splitDescription(String(property['description']));
  const given = 'default' in property ? `\`${flow(property['default'])}\`` : (fallback ?? ownDefault(first));
  return [
    `\`${key}\``,
    valueCell(property, linkTo, sinceOf),
    NEEDED[`${owner[0]}.${key}`] ?? (isRequired ? '**required**' : given),
    sinceOfKey(here) ?? '',
    text.replaceAll('*', '\\*'),
    exampleCell(property['examples'] as unknown[]),
  ];
}

/** A part's keys from one on up to another, or all of them. */
export function keysTable(part: Part, keys: Keys, linkTo: LinkTo): string {
  const required = new Set((part.schema['required'] ?? []) as string[]);
  const rows = Object.entries(keys).map(([key, property]) =>
    row([part.name], key, property, required.has(key), linkTo),
  );
  return table(HEADINGS, rows);
}

/** What several checks share. */
export function fragmentTable(name: string, linkTo: LinkTo): string {
  const owners = [...parts.values()].filter((part) => part.fragments.includes(name)).map((part) => part.name);
  const rows = Object.entries(fragments[name] ?? {}).map(([key, property]) =>
    row(owners, key, property, false, linkTo),
  );
  return table(HEADINGS, rows);
}

/** `defaults` takes the keys of another part: only what it does not take is said. */
export function defaultsText(part: Part, linkTo: LinkTo): string {
  const { defaultsOf } = part;
  if (defaultsOf === undefined) throw new Error(`${part.name} is no part of defaults`);
  const without = defaultsOf.without.map((key) => `\`${key}\``).join(', ');
  return `the keys of ${linkTo(defaultsOf.part)}, but not ${without}`;
}

export function kindsTable(): string {
  const rows = kinds.map((name) => {
    const said = places.find(({ property }) => refOf(property) === name)?.property['examples'];
    const example = exampleCell((said as readonly unknown[] | undefined)?.slice(0, 1) ?? []);
    return [kindText(name), syntaxOf(definitions[name] as Schema), example];
  });
  return table(['text', 'what it has to be', 'example'], rows);
}

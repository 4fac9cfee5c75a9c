import type { LinkTo } from './cells.ts';
import { defaultsText, fragmentTable, keysTable, kindsTable } from './keys-table.ts';
import { places } from './places.ts';
import { type Keys, type Part, parts } from './schema.ts';

/** A stretch of a page that is generated, between a comment that says what and `<!-- end -->`. */
const GENERATED = /^(?<open><!-- (?<what>(?!end)[a-z].*?) -->)\n(?:.*\n)*?(?<close><!-- end -->)$/gm;
const KEYS = /^keys of (?<part>[A-Za-z_.]+)(?: from (?<from>[A-Za-z0-9_]+))?$/;
const SHARED = /^keys shared as (?<fragment>[a-z_]+)$/;
const HEADING = /^(?<level>#{2,4}) (?<text>.+)$/gm;
const FENCED = /^```(?:.*\n)*?^```$/gm;

/** What a part is called where it is linked to, when its name in the schema says too little. */
const LABELS: Readonly<Record<string, string>> = {
  real_server_host: 'host',
  vip: 'VIP',
  track: 'tracked',
  tracked_interface: 'interface',
  up_down_delay: 'delays',
  group_member: 'member',
  'cluster.target': 'target',
};

interface Heading {
  readonly level: number;
  readonly text: string;
  readonly offset: number;
}

/** As GitHub names a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');

function headingsOf(page: string): Heading[] {
  // Fenced blocks hold comments that look like headings; their length stays.
  const text = page.replace(FENCED, (block) => ' '.repeat(block.length));
  return [...text.matchAll(HEADING)].map(({ index, groups = {} }) => ({
    level: String(groups['level']).length,
    text: String(groups['text']),
    offset: index,
  }));
}

/** The parts whose keys a page shows, each with the anchor of its section: the heading that all of its tables are below. */
export function sectionsOf(page: string): ReadonlyMap<string, string> {
  const headings = headingsOf(page);
  const sections = new Map<string, Heading>();
  for (const { index, groups = {} } of page.matchAll(GENERATED)) {
    const what = String(groups['what']);
    const name = KEYS.exec(what)?.groups?.['part'] ?? SHARED.exec(what)?.groups?.['fragment'];
    const above = headings.filter(({ offset }) => offset < index).at(-1);
    if (name === undefined || above === undefined) continue;
    const known = sections.get(name) ?? above;
    const isSame = known === above || known.level < above.level;
    const outer = headings.filter(({ offset, level }) => offset < known.offset && level < known.level).at(-1);
    sections.set(name, isSame || outer === undefined ? known : outer);
  }
  return new Map([...sections].map(([name, { text }]) => [name, anchorOf(text)]));
}

/** The first keys of the stretches that a page shows of a part, in its order. */
export function stretchesOf(page: string): ReadonlyMap<string, readonly (string | undefined)[]> {
  const found = new Map<string, (string | undefined)[]>();
  for (const { groups = {} } of page.matchAll(GENERATED)) {
    const match = KEYS.exec(String(groups['what']))?.groups;
    if (match !== undefined)
      found.set(String(match['part']), [...(found.get(String(match['part'])) ?? []), match['from']]);
  }
  return found;
}

/** The page with everything that is generated written anew. */
export function definitionPage(page: string): string {
  const sections = sectionsOf(page);
  const stretches = stretchesOf(page);
  const linkTo: LinkTo = (name) => {
    const part = partNamed(name);
    if (part.defaultsOf !== undefined) return defaultsText(part, linkTo);
    const section = sections.get(name);
    if (section === undefined) throw new Error(`the page has no <!-- keys of ${name} -->`);
    return `[${LABELS[name] ?? name}](#${section})`;
  };
  const seen = new Set<string>();
  return page.replace(GENERATED, (...match) => {
    const { open, what, close } = match.at(-1) as Record<'open' | 'what' | 'close', string>;
    return `${open}\n\n${generated(what).trim()}\n\n${close}`;
  });

  function generated(what: string): string {
    if (what === 'contents') return contents(page);
    if (what === 'kinds of text') return kindsTable();
    const fragment = SHARED.exec(what)?.groups?.['fragment'];
    if (fragment !== undefined) return fragmentTable(fragment, linkTo);
    const { part: name = '', from } = KEYS.exec(what)?.groups ?? {};
    const part = partNamed(name);
    const keys = stretch(part, from, stretches.get(name) ?? []);
    const text = keysTable(part, keys, linkTo);
    const where = seen.has(name) ? '' : whereText(name);
    const isLast = Object.keys(keys).at(-1) === Object.keys(part.ownKeys).at(-1);
    const shared = isLast && part.fragments.length > 0 ? sharedText(part, sections) : '';
    seen.add(name);
    return [where, Object.keys(keys).length === 0 ? '' : text.trim(), shared]
      .filter((line) => line !== '')
      .join('\n\n');
  }
}

function partNamed(name: string): Part {
  const part = parts.get(name);
  if (part === undefined) throw new Error(`the schema has no part "${name}"`);
  return part;
}

/** The keys from one on, up to where the page's next stretch of the part begins. */
function stretch(
  { name, ownKeys }: Part,
  from: string | undefined,
  starts: readonly (string | undefined)[],
): Keys {
  const all = Object.keys(ownKeys);
  const at = (key: string | undefined) => (key === undefined ? 0 : all.indexOf(key));
  if (at(from) < 0) throw new Error(`${name} has no key "${from}" of its own`);
  const next = starts[starts.indexOf(from) + 1];
  const kept = all.slice(at(from), next === undefined ? undefined : at(next));
  return Object.fromEntries(Object.entries(ownKeys).filter(([key]) => kept.includes(key)));
}

function sharedText({ fragments }: Part, sections: ReadonlyMap<string, string>): string {
  const links = fragments.map((name) => `[${SHARED_NAMES[name] ?? name}](#${sections.get(name)})`);
  return `And the keys of ${links.join(' and of ')}.`;
}

const SHARED_NAMES: Readonly<Record<string, string>> = {
  check_connection: 'where a check connects to',
  check_common: 'when a check fails',
};

/** Where a part stands in the definition. */
function whereText(name: string): string {
  const all = places
    .filter(({ part }) => part === name)
    .map(({ path, key }) => path.slice(0, -key.length - 1));
  const paths = [...new Set(all)].filter((path) => path !== '');
  const inCode = (texts: Iterable<string>) => [...new Set(texts)].map((text) => `\`${text}\``).join(', ');
  if (paths.length === 0) return '';
  if (paths.length <= 6) return `Where: ${inCode(paths)}.`;
  const last = /\.([^.]+)$/;
  return `Where: ${inCode(paths.map((path) => last.exec(path)?.[1] ?? path))} of ${inCode(paths.map((path) => path.replace(last, '')))}.`;
}

/** A line for each chapter, with its sections. */
function contents(page: string): string {
  const link = ({ text }: Heading) => `[${text}](#${anchorOf(text)})`;
  const lines: string[] = [];
  for (const heading of headingsOf(page)) {
    if (heading.level === 2) lines.push(`- ${link(heading)}`);
    else if (heading.level === 3 && lines.length > 0) {
      const line = lines.pop() as string;
      lines.push(`${line}${/\]\(.*\]\(/.test(line) ? ', ' : ': '}${link(heading)}`);
    }
  }
  return lines.join('\n');
}

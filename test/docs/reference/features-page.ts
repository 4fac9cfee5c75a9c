import { ENTRY_WORDS, VALUE_WORDS } from '../../../src/keepalived/value-words.ts';
import { BLOCK_NAMES, OLDEST_TARGET } from '../../../src/keepalived/words.ts';
import { table } from './cells.ts';
import { anchorOf, sectionsOf } from './definition-page.ts';
import { blockFeatures, entryFeatures, type Feature, valueFeatures } from './features.ts';
import { inCode, ipvsTable, linesTable, ownTable } from './features-tables.ts';
import { REPLACED_BLOCKS } from './homes.ts';
import { COMMANDS, IPVS } from './ipvs.ts';
import { places } from './places.ts';
import { partBelow, parts } from './schema.ts';

const PAGE = 'definition.md';
const EXTRA = `[\`extra\`](${PAGE}#extra)`;

/** The blocks of keepalived.conf by chapter: what the file's parts are for. */
const CHAPTERS: Readonly<Record<string, readonly string[]>> = {
  'The file and the host': ['root', 'global_defs', 'track_group', 'SSL'],
  VRRP: ['vrrp_instance', 'authentication', 'auth_hmac', 'vrrp_sync_group', 'garp_group'],
  Tracking: ['vrrp_script', 'track_file', 'vrrp_track_file', 'vrrp_track_process', 'bfd_instance'],
  Services: ['virtual_server', 'real_server'],
  Checks: [],
};

/** The page of features. @param definition the page that it links to. */
export async function featuresPage(definition: string): Promise<string> {
  const sections = sectionsOf(definition);
  const link = (path: string): string => {
    const place = places.find((known) => known.path === path);
    if (place === undefined) throw new Error(`the definition has no place "${path}"`);
    // What opens a part has that part's section; what only takes such a part in a line is a key like any other.
    const below = partBelow(place.part, place.key, place.property);
    const opens =
      below !== undefined && parts.get(below)?.schema['x-line'] !== true ? sections.get(below) : undefined;
    const section = opens ?? sections.get(place.part);
    if (section === undefined) throw new Error(`${PAGE} has no <!-- keys of ${place.part} -->`);
    return `[\`${path}\`](${PAGE}#${section})`;
  };
  const linked = (text: string) => text.replace(/\{([^{}]+)\}/g, (_, path: string) => link(path));
  const home = ({ kind, text }: Feature): string => {
    if (kind === undefined) return '';
    const words = linked(text);
    if (kind === 'extra') return words === '' ? EXTRA : `${EXTRA}; ${words}`;
    return kind === 'derived' || kind === 'no' ? `*${kind}*: ${words}` : words;
  };
  const chapters = chaptersOf();
  const ipvs: string[][] = [];
  for (const [name, features] of Object.entries(IPVS)) {
    ipvs.push([`### ${name}`, '', await ipvsTable(features, linked), '']);
  }
  return `${[
    ...head(),
    contents(chapters),
    '',
    '## keepalived.conf',
    '',
    'The blocks, each with all of its words, from keepalived 2.1.5 to 2.4.3.',
    '',
    ...chapters.flatMap(([chapter, blocks]) => [
      `### ${chapter}`,
      '',
      ...blocks.flatMap((block) => [
        `#### ${titleOf(block)}`,
        '',
        blockTable(blockFeatures(block), home),
        '',
      ]),
    ]),
    '## Words within lines',
    '',
    'What can stand behind an address, a route, a rule or a name in a list, and behind a keyword.',
    '',
    '### In lists',
    '',
    linesTable(Object.keys(ENTRY_WORDS).flatMap(entryFeatures), 'list', home),
    '### Behind keywords',
    '',
    linesTable(Object.keys(VALUE_WORDS).flatMap(valueFeatures), 'keyword', home),
    '## IPVS',
    '',
    'What IPVS can do, with `ipvsadm` and with keepalived. With engine `ipvsadm` the scripts do it, without keepalived.',
    '',
    ...ipvs.flat(),
    '### The commands of ipvsadm',
    '',
    `${inCode(COMMANDS.change)} are what the scripts do themselves, by difference: see [artifacts.md](artifacts.md#the-scripts).`,
    `${inCode(COMMANDS.look)} set nothing up.`,
    '',
    '## What only the definition has',
    '',
    'Keys that keepalived has no word for. The `name` of an instance, of a group or of what is tracked is the name behind the word that opens',
    'its block, and `extra` is raw lines.',
    '',
    ownTable(link),
  ].join('\n')}`;
}

function head(): string[] {
  return [
    '# Features',
    '',
    'Every word of keepalived.conf, and every feature of IPVS, with the place where a [definition](definition.md) has it. A test holds this page to',
    "the words of keepalived's parser and to the schema: `UPDATE_DOCS=1 npx vitest run test/docs` writes it.",
    '',
    '- A place such as `virtual_servers[].lvs_sched` leads to its table. `[]` is an item of a list, `*` a name.',
    '- *derived*: nobody writes it. lvsgen does, from other parts of the definition.',
    `- ${EXTRA}: raw lines say it, at the top level, in \`global_defs\`, an instance, a service or a real server.`,
    '- *no*: it cannot be said.',
    `- since: the keepalived that brought it; nothing there: ${OLDEST_TARGET} has it.`,
    '- old: keepalived wants another word. lvsgen writes that one.',
    '',
  ];
}

function chaptersOf(): [string, readonly string[]][] {
  const placed = new Set(Object.values(CHAPTERS).flat());
  const rest = BLOCK_NAMES.filter((block) => !placed.has(block));
  return Object.entries(CHAPTERS).map(([name, blocks]) => [name, name === 'Checks' ? rest : blocks]);
}

const titleOf = (block: string): string => (block === 'root' ? 'The top level' : `\`${block}\``);

function contents(chapters: readonly (readonly [string, readonly string[]])[]): string {
  const links = (titles: readonly string[]) =>
    titles.map((title) => `[${title}](#${anchorOf(title)})`).join(', ');
  return [
    ...chapters.map(([chapter, blocks]) => `- ${links([chapter])}: ${links(blocks.map(titleOf))}`),
    `- ${links(['Words within lines'])}: ${links(['In lists', 'Behind keywords'])}`,
    `- ${links(['IPVS'])}: ${links([...Object.keys(IPVS), 'The commands of ipvsadm'])}`,
    `- ${links(['What only the definition has'])}`,
  ].join('\n');
}

function blockTable(features: readonly Feature[], home: (feature: Feature) => string): string {
  const [first] = features;
  const instead = REPLACED_BLOCKS[first?.where ?? ''];
  if (instead !== undefined) {
    const words = features.map(({ name }) => `\`${name}\``).join(', ');
    return `Old: keepalived wants [\`${instead}\`](#${anchorOf(instead)}), which has the same words: ${words}.`;
  }
  const rows = features.map((feature) => [
    `\`${feature.name}\``,
    home(feature),
    feature.word.since ?? '',
    noteOf(feature),
  ]);
  return table(['word', 'in the definition', 'since', 'note'], rows).trim();
}

function noteOf({ word: { deprecated, aliasOf } }: Feature): string {
  if (aliasOf !== undefined) return `another spelling of \`${aliasOf}\``;
  if (deprecated === undefined) return '';
  const { since, instead } = deprecated;
  return `old${since === OLDEST_TARGET ? '' : ` from ${since} on`}: \`${instead}\``;
}

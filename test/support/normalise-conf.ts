import type { Block, Words } from './read-conf.ts';

/** One way in which two files differ and mean the same to keepalived. */
export interface Normalisation {
  readonly reason: string;
  readonly apply: (block: Block, place: Place) => Block[];
}

/** The blocks that something stands in, and the host whose file it is. */
interface Place {
  readonly parents: readonly string[];
  readonly host: string;
}

const only =
  (test: (block: Block, place: Place) => boolean, change: (block: Block) => Block[]) =>
  (block: Block, place: Place): Block[] =>
    test(block, place) ? change(block) : [block];
const renamed =
  (words: Readonly<Record<string, string>>) =>
  (block: Block): Block[] => {
    const [first = '', ...rest] = block.words;
    return [{ ...block, words: [Object.hasOwn(words, first) ? (words[first] ?? first) : first, ...rest] }];
  };
const has = ({ children = [] }: Block, keyword: string) => children.some(({ words }) => words[0] === keyword);
const child = (block: Block, ...words: string[]): Block => ({
  ...block,
  children: [...(block.children ?? []), { words }],
});
/** What keepalived takes when a block does not say it. */
const filled = (keyword: string, defaults: readonly (readonly [string, string])[]) =>
  only(
    ({ words, children }) => words[0] === keyword && children !== undefined,
    (block) => [
      defaults.reduce((now, [name, value]) => (has(now, name) ? now : child(now, name, value)), block),
    ],
  );

const VIP_BLOCKS = ['virtual_ipaddress', 'virtual_ipaddress_excluded', 'static_ipaddress'];
const ROUTE_BLOCKS = ['virtual_routes', 'static_routes'];
/** Words of a route or an address that have a value behind them. */
const WITH_VALUE = [
  'brd',
  'dev',
  'scope',
  'label',
  'peer',
  'src',
  'via',
  'table',
  'metric',
  'mtu',
  'protocol',
];

/** Pairs and flags of an entry, sorted, behind what stands for itself. */
function sortedEntry(words: Words): Words {
  const plain: string[] = [];
  const pairs: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (WITH_VALUE.includes(word)) pairs.push(`${word} ${words[++at]}`);
    else plain.push(word);
  }
  return [...plain, ...pairs.sort()];
}

/** Every one, with its reason: all else has to be equal. Comments, quotes and layout are gone when a file was read. */
export const NORMALISATIONS: readonly Normalisation[] = [
  {
    reason: 'keepalived has two names for these words',
    apply: renamed({ lb_algo: 'lvs_sched', lb_kind: 'lvs_method' }),
  },
  {
    reason: 'what keepalived takes by itself is said, for people',
    apply: filled('vrrp_instance', [
      ['state', 'BACKUP'],
      ['advert_int', '1'],
    ]),
  },
  {
    reason: "a router_id that is the host's name is the default",
    apply: (block, { host }) => (block.words.join(' ') === `router_id ${host}` ? [] : [block]),
  },
  {
    reason: 'keepalived ignores the protocol of a firewall mark, and takes its family from the real servers',
    apply: only(
      ({ words }) => words[0] === 'virtual_server' && words[1] === 'fwmark',
      (block) => [
        {
          ...block,
          children: (block.children ?? []).filter(
            ({ words }) => !['protocol', 'ip_family'].includes(words[0] ?? ''),
          ),
        },
      ],
    ),
  },
  {
    reason:
      'keepalived takes the family of a firewall mark in a group from the real servers, and IPv4 at first',
    apply: only(
      ({ words }, { parents }) => parents.at(-1) === 'virtual_server_group' && words[0] === 'fwmark',
      ({ words }) => [{ words: words.filter((word) => word !== 'inet') }],
    ),
  },
  {
    reason: '"gw" is the deprecated name of "via"',
    apply: only(
      (_, { parents }) => ROUTE_BLOCKS.includes(parents.at(-1) ?? ''),
      ({ words }) => [{ words: words.map((word) => (word === 'gw' ? 'via' : word)) }],
    ),
  },
  {
    reason: 'a flag that may have a value is true without one',
    apply: only(
      ({ words, children }) => children === undefined && words.length === 2 && words[1] === 'true',
      ({ words }) => [{ words: words.slice(0, 1) }],
    ),
  },
  {
    reason: 'a VIP without a prefix length has the longest one; the order of its other words says nothing',
    apply: only(
      (_, { parents }) => VIP_BLOCKS.includes(parents.at(-1) ?? ''),
      ({ words: [first = '', ...rest] }) => {
        const address = first.includes('/') ? first : `${first}/${first.includes(':') ? 128 : 32}`;
        return [{ words: [address, ...sortedEntry(rest)] }];
      },
    ),
  },
  {
    reason: 'the order of a route\'s words says nothing; a route has "to" before its destination, or nothing',
    apply: only(
      (_, { parents }) => ROUTE_BLOCKS.includes(parents.at(-1) ?? ''),
      ({ words }) => [{ words: sortedEntry(words.filter((word) => word !== 'to')) }],
    ),
  },
  {
    reason: 'a command is split at spaces, however many',
    apply: only(
      ({ words }) => words.length === 2 && / /.test(words[1] ?? ''),
      ({ words }) => [{ words: words.map((word) => word.replaceAll(/ +/g, ' ')) }],
    ),
  },
  {
    reason: 'the host blocks of an SMTP_CHECK are deprecated: keepalived makes a check of each',
    apply: only(
      (block) => block.words[0] === 'SMTP_CHECK' && has(block, 'host'),
      ({ words, children = [] }) => {
        const common = children.filter((entry) => entry.words[0] !== 'host');
        const hosts = children.filter((entry) => entry.words[0] === 'host');
        return hosts.map((host) => ({ words, children: [...common, ...(host.children ?? [])] }));
      },
    ),
  },
];

/** Blocks whose entries keepalived takes in order: the first VIP of IPv6, members, urls. */
const ORDERED = [...VIP_BLOCKS, ...ROUTE_BLOCKS, 'virtual_rules', 'static_rules'];
/** Words that are one line each time, in an order that matters among themselves. */
const REPEATED = ['real_server', 'url', 'SMTP_CHECK', 'TCP_CHECK', 'HTTP_GET', 'SSL_GET'];

/** Says each block in one way: defaults filled in, aliases resolved, keywords sorted, empty blocks gone. */
export function normalise(blocks: readonly Block[], host: string, parents: readonly string[] = []): Block[] {
  const place = { parents, host };
  const all = blocks.flatMap((block) =>
    NORMALISATIONS.reduce<Block[]>((now, { apply }) => now.flatMap((entry) => apply(entry, place)), [block]),
  );
  const deep = all.flatMap((block) => {
    if (block.children === undefined) return [block];
    const children = normalise(block.children, host, [...parents, block.words[0] ?? '']);
    return children.length === 0 ? [] : [{ ...block, children }];
  });
  return ORDERED.includes(parents.at(-1) ?? '') ? deep : deep.sort(byWords);
}

function byWords(a: Block, b: Block): number {
  const key = ({ words: [first = '', ...rest] }: Block) =>
    REPEATED.includes(first) ? first : [first, ...rest].join(' ');
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/** Each line behind the blocks that it stands in. Blocks alike are told apart by their number. */
export function flatLines(blocks: readonly Block[], path = ''): string[] {
  const counts = new Map<string, number>();
  return blocks.flatMap(({ words, children }) => {
    const name = path + words.join(' ');
    if (children === undefined) return [name];
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return flatLines(children, `${name}${count > 1 ? ` (${count})` : ''} > `);
  });
}

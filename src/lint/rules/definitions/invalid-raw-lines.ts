import type { Path } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { table } from '../../../diagnostic/table.ts';
import { valueAt } from '../../../diagnostic/value-at.ts';
import { type LineWord, readLines } from '../../../keepalived/read-lines.ts';
import { compareVersions, wordsOf } from '../../../keepalived/words.ts';
import { type WrittenWord, writtenWords } from '../../../keepalived/written-words.ts';
import type { Cluster, Options } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** What lvsgen writes from a definition's other parts, or leaves out on purpose: said once more, it would win or be lost. */
const OWN: Readonly<Record<string, readonly string[]>> = table({
  root: ['global_defs', 'SSL', 'vrrp_instance', 'vrrp_sync_group', 'virtual_server', 'virtual_server_group'],
  // An instance without a version would get this one, and the definition says what it has without.
  global_defs: ['router_id', 'vrrp_version'],
  vrrp_instance: [
    'state',
    'interface',
    'priority',
    'virtual_router_id',
    'version',
    'advert_int',
    'unicast_peer',
    'unicast_src_ip',
    'authentication',
    'auth_hmac',
    'virtual_ipaddress',
    'virtual_ipaddress_excluded',
  ],
  virtual_server: [
    'ip_family',
    'protocol',
    'lvs_method',
    'lb_kind',
    'lvs_sched',
    'lb_algo',
    'persistence_timeout',
    'sorry_server',
    'sorry_server_inhibit',
    'sorry_server_lvs_method',
    'real_server',
  ],
  real_server: ['weight', 'lvs_method'],
});

interface RawText {
  readonly text: string;
  readonly block: string;
  readonly path: Path;
  /** What else the file's block gets its lines from. */
  readonly sources: readonly Options[];
}

/** The lines are read as keepalived's parser does: a brace or a word too many there would change the blocks around it. */
export const invalidRawLines: ClusterRule = {
  id: 'invalid-raw-lines',
  severity: 'error',
  summary: 'lines in extra are not what keepalived can read there, or say what the definition says',
  catalogue: [],
  source: 'the parsers of keepalived 2.1.5 to 2.4.3; src/keepalived/vocabulary.ts',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const texts = rawTexts(cluster);
    if (texts.length === 0) return;
    const written = writtenWords(cluster.options);
    for (const raw of texts) yield* problemsOf(raw, cluster, written);
  },
};

function* problemsOf(
  { text, block, path, sources }: RawText,
  { file, keepalivedVersion }: Cluster,
  written: readonly WrittenWord[],
): Iterable<Problem> {
  const at = { file, path, part: 'value' } as const;
  const { words, problems } = readLines(text, block);
  for (const { message, hint, line, column } of problems) {
    const place = `line ${line + 1}, column ${column + 1}: ${message}`;
    yield { message: place, ...(hint === undefined ? {} : { hint }), at };
  }
  const owner = path.slice(0, -1).join('\0');
  const said = new Set([
    ...written.filter((word) => word.path.slice(0, -1).join('\0') === owner).map(({ name }) => name),
    ...sources.flatMap((source) => Object.keys(source)),
  ]);
  const seen = new Set<string>();
  for (const word of words) {
    const fault = faultOf(word, keepalivedVersion, said, seen);
    if (word.depth === 0) seen.add(canonical(word));
    if (fault !== undefined)
      yield { message: `line ${word.line + 1}: ${fault.message}`, hint: fault.hint, at };
  }
}

function faultOf(
  found: LineWord,
  target: string,
  said: ReadonlySet<string>,
  seen: ReadonlySet<string>,
): { message: string; hint: string } | undefined {
  const { name, block, word, depth } = found;
  const { since, deprecated, kind } = word;
  const named = quote(name);
  if (since !== undefined && compareVersions(since, target) > 0) {
    return {
      message: `${named} came with keepalived ${since}, and the target is ${target}`,
      hint: 'remove it, or raise target.keepalived when all directors have that version',
    };
  }
  if (deprecated !== undefined && compareVersions(deprecated.since, target) <= 0) {
    return {
      message: `${named} is deprecated since keepalived ${deprecated.since}`,
      hint: `write ${deprecated.instead}`,
    };
  }
  if (depth > 0) return undefined;
  const own = OWN[block] ?? [];
  if (own.includes(name) || own.includes(canonical(found))) {
    return { message: `${named} is written by lvsgen`, hint: 'say it in the definition, where rules see it' };
  }
  if (said.has(name) || said.has(canonical(found))) {
    return { message: `${named} is in the definition too`, hint: 'say it once' };
  }
  if (kind === 'line' && seen.has(canonical(found))) {
    return { message: `${named} is there twice`, hint: 'keepalived takes the last one: say it once' };
  }
  return undefined;
}

const canonical = ({ name, block }: LineWord): string => wordsOf(block).get(name)?.aliasOf ?? name;

/** Each text once: a service with several VIPs is several parts of the model. */
function rawTexts({ options, directors, origin, vrrpInstances, virtualServers }: Cluster): RawText[] {
  const found = new Map<string, RawText>();
  const look = (item: unknown, block: string, path: Path, others: readonly unknown[] = []): void => {
    const text = (item as Options | undefined)?.['extra'];
    // `defaults` cannot have it: there it is an unknown key.
    if (typeof text !== 'string' || valueAt(options, [...path, 'extra']) === undefined) return;
    const sources = [item, ...others].filter((source) => source !== undefined) as Options[];
    found.set(path.join('\0'), { text, block, path: [...path, 'extra'], sources });
  };
  const shared = options['global_defs'];
  look(options, 'root', origin.path);
  look(
    shared,
    'global_defs',
    [...origin.path, 'global_defs'],
    directors.map((director) => director.options['global_defs']),
  );
  for (const { options: own, origin: place } of directors) {
    look(own['global_defs'], 'global_defs', [...place.path, 'global_defs'], [shared]);
  }
  for (const instance of vrrpInstances) {
    const members = instance.members.map((member) => member.options);
    look(instance.options, 'vrrp_instance', instance.origin.path, members);
  }
  for (const virtualServer of virtualServers) {
    look(virtualServer.options, 'virtual_server', virtualServer.origin.path);
    for (const { options: own, origin: place } of virtualServer.destinations) {
      look(own, 'real_server', place.path);
    }
  }
  return [...found.values()];
}

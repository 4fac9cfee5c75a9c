import type { Path } from '../../diagnostic/finding.ts';
import { quote } from '../../diagnostic/quote.ts';
import { quoteList } from '../../diagnostic/quote-list.ts';
import { type WrittenWord, writtenWords } from '../../keepalived/written-words.ts';
import type { Cluster, Director, Options } from '../../model/cluster.ts';
import { globalsOf, trackEntries } from '../../model/host-settings.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/**
 * Without enable_script_security keepalived runs, as root, a program that somebody else may change, and calls that a
 * security violation when it starts. With it and without script_user it looks for a user keepalived_script, and where
 * there is none it leaves the program out: what was tracked never fails, nobody is notified.
 */
export const scriptsWithoutSecurity: ClusterRule = {
  id: 'scripts-without-security',
  severity: 'warning',
  summary: 'programs are run, and enable_script_security or script_user is not set',
  catalogue: ['V44'],
  source:
    'keepalived 2.2.7 -t: "SECURITY VIOLATION - scripts are being executed but script_security not enabled" (exit status 6), "Unable to set default user keepalived_script for script" (5); keepalived.conf(5), enable_script_security, script_user',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const programs = programsOf(cluster);
    const [first] = programs;
    if (first === undefined) return;
    const { directors } = cluster;
    const isSecure = (director: Director) => globalsOf(cluster, director)['enable_script_security'] === true;
    const lacking = directors.filter((director) => !isSecure(director));
    if (lacking.length > 0) yield problem(cluster, first, 'enable_script_security is not set', lacking);
    const own = programs.find(({ path }) => !hasUser(cluster.options, path));
    const userless = directors.filter(
      (director) => isSecure(director) && globalsOf(cluster, director)['script_user'] === undefined,
    );
    if (own === undefined || userless.length === 0) return;
    yield problem(cluster, own, 'no script_user says whose rights it has', userless);
  },
};

function problem(
  { directors, origin }: Cluster,
  { name, path }: WrittenWord,
  fault: string,
  lacking: readonly Director[],
): Problem {
  const on =
    lacking.length === directors.length ? '' : ` on ${quoteList(lacking.map((director) => director.name))}`;
  return {
    message: `${quote(name)} runs a program, and ${fault}${on}`,
    hint: fault.startsWith('enable')
      ? 'set enable_script_security in global_defs, and script_user to whom programs run as'
      : 'set script_user in global_defs: without it keepalived takes the user keepalived_script, and where that is missing it leaves the program out',
    at: { file: origin.file, path, part: 'key' },
  };
}

function programsOf({ options, vrrpInstances }: Cluster): WrittenWord[] {
  const tracked = new Set(
    vrrpInstances.flatMap(({ members }) =>
      members.flatMap((member) => trackEntries(member.options, 'track_script').map(({ name }) => name)),
    ),
  );
  return writtenWords(options).filter(
    ({ name, block, path }) =>
      PROGRAMS.test(name) && !(block === 'vrrp_script' && !isTracked(options, path, tracked)),
  );
}

/** A script and a MISC_CHECK can name a user of their own. */
function hasUser(options: Options, path: Path): boolean {
  const block = path
    .slice(0, -1)
    .reduce<unknown>((part, key) => (part as Record<string | number, unknown>)[key], options);
  return (block as Options)['user'] !== undefined;
}

/** Words whose value is a program. */
const PROGRAMS =
  /^(?:notify(?:_(?!fifo$|priority|email).*)?|.*notify_fifo_script|script|misc_path|quorum_up|quorum_down|startup_script|shutdown_script)$/;

/** keepalived looks at a script only when something tracks it. */
function isTracked(options: Options, path: Path, tracked: ReadonlySet<string>): boolean {
  const [list, index] = path;
  const item = (options[String(list)] as readonly Options[] | undefined)?.[Number(index)];
  return tracked.has(String(item?.['name']));
}

import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import { programsOf, userOf } from '../../../keepalived/programs.ts';
import type { WrittenWord } from '../../../keepalived/written-words.ts';
import type { Cluster, Director } from '../../../model/cluster.ts';
import { globalsOf } from '../../../model/host-settings.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

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
    const own = programs.find(({ path }) => userOf(cluster.options, path) === undefined);
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

import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import { programsOf, userOf } from '../../../keepalived/programs.ts';
import { compareVersions } from '../../../keepalived/words.ts';
import { globalsOf } from '../../../model/host-settings.ts';
import type { ClusterRule } from '../../rule.ts';

/** From here on keepalived looks at each folder of the path as it is written. */
const SINCE = '2.3.0';
/** Links into /usr on the current distributions. */
const LINKED = /^\/(?:bin|sbin|lib(?:32|64)?)\//;

/**
 * For a program with root's rights keepalived asks each part of its path whether others can change it. Since 2.3.0 a link
 * to a folder is no folder to it, and it leaves the program out, with enable_script_security and without.
 */
export const scriptPathThroughLink: ClusterRule = {
  id: 'script-path-through-link',
  severity: 'warning',
  summary: 'a program that runs as root is below /bin, /sbin or /lib, which are links, and is left out',
  catalogue: [],
  source:
    'keepalived 2.3.0, lib/notify.c, check_security: "Wrong file type found in script path"; keepalived 2.3.0, 2.3.4 and 2.4.3 -t: "Disabling track script … due to insecure" (exit status 5)',
  *cluster(cluster) {
    const { engine, keepalivedVersion, directors, options, origin } = cluster;
    if (engine !== 'keepalived' || compareVersions(keepalivedVersion, SINCE) < 0) return;
    for (const { name, value, path } of programsOf(cluster)) {
      const [program] = String(value).split(' ') as [string];
      const own = userOf(options, path);
      const asRoot = directors.filter((director) =>
        isRoot(own ?? globalsOf(cluster, director)['script_user']),
      );
      if (!LINKED.test(program) || asRoot.length === 0) continue;
      const on =
        asRoot.length === directors.length ? '' : ` on ${quoteList(asRoot.map((host) => host.name))}`;
      yield {
        message: `${name} ${quote(program)} runs as root${on}, and its path is through a link where /usr is merged: keepalived from ${SINCE} on leaves it out`,
        hint: `write ${quote(`/usr${program}`)}`,
        at: { file: origin.file, path, part: 'value' },
      };
    }
  },
};

/** A user, or a user and a group. Without either, scripts-without-security. */
function isRoot(user: unknown): boolean {
  return typeof user === 'string' && user.split(' ').includes('root');
}

import { quote } from '../../../diagnostic/quote.ts';
import { programsOf, userOf } from '../../../keepalived/programs.ts';
import { globalsOf } from '../../../model/host-settings.ts';
import type { ClusterRule } from '../../rule.ts';

/** By convention nothing else runs as these. */
const ALONE = new Set(['keepalived_script', 'nobody']);
/** They speak to the kernel in words that it takes of root alone, even to list something. */
const OF_ROOT = new Set(['ipvsadm', 'iptables', 'ip6tables', 'nft', 'conntrack']);
const CHANGE = /^(?:add|append|change|del|delete|flush|prepend|replace|set)$/;

/**
 * keepalived runs programs as `user` or `script_user` says, without root's rights. A signal, also 0, reaches the processes of
 * the same user alone (kill(2), EPERM), and `ip` and its like change nothing: the program fails each time.
 */
export const programNeedsRoot: ClusterRule = {
  id: 'program-needs-root',
  severity: 'warning',
  oncePerPlace: true,
  summary: 'a program that only root can run with success is run as another user',
  catalogue: [],
  source:
    'kill(2), EPERM; capabilities(7), CAP_NET_ADMIN; keepalived 2.2.7, lib/notify.c, set_privileges; acassen/keepalived#1420',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { name, value, path } of programsOf(cluster)) {
      const need = needOf(String(value));
      if (need === undefined) continue;
      const users = cluster.directors.map(
        (director) => userOf(cluster.options, path) ?? globalsOf(cluster, director)['script_user'],
      );
      const user = users
        .map((text) => (typeof text === 'string' ? (text.split(' ')[0] as string) : undefined))
        .find((text) => text !== undefined && text !== 'root' && (need.isSure || ALONE.has(text)));
      if (user === undefined) continue;
      yield {
        message: `${name} ${quote(String(value))} runs as ${quote(user)}, ${need.why}: it fails each time`,
        hint: need.hint,
        at: { file: cluster.file, path, part: 'value' },
      };
    }
  },
};

interface Need {
  readonly why: string;
  readonly hint: string;
  /** Whether that holds of each user but root. */
  readonly isSure: boolean;
}

function needOf(command: string): Need | undefined {
  const [program = '', ...words] = command.split(' ');
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (['kill', 'killall', 'pkill'].includes(name)) {
    return {
      why: 'which can signal no process of another user',
      hint: 'track the process with vrrp_track_processes and track_process; or ask with pgrep or pidof, which signal nobody',
      isSure: false,
    };
  }
  const isChange =
    (name === 'ip' && words.some((word) => CHANGE.test(word))) ||
    (name === 'sysctl' && words.some((word) => word === '-w' || word.includes('=')));
  if (!isChange && !OF_ROOT.has(name)) return undefined;
  return {
    why: `and ${name} needs the rights of root`,
    hint: 'run it as root: with user, or of a notify program with script_user',
    isSure: true,
  };
}

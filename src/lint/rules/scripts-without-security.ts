import type { Path } from '../../diagnostic/finding.ts';
import { quote } from '../../diagnostic/quote.ts';
import { quoteList } from '../../diagnostic/quote-list.ts';
import { writtenWords } from '../../keepalived/written-words.ts';
import type { Options } from '../../model/cluster.ts';
import { trackEntries } from '../../model/host-settings.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/** Without it keepalived runs, as root, a program that somebody else may change, and calls that a security violation when it starts. */
export const scriptsWithoutSecurity: ClusterRule = {
  id: 'scripts-without-security',
  severity: 'warning',
  summary: 'programs are run, and enable_script_security is not set',
  catalogue: ['V44'],
  source:
    'keepalived 2.2.7 -t, exit status 6: "SECURITY VIOLATION - scripts are being executed but script_security not enabled"; keepalived.conf(5), enable_script_security',
  *cluster({ engine, options, directors, vrrpInstances, origin }) {
    if (engine !== 'keepalived') return;
    const isOn = (holder: Options) =>
      (holder['global_defs'] as Options | undefined)?.['enable_script_security'];
    const lacking = directors.filter((director) => (isOn(director.options) ?? isOn(options)) !== true);
    if (lacking.length === 0) return;
    const tracked = new Set(
      [...vrrpInstances].flatMap((instance) =>
        instance.members.flatMap((member) =>
          trackEntries(member.options, 'track_script').map(({ name }) => name),
        ),
      ),
    );
    const [first] = writtenWords(options).filter(
      ({ name, block, path }) =>
        PROGRAMS.test(name) && !(block === 'vrrp_script' && !isTracked(options, path, tracked)),
    );
    if (first === undefined) return;
    const all = lacking.length === directors.length;
    const problem: Problem = {
      message: `${quote(first.name)} runs a program, and enable_script_security is not set${all ? '' : ` on ${quoteList(lacking.map(({ name }) => name))}`}`,
      hint: 'set enable_script_security in global_defs, and script_user to whom programs run as',
      at: { file: origin.file, path: first.path, part: 'key' },
    };
    yield problem;
  },
};

/** Words whose value is a program. */
const PROGRAMS =
  /^(?:notify(?:_(?!fifo$|priority|email).*)?|.*notify_fifo_script|script|misc_path|quorum_up|quorum_down|startup_script|shutdown_script)$/;

/** keepalived looks at a script only when something tracks it. */
function isTracked(options: Options, path: Path, tracked: ReadonlySet<string>): boolean {
  const [list, index] = path;
  const item = (options[String(list)] as readonly Options[] | undefined)?.[Number(index)];
  return tracked.has(String(item?.['name']));
}

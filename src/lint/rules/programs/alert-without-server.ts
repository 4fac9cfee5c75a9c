import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { writtenWords } from '../../../keepalived/written-words.ts';
import type { Cluster } from '../../../model/cluster.ts';
import { globalOptions } from '../../../model/host-settings.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

const ALERTS = /^smtp_alert(?:_vrrp|_checker)?$/;
const NEEDED = ['smtp_server', 'notification_email'] as const;

/** keepalived sends an e-mail when it knows a server and somebody who gets it, and has a default for neither. */
export const alertWithoutServer: RepositoryRule = {
  id: 'alert-without-server',
  severity: 'warning',
  summary: 'e-mails are wanted, and keepalived has no server or nobody to send them to',
  catalogue: [],
  source: 'keepalived 2.1.5 to 2.4.3, core/smtp.c, smtp_alert: "Only send mail if email specified"',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      for (const cluster of environment.clusters) {
        if (cluster.engine !== 'keepalived') continue;
        const wish = wishOf(cluster);
        if (wish === undefined) continue;
        for (const { name } of cluster.directors) {
          const host = environment.hosts.get(name);
          const problem = host && problemOf(name, globalOptions(host), wish);
          if (problem === undefined) continue;
          yield problem;
          break;
        }
      }
    }
  },
};

/** Where a definition first says that it wants e-mails. */
function wishOf({ options, file }: Cluster): Location | undefined {
  const words = writtenWords(options);
  const wish =
    words.find(({ name, value }) => ALERTS.test(name) && value === true) ??
    words.find(({ name }) => NEEDED.some((word) => word === name));
  return wish && { file, path: wish.path, part: ALERTS.test(wish.name) ? 'value' : 'key' };
}

function problemOf(
  name: string,
  globals: Readonly<Record<string, unknown>>,
  at: Location,
): Problem | undefined {
  const raw = String(globals['extra'] ?? '');
  const missing = NEEDED.filter((word) => globals[word] === undefined && !raw.includes(word));
  if (missing.length === 0) return undefined;
  return {
    message: `e-mails are wanted here, and director ${quote(name)} has no ${missing.join(' and no ')}: keepalived sends none`,
    hint: `set ${missing.join(' and ')} in global_defs`,
    at,
  };
}

import { quote } from '../../../diagnostic/quote.ts';
import { programsOf } from '../../../keepalived/programs.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * Of a program without a slash keepalived takes the first that it finds in its own PATH, and advises against it in its log.
 * Where there is none it leaves the program out: a check that is left out never fails, and `keepalived -t` says nothing.
 */
export const programByName: ClusterRule = {
  id: 'program-by-name',
  severity: 'info',
  oncePerPlace: true,
  summary:
    'a program has no path: keepalived looks for it in its PATH, and leaves it out when it is not there',
  catalogue: ['V43', 'V46'],
  source:
    'keepalived 2.1.5 to 2.4.3, lib/notify.c, find_path: "resolved by path search"; systemd.exec(5), PATH',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { name, value, path } of programsOf(cluster)) {
      const [program] = String(value).split(' ') as [string];
      if (program.includes('/')) continue;
      yield {
        message: `${name} ${quote(program)} is a program without a path: keepalived takes the first one in its PATH`,
        hint: 'write the whole path; under systemd PATH is /usr/local/sbin, /usr/local/bin, /usr/sbin and /usr/bin',
        at: { file: cluster.file, path, part: 'value' },
      };
    }
  },
};

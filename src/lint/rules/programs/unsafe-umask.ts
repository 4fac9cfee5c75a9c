import { quote } from '../../../diagnostic/quote.ts';
import { globalPlace, globalsOf } from '../../../model/host-settings.ts';
import type { ClusterRule } from '../../rule.ts';

const WRITE_BY_OTHERS = 0o002;
const READ_AND_WRITE_BY_OWNER = 0o600;

/**
 * keepalived gives the files that it writes the mode 0666 without the bits of umask, and programs that it runs have the
 * same umask. What root writes and anybody can change, such as the file of a track_file, is a way to root's decisions; of
 * what its owner cannot open a program without root's rights loses its own state. The group of root's files is root's.
 */
export const unsafeUmask: ClusterRule = {
  id: 'unsafe-umask',
  severity: 'warning',
  // All directors can have it from global_defs.
  oncePerPlace: true,
  summary: 'umask lets everybody change what keepalived writes, or takes files from their owner',
  catalogue: [],
  source:
    'keepalived 2.2.7, lib/utils.c, fopen_safe (fchmod 0666 & ~umask); measured: umask of keepalived and of its scripts',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const director of cluster.directors) {
      const text = globalsOf(cluster, director)['umask'];
      if (typeof text !== 'string') continue;
      const mask = Number.parseInt(text, 8);
      const at = globalPlace(cluster, director, 'umask');
      if ((mask & WRITE_BY_OTHERS) === 0) {
        const message = `umask ${quote(text)} lets everybody change the files that keepalived and its programs write`;
        yield { message, hint: 'write "0022", or leave umask out: then it is 0177', at };
      } else if ((mask & READ_AND_WRITE_BY_OWNER) !== 0) {
        const message = `umask ${quote(text)} takes files from their owner: a program without root's rights cannot open what it has written`;
        yield { message, hint: 'write "0077", which takes them from all others', at };
      }
    }
  },
};

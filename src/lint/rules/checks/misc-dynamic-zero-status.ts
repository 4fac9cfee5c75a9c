import { writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * With misc_dynamic a program sets the weight by its status, and 0 leaves it as it is: until a reload, which takes a last status
 * of 0 for the weight 0. The real server gets nothing more until the program ends with another status than before.
 */
export const miscDynamicZeroStatus: ClusterRule = {
  id: 'misc-dynamic-zero-status',
  severity: 'info',
  summary:
    'a program with misc_dynamic that ends with 0 has its real server at weight 0 after a reload of keepalived',
  catalogue: [],
  source:
    'keepalived 2.2.0 to 2.4.3, check_misc.c, migrate_misc_check: a status of 0 counts as minus the whole weight; seen with 2.2.7',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { check } of writtenChecks(cluster)) {
      if (check.type !== 'MISC_CHECK' || check.options['misc_dynamic'] !== true) continue;
      yield {
        message:
          'where the program has ended with 0, a reload of keepalived gives its real server the weight 0, until the program ends with another status',
        hint: 'have the program end with the weight plus 2, such as 12 for 10, and never with 0',
        at: check.origin.at('misc_dynamic'),
      };
    }
  },
};

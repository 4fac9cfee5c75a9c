import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * VRRP version 2 has a field of 8 bits for whole seconds, version 3 one of 12 bits for hundredths. keepalived rounds or
 * caps what does not fit, so that directors, and routers of other makes, use another interval than the one written.
 */
export const invalidAdvertInt: ClusterRule = {
  id: 'invalid-advert-int',
  severity: 'error',
  oncePerPlace: true,
  summary: 'advert_int does not fit the VRRP version: whole seconds in version 2, at most 40.95 in version 3',
  catalogue: ['V13'],
  source:
    'RFC 3768, section 5.3.7; RFC 5798, section 5.2.7; keepalived 2.2.7 -t: "must be an integer", "out of range"',
  *cluster(cluster) {
    for (const { origin, version, advertInt } of cluster.vrrpInstances) {
      const isValid = version === 2 ? Number.isInteger(advertInt) && advertInt <= 255 : advertInt <= 40.95;
      const at = origin.at('advert_int');
      if (isValid) continue;
      const used = version === 2 ? Math.min(255, Math.max(1, Math.round(advertInt))) : 40.95;
      yield {
        message:
          version === 2
            ? `advert_int ${quote(advertInt)} is not a whole number of seconds, as VRRP version 2 has it`
            : `advert_int ${quote(advertInt)} is more than VRRP version 3 can have, 40.95 seconds`,
        hint: `set advert_int to ${used}, as keepalived would${version === 2 && advertInt <= 40.95 ? ', or version to 3' : ''}`,
        at,
      };
    }
  },
};

import type { AuthHmac, VrrpInstance } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * keepalived drops what contradicts auth_hmac, and without the key that it should sign with it drops auth_hmac itself: the
 * adverts are then neither signed nor checked.
 */
export const authHmacConflict: ClusterRule = {
  id: 'auth-hmac-conflict',
  severity: 'error',
  summary:
    'auth_hmac of a VRRP instance contradicts itself or other settings, so that keepalived drops a part',
  catalogue: [],
  source: 'keepalived 2.4.0 and 2.4.3, vrrp.c, vrrp_complete_instance, and vrrp_parser.c',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const seen = new Set<string>();
    for (const instance of cluster.vrrpInstances) {
      if (instance.authHmac === undefined) continue;
      for (const problem of problemsOf(instance, instance.authHmac)) {
        // Defaults are one place for several instances.
        const place = `${problem.at.path.join('/')} ${problem.message}`;
        if (!seen.has(place)) yield problem;
        seen.add(place);
      }
    }
  },
};

function* problemsOf(instance: VrrpInstance, hmac: AuthHmac): Iterable<Problem> {
  const { origin, authentication } = instance;
  const at = (...path: (string | number)[]) => origin.at('auth_hmac', ...path);
  if (authentication !== undefined) {
    yield {
      message: 'authentication beside auth_hmac: keepalived drops authentication',
      hint: 'remove authentication',
      at: origin.keyOf('authentication'),
      related: [{ at: origin.keyOf('auth_hmac'), message: 'auth_hmac' }],
    };
  }
  const first = new Map<number, number>();
  for (const [index, { id }] of hmac.keys.entries()) {
    const other = first.get(id);
    if (other === undefined) first.set(id, index);
    else {
      const related = [{ at: at('key', other, 'id'), message: 'the first one' }];
      const message = `key ${id} is there twice: keepalived drops the second`;
      yield { message, hint: 'give each key an id of its own', at: at('key', index, 'id'), related };
    }
  }
  if (!first.has(hmac.activeKey)) {
    yield {
      message: `active_key ${hmac.activeKey} is none of the keys: keepalived goes on without auth_hmac`,
      hint: `one of ${[...first.keys()].join(', ')}`,
      at: at('active_key'),
    };
  }
  if (hmac.timeWindow !== undefined && hmac.antiReplay === 'monotonic') {
    const message = 'time_window has no effect with anti_replay monotonic';
    yield { message, hint: 'remove one of the two', at: at('time_window'), severity: 'warning' };
  }
}

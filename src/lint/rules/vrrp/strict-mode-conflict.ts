import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Member, Options, VrrpInstance } from '../../../model/cluster.ts';
import { globalPlace } from '../../../model/host-settings.ts';
import { isStrict } from '../../../model/strict-mode.ts';
import { downTimerAdverts, memberPlace } from '../../../model/vrrp-members.ts';
import type { ClusterRule } from '../../rule.ts';

/** The one setting for a whole host that strict mode takes for an instance's own. */
const HOST_ADVERTS = 'vrrp_down_timer_adverts';

interface Conflict {
  /** The field of the member, its instance, the defaults or the settings for the host. */
  readonly field: string;
  readonly what: string;
}

/**
 * Strict mode follows the protocol to the letter: keepalived drops an instance with unicast, and resets the other
 * options that the protocol does not have, so that the director does not do what its definition says.
 */
export const strictModeConflict: ClusterRule = {
  id: 'strict-mode-conflict',
  severity: 'error',
  oncePerPlace: true,
  summary: 'a VRRP instance in strict mode has an option that strict mode does not allow',
  catalogue: ['V31'],
  source: 'keepalived 2.2.7, vrrp.c, vrrp_complete_instance: what strict mode resets, and -t then tells',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      for (const member of instance.members) {
        if (!isStrict(cluster, member)) continue;
        for (const { field, what } of conflicts(cluster, instance, member)) {
          const at =
            field === HOST_ADVERTS
              ? globalPlace(cluster, member.director, field)
              : memberPlace(instance, member, field);
          yield {
            message: `VRRP instance ${quote(instance.name)} is in strict mode, which does not allow ${what}`,
            hint:
              field === 'state'
                ? 'set strict_mode to false: a MASTER of strict mode has priority 255, and every other member is BACKUP'
                : `set strict_mode to false, or remove ${field}`,
            at,
          };
        }
      }
    }
  },
};

function conflicts(
  cluster: Cluster,
  { version, unicast, authentication, authHmac }: VrrpInstance,
  member: Member,
): Conflict[] {
  const { options, state, priority, preemptDelay } = member;
  const isOwner = priority === 255;
  const { garp_lower_prio_repeat: repeat, garp_lower_prio_delay: delay } = options;
  const adverts = options['down_timer_adverts'] === undefined ? HOST_ADVERTS : 'down_timer_adverts';
  const found: [boolean, string, string][] = [
    [unicast, 'unicast', 'unicast'],
    [options['no_virtual_ipaddress'] === true, 'no_virtual_ipaddress', 'no_virtual_ipaddress'],
    [authentication !== undefined, 'authentication', 'authentication'],
    [(authHmac?.mode ?? 'enforce') !== 'enforce', 'auth_hmac', `auth_hmac with mode ${authHmac?.mode}`],
    [(state === 'MASTER') !== isOwner, 'state', `state ${state} with priority ${quote(priority)}`],
    [(preemptDelay ?? 0) > 0, 'preempt_delay', 'preempt_delay'],
    [downTimerAdverts(cluster, member) !== 3, adverts, `${adverts} other than 3`],
    [options['accept'] === true && version === 2 && !isOwner, 'accept', 'accept with VRRP version 2'],
    [Number(repeat ?? 0) > 0, 'garp_lower_prio_repeat', 'garp_lower_prio_repeat above 0'],
    [Number(delay ?? 0) > 0, 'garp_lower_prio_delay', 'garp_lower_prio_delay above 0'],
    [options['lower_prio_no_advert'] === false, 'lower_prio_no_advert', 'lower_prio_no_advert false'],
    [options['higher_prio_send_advert'] === true, 'higher_prio_send_advert', 'higher_prio_send_advert'],
    [hasVmac(options) && options['vmac_xmit_base'] === true, 'vmac_xmit_base', 'vmac_xmit_base'],
  ];
  return found.filter(([is]) => is).map(([, field, what]) => ({ field, what }));
}

function hasVmac({ use_vmac: vmac }: Options): boolean {
  return vmac !== undefined && vmac !== false;
}

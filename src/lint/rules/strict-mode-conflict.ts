import { quote } from '../../diagnostic/quote.ts';
import type { Options, VrrpInstance } from '../../model/cluster.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/** Strict mode follows the RFC to the letter. keepalived drops what is not in it, resets it, or does not run the instance. */
export const strictModeConflict: ClusterRule = {
  id: 'strict-mode-conflict',
  severity: 'error',
  summary: 'a VRRP instance in strict mode has a setting that strict mode does not allow',
  catalogue: [],
  source: 'keepalived 2.2.7, vrrp.c (vrrp_complete_instance)',
  *cluster({ engine, vrrpInstances, options, origin }) {
    if (engine !== 'keepalived') return;
    const isStrictByDefault = (options['global_defs'] as Options | undefined)?.['vrrp_strict'] === true;
    for (const instance of vrrpInstances) {
      const own = instance.options['strict_mode'];
      if (own === undefined ? !isStrictByDefault : own !== true) continue;
      const strict =
        own === undefined ? origin.at('global_defs', 'vrrp_strict') : instance.origin.at('strict_mode');
      for (const [field, why] of conflictsOf(instance)) {
        yield {
          message: `${field} of VRRP instance ${quote(instance.name)} is not allowed in strict mode: ${why}`,
          hint: `remove ${field}, or strict mode`,
          at: instance.origin.at(field),
          related: [{ at: strict, message: 'strict mode' }],
        };
      }
      for (const member of instance.members) {
        if ((member.state === 'MASTER') === (member.priority === 255)) continue;
        const problem: Problem = {
          message: `in strict mode state ${quote(member.state)} of ${quote(member.directorName)} does not go with priority ${member.priority}`,
          hint: 'only the owner of the VIPs, with priority 255, starts as MASTER: let the others start as BACKUP',
          at: member.origin.at('state'),
          related: [{ at: strict, message: 'strict mode' }],
        };
        yield problem;
      }
    }
  },
};

function conflictsOf({
  options,
  unicast,
  authentication,
  version,
  members,
}: VrrpInstance): [field: string, why: string][] {
  const has = (field: string) =>
    options[field] !== undefined && options[field] !== false && options[field] !== 0;
  const found: [string, string][] = [];
  if (authentication !== undefined && version === 2) found.push(['authentication', 'it is ignored']);
  if (unicast) found.push(['unicast', 'the instance does not run']);
  if (members.some(({ preemptDelay }) => preemptDelay !== undefined))
    found.push(['preempt_delay', 'it is reset']);
  if (has('down_timer_adverts') && options['down_timer_adverts'] !== 3)
    found.push(['down_timer_adverts', 'it is reset']);
  if (has('accept') && version === 2) found.push(['accept', 'it is reset']);
  if (has('garp_lower_prio_repeat')) found.push(['garp_lower_prio_repeat', 'it is reset']);
  if (has('garp_lower_prio_delay')) found.push(['garp_lower_prio_delay', 'it is reset']);
  if (options['lower_prio_no_advert'] === false) found.push(['lower_prio_no_advert', 'it is reset']);
  if (has('higher_prio_send_advert')) found.push(['higher_prio_send_advert', 'it is reset']);
  if (has('vmac_xmit_base')) found.push(['vmac_xmit_base', 'it is reset']);
  return found;
}

import { notAttachedProblems } from '../../not-attached.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * DR changes nothing but the MAC address of a request, so that it reaches hosts on the wire of the director and no other: a
 * router in between would send it, whose destination is the VIP, back to the director.
 */
export const drRealServerNotAttached: RepositoryRule = {
  id: 'dr-real-server-not-attached',
  severity: 'error',
  summary: 'a director has no interface on the subnet of a real server that it serves by DR',
  catalogue: ['A05'],
  source: 'LVS-HOWTO, LVS-DR: director and real servers are on one network; ipvsadm(8), --gatewaying',
  repository: (repository) =>
    notAttachedProblems(repository, 'DR', () => 'DR reaches only hosts on the same wire'),
};

import { notAttachedProblems } from '../../not-attached.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * The director sends rewritten requests to the real server's address, and gets the replies as the real server's gateway.
 * Both need an interface of the director on the real server's subnet: without one the requests take its default route.
 */
export const natRealServerNotAttached: RepositoryRule = {
  id: 'nat-real-server-not-attached',
  severity: 'error',
  summary: 'a director has no interface on the subnet of a real server that it serves by NAT',
  catalogue: ['A04'],
  source: 'LVS-HOWTO, LVS-NAT: director and real servers are on one network',
  repository: (repository) =>
    notAttachedProblems(
      repository,
      'NAT',
      (directors) => `NAT requests would take ${directors === 1 ? 'its' : 'their'} default route`,
    ),
};

import { type Check, skipped, verdict } from './check.ts';
import { evidenceOf } from './evidence.ts';

/** What {@link failsOver} has seen of connections that were open all the while. */
export const keepsConnections: Check = {
  id: 'keeps-connections',
  title: 'the sync daemon keeps connections while the master goes and returns',
  needs: ['fails-over'],
  run: async (lab, { connections }) => {
    if (!lab.plan.hosts.some(({ syncs }) => syncs)) return skipped('no lvs_sync_daemon');
    const { faults, seen } = connections;
    if (faults.length + seen.length === 0) return skipped('no TCP service of directors that tell each other');
    return verdict(faults, seen.join('; '), faults.length > 0 ? await evidenceOf(lab) : []);
  },
};

import { hasKeepalived } from '../world/keepalived.ts';
import { type Check, skipped, verdict } from './check.ts';
import { evidenceOf } from './evidence.ts';
import { tableDifferences } from './kernel-holds-definition.ts';

/** Seconds that are waited for at most, since everything was applied. What is found out later than that, later checks meet. */
const LONGEST = 25;

/** keepalived takes every real server for well at first: after a round of its checks the tables have to be complete still. */
export const checksSucceed: Check = {
  id: 'checks-succeed',
  title: 'the health checks find every real server well',
  needs: ['kernel-holds-definition'],
  run: async (lab, { appliedAt }) => {
    if (!lab.plan.hosts.some(hasKeepalived)) return skipped('without keepalived nothing checks real servers');
    const times = lab.plan.services.flatMap(({ realServers }) =>
      realServers.flatMap(({ detection }) => detection?.slowest ?? []),
    );
    if (times.length === 0) return skipped('no real server has a check that can fail');
    const wanted = Math.min(LONGEST, Math.max(...times) + 1);
    const left = wanted - ((await lab.now()) - appliedAt.time);
    await lab.sleep(left);
    const reasons = [...(await tableDifferences(lab)).values()].flat();
    const detail = `real servers of services: ${times.length}, after ${wanted} s`;
    return verdict(reasons, detail, reasons.length > 0 ? await evidenceOf(lab) : []);
  },
};

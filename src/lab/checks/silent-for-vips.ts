import { countedArp, silentHosts } from '../world/arp.ts';
import { type Check, skipped, verdict } from './check.ts';

/** With direct routing a real server that answers ARP for the VIP takes all of its traffic. */
export const silentForVips: Check = {
  id: 'silent-for-vips',
  title: 'no real server speaks ARP for a VIP, not even while its script runs',
  needs: [],
  run: async (lab) => {
    const hosts = silentHosts(lab);
    if (hosts.length === 0) return skipped('no service with direct routing over IPv4');
    const counted = await countedArp(lab);
    const reasons = counted
      .filter(({ packets }) => packets > 0)
      .map(({ host, vip, packets }) => `${host} sent ${packets} ARP packets as ${vip}`);
    const vips = new Set(counted.map(({ vip }) => vip));
    return verdict(reasons, `real servers: ${hosts.length}; ${[...vips].join(', ')}, asked for all the time`);
  },
};

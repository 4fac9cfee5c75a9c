import { type Address, type Prefix, parsePrefix, prefixOf, subnetText } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster } from '../../../model/cluster.ts';
import { fixedEntries } from '../../../model/host-entries.ts';
import { vipsOf } from '../../../model/vips.ts';
import type { ClusterRule } from '../../rule.ts';

/** A segment without an interface of a director, a VIP, a real server or a sorry server describes a network of nobody. */
export const unusedSegment: ClusterRule = {
  id: 'unused-segment',
  severity: 'info',
  summary: 'a segment has no director, VIP, real server or sorry server on it',
  catalogue: [],
  source: 'docs/definition.md, segments',
  *cluster(cluster) {
    const attached = new Set(
      [...cluster.directors, ...cluster.realServers].flatMap(({ links }) =>
        links.flatMap(({ segments }) => segments.map((segment) => segment.name)),
      ),
    );
    const unattached = cluster.segments.filter(({ name }) => !attached.has(name));
    if (unattached.length === 0) return;
    const isInhabited = subnetsWithHosts(cluster);
    const used = new Set(unattached.filter(({ subnet }) => isInhabited(subnet)).map(({ name }) => name));
    for (const { name, origin } of new Map(unattached.map((one) => [one.name, one])).values()) {
      if (used.has(name)) continue;
      yield {
        message: `segment ${quote(name)} is not used: no director, VIP, real server or sorry server is on it`,
        hint: 'remove it, or attach an interface of a director to it',
        at: origin.self(),
        restsOn: [origin.self()],
      };
    }
  },
};

/** For each length of prefix that is asked for, the subnets that have a host: no subnet is held against each host. */
function subnetsWithHosts(cluster: Cluster): (subnet: Prefix) => boolean {
  const hosts: Address[] = cluster.realServers.map(({ address }) => address.address);
  hosts.push(...vipsOf(cluster).map(({ address }) => address));
  for (const { item } of cluster.directors.flatMap((director) => fixedEntries(director, 'address'))) {
    const fixed = parsePrefix(String(item['address']));
    if (fixed !== undefined) hosts.push(fixed.address);
  }
  for (const { sorryServer } of cluster.virtualServers)
    if (sorryServer !== undefined) hosts.push(sorryServer.address);
  const byLength = new Map<string, Set<string>>();
  return (subnet) => {
    const { family } = subnet.address;
    const key = `${family} ${subnet.length}`;
    let subnets = byLength.get(key);
    if (subnets === undefined) {
      const ofFamily = hosts.filter((host) => host.family === family);
      subnets = new Set(ofFamily.map((host) => subnetText(prefixOf(host, subnet.length))));
      byLength.set(key, subnets);
    }
    return subnets.has(subnetText(subnet));
  };
}

import type { Address } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, VirtualServer } from '../../../model/cluster.ts';
import { type Vip, vipsOf } from '../../../model/vips.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * With a VIP as the sorry server the director sends the clients to itself, and to no service of IPVS, and under NAT the kernel
 * drops what would go to a loopback address. Under DR and TUN a loopback address is the director itself (LocalNode), as
 * one of its own addresses is: its own page for when all is down may be meant, and both are left alone.
 */
export const sorryServerUnusable: ClusterRule = {
  id: 'sorry-server-unusable',
  severity: 'warning',
  oncePerPlace: true,
  summary:
    'the sorry server is a VIP of the cluster, or no host at all: multicast, all-zero, or with NAT a loopback address',
  catalogue: ['S24'],
  source: "LVS-HOWTO, LocalNode; the kernel's ip_vs_xmit.c, ip_vs_nat_xmit",
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const vips = movingVips(cluster);
    for (const virtualServer of cluster.virtualServers) {
      const problem = problemOf(virtualServer, vips);
      if (problem !== undefined) yield problem;
    }
  },
};

function problemOf(virtualServer: VirtualServer, vips: ReadonlyMap<string, Vip>): Problem | undefined {
  const { sorryServer, origin } = virtualServer;
  if (sorryServer === undefined) return undefined;
  const { address, forwardingMethod } = sorryServer;
  const at = origin.at('sorry_server', 'address');
  const found = (fact: string, hint: string) => ({
    message: `sorry server ${quote(address.text)} ${fact}`,
    hint,
    at,
  });
  const other = 'name the address of another host';
  const owner = vips.get(address.text);
  if (owner !== undefined) {
    const [listener] = owner.virtualServers;
    const related = [{ at: listener?.vipPlace(address) ?? owner.place(), message: 'the VIP' }];
    return { ...found('is a VIP: the director would send the clients to itself', other), related };
  }
  if (isLoopback(address) && forwardingMethod === 'NAT')
    return found('is a loopback address: under NAT the kernel drops what is sent there', other);
  return isNoHost(address) ? found('is no address of a host', other) : undefined;
}

/** Those of services and of VRRP instances, without those that a director has as its own address. */
function movingVips(cluster: Cluster): Map<string, Vip> {
  const interfaces = cluster.directors.flatMap((director) => director.interfaces);
  const own = new Set(interfaces.map(({ address }) => address.address.text));
  const vips = vipsOf(cluster).filter(({ address }) => !own.has(address.text));
  return new Map(vips.map((vip) => [vip.address.text, vip]));
}

function isLoopback({ family, bits }: Address): boolean {
  return family === 'inet' ? bits >> 24n === 127n : bits === 1n;
}

/** 0.0.0.0/8, multicast and what is above it; `::` and ff00::/8. */
function isNoHost({ family, bits }: Address): boolean {
  if (family === 'inet') return bits >> 24n === 0n || bits >> 28n >= 14n;
  return bits === 0n || bits >> 120n === 255n;
}

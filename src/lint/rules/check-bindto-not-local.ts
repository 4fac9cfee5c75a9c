import { quote } from '../../diagnostic/quote.ts';
import type { Address } from '../../model/address.ts';
import type { Cluster, Director } from '../../model/cluster.ts';
import { addressOption, type WrittenCheck, writtenChecks } from '../../model/written-checks.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/**
 * A check can only start from an address that the director has at that moment. Where it has it not, the bind fails:
 * TCP_CHECK and HTTP_GET are then put off again and again, so that a dead real server stays, and UDP_CHECK fails.
 * A DR real server has the VIP itself and answers a check from there to itself.
 */
export const checkBindtoNotLocal: ClusterRule = {
  id: 'check-bindto-not-local',
  severity: 'warning',
  summary: 'a check starts from the VIP, or from an address that not every director has',
  catalogue: ['S37'],
  source: 'keepalived.conf(5), bindto; keepalived 2.2.7, layer4.c (bind) and check_tcp.c ("Rescheduling")',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const owners = ownersByAddress(cluster);
    const vips = new Set([
      ...cluster.virtualServers.map(({ vip }) => vip.text),
      ...cluster.vrrpInstances.flatMap(({ addresses }) => addresses.map(({ address }) => address.text)),
    ]);
    for (const written of writtenChecks(cluster)) {
      const address = addressOption(written.check, 'bindto');
      const problem = address && problemOf(cluster, written, address, owners.get(address.text), vips);
      if (problem !== undefined) yield problem;
    }
  },
};

function problemOf(
  cluster: Cluster,
  { check, uses }: WrittenCheck,
  address: Address,
  owner: Director | undefined,
  vips: ReadonlySet<string>,
): Problem | undefined {
  const at = check.origin.at('bindto');
  const hint = 'leave bindto out: the director then takes its own address towards the real server';
  const text = quote(address.text);
  const dr = uses.find(
    ({ virtualServer: it }) => it.forwardingMethod === 'DR' && it.vip.text === address.text,
  );
  if (dr !== undefined) {
    const message = `check from the VIP ${text}: a DR real server has it too, and answers itself, so every check fails`;
    return { message, hint, at, related: [{ at: dr.virtualServer.origin.at('vip'), message: 'the VIP' }] };
  }
  if (cluster.directors.length < 2) return undefined;
  const consequence = check.type === 'UDP_CHECK' ? 'it fails' : 'it never runs';
  if (owner !== undefined) {
    const other = cluster.directors.find((director) => director !== owner);
    const message = `check from ${text}, an address of director ${quote(owner.name)}: ${consequence} on ${quote(other?.name ?? '')}`;
    return { message, hint, at, related: [{ at: owner.origin.self(), message: 'the director' }] };
  }
  if (!vips.has(address.text)) return undefined;
  return {
    message: `check from the VIP ${text}: ${consequence} on a director that does not hold it`,
    hint,
    at,
  };
}

function ownersByAddress(cluster: Cluster): Map<string, Director> {
  const owners = new Map<string, Director>();
  for (const director of cluster.directors) {
    for (const { address } of director.interfaces) owners.set(address.address.text, director);
  }
  return owners;
}

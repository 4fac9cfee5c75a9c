import type { Address } from '../../../address/address.ts';
import { isLoopback } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster } from '../../../model/cluster.ts';
import {
  type DirectorHost,
  type DirectorHosts,
  directorHosts,
  hostsOf,
} from '../../../model/director-hosts.ts';
import { memberNames } from '../../../model/vip-owners.ts';
import { addressOption, type WrittenCheck, writtenChecks } from '../../../model/written-checks.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * A check can only start from an address that the director has at that moment. Where it has it not, the bind fails:
 * TCP_CHECK and HTTP_GET are then put off again and again, so that a dead real server stays, and UDP_CHECK fails.
 * A DR or TUN real server has the VIP itself and answers a check from there to itself.
 */
export const checkBindtoNotLocal: RepositoryRule = {
  id: 'check-bindto-not-local',
  severity: 'warning',
  summary: 'a check starts from the VIP, or from an address that not every director has',
  catalogue: ['S37'],
  source: 'keepalived.conf(5), bindto; keepalived 2.2.7, layer4.c (bind) and check_tcp.c ("Rescheduling")',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        if (cluster.engine !== 'keepalived') continue;
        const directors = hostsOf(cluster, hosts);
        for (const written of writtenChecks(cluster)) {
          const address = addressOption(written.check, 'bindto');
          const problem = address && problemOf(written, address, directors, isVip(cluster, address, hosts));
          if (problem !== undefined) yield problem;
        }
      }
    }
  },
};

function problemOf(
  { check, uses }: WrittenCheck,
  address: Address,
  directors: readonly DirectorHost[],
  isVipOfCluster: boolean,
): Problem | undefined {
  const at = check.origin.at('bindto');
  const hint = 'leave bindto out: the director then takes its own address towards the real server';
  const text = quote(address.text);
  const dr = uses.find(
    ({ virtualServer, destination }) =>
      destination.forwardingMethod !== 'NAT' && virtualServer.vips.some(({ text }) => text === address.text),
  );
  if (dr !== undefined) {
    const message = `check from the VIP ${text}: a ${dr.destination.forwardingMethod} real server has it too, and answers itself, so every check fails`;
    return { message, hint, at, related: [{ at: dr.virtualServer.vipPlace(address), message: 'the VIP' }] };
  }
  const consequence = check.type === 'UDP_CHECK' ? 'it fails' : 'it never runs';
  const owner = directors.find(({ byAddress }) => byAddress.has(address.text));
  const other = directors.find(({ byAddress }) => !byAddress.has(address.text));
  if (owner !== undefined) {
    const own = owner.byAddress.get(address.text);
    if (own === undefined || other === undefined) return undefined;
    const message = `check from ${text}, an address of director ${quote(owner.name)}: ${consequence} on ${quote(other.name)}`;
    return {
      message,
      hint,
      at,
      related: [{ at: own.origin.at('address'), message: "the director's address" }],
    };
  }
  if (isVipOfCluster) {
    const message = `check from the VIP ${text}: ${consequence} on a director that does not hold it`;
    return directors.length < 2 ? undefined : { message, hint, at };
  }
  // Another family is check-bindto-other-family's.
  const isOtherFamily = uses.every(({ virtualServer }) =>
    virtualServer.vips.every(({ family }) => family !== address.family),
  );
  if (isLoopback(address) || isOtherFamily || directors.length === 0) return undefined;
  return {
    message: `check from ${text}, which no director of the definition has: ${consequence}`,
    hint: `${hint}; or add the interface that has it to the directors`,
    at,
  };
}

/** Whether virtual servers of the cluster or VRRP instances of its directors have the address. */
function isVip(cluster: Cluster, { text }: Address, hosts: DirectorHosts): boolean {
  if (cluster.virtualServers.some(({ vips }) => vips.some((vip) => vip.text === text))) return true;
  const instances = hosts.instancesByVip.get(text) ?? [];
  const members = memberNames(instances);
  return (
    instances.some((found) => found.cluster === cluster) ||
    cluster.directors.some(({ name }) => members.has(name))
  );
}

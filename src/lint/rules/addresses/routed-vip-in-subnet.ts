import { type Address, prefixOf, subnetText } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { VrrpInstance } from '../../../model/cluster.ts';
import { type DirectorHost, directorHosts, hostsOf } from '../../../model/director-hosts.ts';
import { placeKey } from '../../../model/place-key.ts';
import { directorWithRouted } from '../../../model/routed-vips.ts';
import { memberNames } from '../../../model/vip-owners.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * `routed: true` says that the VIP is in no subnet of the directors and that routers lead it to them. In a subnet of a
 * director the neighbours, the router among them, ask for it by ARP, whatever routes there are: one director has to
 * answer, and VRRP says which. Where it does, the word is only false; it hides what is looked at on a VIP of a subnet.
 */
export const routedVipInSubnet: RepositoryRule = {
  id: 'routed-vip-in-subnet',
  severity: 'error',
  summary:
    'a VIP is said to be routed, but it is in a subnet of a director, where neighbours ask for it by ARP',
  catalogue: [],
  source: 'RFC 1122, section 3.3.1.1; RFC 826',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        const directors = hostsOf(cluster, hosts);
        const problems = new Map<string, Problem>();
        for (const virtualServer of cluster.virtualServers) {
          const found =
            virtualServer.options['routed'] === true && directorWithRouted(virtualServer, directors);
          if (!found) continue;
          const { director, vip } = found;
          const { text } = vip;
          const members = memberNames(hosts.instancesByVip.get(text) ?? []);
          // The script of a single director gives it the VIP, and an address of its own it has anyway.
          const isOwned =
            directors.some(({ name, byAddress }) => members.has(name) || byAddress.has(text)) ||
            (cluster.engine === 'ipvsadm' && directors.length === 1);
          const key = placeKey(virtualServer.origin.at('routed'));
          const known = problems.get(key);
          // In defaults it stands once for many services: the gravest of them is told.
          if (known === undefined || (known.severity === 'warning' && !isOwned))
            problems.set(
              key,
              toProblem(vip, director, hintOf(vip, members, directors, isOwned), {
                at: virtualServer.origin.at('routed'),
                vipPlace: virtualServer.vipPlace(vip),
              }),
            );
        }
        yield* problems.values();
        for (const instance of cluster.vrrpInstances) yield* ofInstance(instance, directors);
      }
    }
  },
};

/** What an instance says of its own VIPs: VRRP has its answer to ARP there, so that the word is only false. */
function* ofInstance(instance: VrrpInstance, directors: readonly DirectorHost[]): Iterable<Problem> {
  const members = new Set(instance.members.map(({ directorName }) => directorName));
  for (const { prefix, routed, place } of instance.vips) {
    const vip = prefix.address;
    const director = routed && directors.find(({ attachedTo }) => attachedTo(vip).length > 0);
    if (!director) continue;
    const { file, path } = place();
    const at: Location = { file, path: [...path, 'routed'], part: 'value' };
    yield toProblem(vip, director, hintOf(vip, members, directors, true), { at, vipPlace: place() });
  }
}

const OTHER_ADDRESS = 'use an address outside the subnets of the directors';

function hintOf(
  vip: Address,
  members: ReadonlySet<string>,
  directors: readonly DirectorHost[],
  isOwned: boolean,
): { hint: string; severity?: 'warning' } {
  if (!isOwned) return { hint: `remove routed and put the VIP into a VRRP instance, or ${OTHER_ADDRESS}` };
  const able = directors.filter(({ name }) => members.has(name));
  const isEverywhere = able.every(({ attachedTo }) => attachedTo(vip).length > 0);
  return { hint: isEverywhere ? 'remove routed' : OTHER_ADDRESS, severity: 'warning' };
}

function toProblem(
  vip: Address,
  director: DirectorHost,
  advice: { hint: string; severity?: 'warning' },
  { at, vipPlace }: { at: Location; vipPlace: Location },
): Problem {
  const [own] = director.attachedTo(vip);
  const length = own?.subnet.length ?? 0;
  return {
    message: `VIP ${quote(vip.text)} is not routed: it is in ${subnetText(prefixOf(vip, length))}, a subnet of director ${quote(director.name)}, where neighbours ask for it`,
    ...advice,
    at,
    related: [
      { at: vipPlace, message: 'the VIP' },
      ...(own === undefined ? [] : [{ at: own.origin.at('address'), message: 'the director in its subnet' }]),
    ],
  };
}

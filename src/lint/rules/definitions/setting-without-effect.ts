import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, VirtualServer } from '../../../model/cluster.ts';
import { directorHosts } from '../../../model/director-hosts.ts';
import { forwardsBy } from '../../../model/forwarding.ts';
import type { VipInstance } from '../../../model/vip-owners.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

const FORWARDING = ['masquerade', 'restrict_forwarding'] as const;

/**
 * `masquerade`, `restrict_forwarding` and `source_nat` go into the scripts for NAT, and a virtual server's `interface` into those of engine
 * ipvsadm. Elsewhere nobody reads them.
 */
export const settingWithoutEffect: RepositoryRule = {
  id: 'setting-without-effect',
  severity: 'warning',
  summary: 'masquerade, restrict_forwarding, source_nat or interface is written where no script heeds it',
  catalogue: [],
  source: 'docs/definition.md; keepalived.conf(5), virtual_server',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const { instancesByVip } = directorHosts(environment);
      for (const cluster of environment.clusters) {
        yield* forwardingProblems(cluster);
        if (cluster.engine !== 'keepalived') continue;
        for (const virtualServer of cluster.virtualServers) {
          if (virtualServer.interfaceName === undefined) continue;
          const [owner] = virtualServer.vips.flatMap(({ text }) => instancesByVip.get(text) ?? []);
          yield interfaceProblem(virtualServer, owner);
        }
      }
    }
  },
};

function* forwardingProblems({ origin, virtualServers }: Cluster): Iterable<Problem> {
  for (const virtualServer of virtualServers) {
    if (!virtualServer.sourceNat || forwardsBy(virtualServer, 'NAT')) continue;
    yield {
      message: '"source_nat" has no effect without a real server of lvs_method NAT',
      hint: 'remove source_nat, or set lvs_method to NAT',
      at: virtualServer.origin.keyOf('source_nat'),
    };
  }
  if (virtualServers.some((virtualServer) => forwardsBy(virtualServer, 'NAT'))) return;
  for (const field of FORWARDING) {
    const at = origin.keyOf(field);
    if (at.path.at(-1) !== field) continue;
    const message = `${quote(field)} has no effect without a virtual server of lvs_method NAT`;
    yield { message, hint: `remove ${field}`, at };
  }
}

function interfaceProblem({ vips, origin }: VirtualServer, owner: VipInstance | undefined): Problem {
  const message = '"interface" of a virtual server has no effect with engine keepalived';
  const at = origin.keyOf('interface');
  if (owner === undefined) return { message, hint: 'remove interface', at };
  const { instance } = owner;
  const found = instance.vips.find(({ prefix }) => vips.some(({ text }) => text === prefix.address.text));
  return {
    message,
    hint: `remove interface: VRRP instance ${quote(instance.name)} says where the VIP is`,
    at,
    related: [{ at: found?.place() ?? instance.origin.at('name'), message: 'the VIP there' }],
  };
}

import { quote } from '../../../diagnostic/quote.ts';
import { forwardsBy } from '../../../model/forwarding.ts';
import type { Host } from '../../../model/repository.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

const SETTINGS = [
  { field: 'masquerade', key: 'masquerade' },
  { field: 'restrict_forwarding', key: 'restrictForwarding' },
] as const;

/**
 * A host is one router with one set of packet filters, made of all its NAT definitions. Where one of them says that it
 * refuses new connections, or masquerades, and another says that it does not, only one of the two can be true.
 */
export const forwardingSettingsDiffer: RepositoryRule = {
  id: 'forwarding-settings-differ',
  severity: 'error',
  // Definitions that share several directors differ once.
  oncePerPlace: true,
  summary: 'two NAT definitions of one director differ in masquerade or restrict_forwarding',
  catalogue: [],
  source: 'docs/definition.md; nft(8), chains',
  *repository({ environments }) {
    for (const { hosts } of environments.values()) {
      for (const host of hosts.values()) {
        yield* problemsOf(host);
      }
    }
  },
};

/** Both settings are true by default: a false one is always written, and is where the problem is shown. */
function* problemsOf({ name, directors }: Host): Iterable<Problem> {
  const routers = directors.filter(({ cluster }) =>
    cluster.virtualServers.some((virtualServer) => forwardsBy(virtualServer, 'NAT')),
  );
  for (const { field, key } of SETTINGS) {
    const on = routers.find(({ cluster }) => cluster[key]);
    if (on === undefined) continue;
    const own = on.cluster.origin.at(field);
    const isWritten = own.path.at(-1) === field;
    for (const { cluster } of routers) {
      if (cluster[key]) continue;
      yield {
        message: `${field} is ${quote('false')} here and true in cluster ${quote(on.cluster.name)}, but director ${quote(name)} is one router for both`,
        hint: `give ${field} one value in all NAT definitions of ${quote(name)}`,
        at: cluster.origin.at(field),
        related: [
          {
            at: isWritten ? own : on.director.origin.self(),
            message: isWritten ? 'true here' : `true here, by default, for the same director`,
          },
        ],
      };
    }
  }
}

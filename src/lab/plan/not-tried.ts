import { visible } from '../../diagnostic/visible.ts';
import type { Check, Cluster, VirtualServer } from '../../model/cluster.ts';
import { trackedNames } from '../../model/host-settings.ts';
import { trackedEntries } from '../../model/tracked-weights.ts';
import { dependencyOf } from './check-dependencies.ts';
import { checkTarget } from './check-targets.ts';
import type { NotTried } from './lab-plan.ts';
import { digestsOf } from './planned-pages.ts';
import { movesUdpClients } from './planned-services.ts';
import { askedListeners, targetsOf } from './targets.ts';

/**
 * What a definition says and the lab cannot try.
 *
 * @param own what the checks of one real server alone depend on.
 */
export function notTriedOf(cluster: Cluster, own: ReadonlySet<string>): NotTried[] {
  const all = cluster.virtualServers.flatMap((virtualServer) => {
    const id = `${cluster.name}/${virtualServer.name}`;
    const found = [
      ...ofService(virtualServer),
      ...ofUdpClients(cluster, virtualServer),
      ...(cluster.engine === 'keepalived' ? ofChecks(cluster, virtualServer, own) : []),
    ];
    return found.map(({ what, reason }) => ({ what: `${id}: ${what}`, reason }));
  });
  return [
    ...new Map(
      [...ofProcesses(cluster), ...ofTracking(cluster), ...all].map((one) => [JSON.stringify(one), one]),
    ).values(),
  ];
}

function ofProcesses(cluster: Cluster): NotTried[] {
  const names = cluster.directors.flatMap(({ name }) => [...trackedNames(cluster, name).track_process]);
  return names.map((name) => ({
    what: `${cluster.name}: track_process ${name}`,
    reason:
      'the kernel tells of processes in its first network namespace alone, and each host of the lab has its own',
  }));
}

/** What instances and groups track beside programs: the lab pulls the cables that adverts leave by, and fails programs. */
function ofTracking({ name: cluster, vrrpInstances, vrrpSyncGroups }: Cluster): NotTried[] {
  const members = vrrpInstances.filter((one) => one.members.length > 1).flatMap((one) => one.members);
  const own = new Set(members.map(({ interfaceName }) => interfaceName));
  const named = [...members, ...vrrpSyncGroups].flatMap(({ options }) =>
    (['track_interface', 'track_file', 'track_bfd'] as const).flatMap((word) =>
      trackedEntries(options, word).map(({ name }) => ({ word, name })),
    ),
  );
  return named
    .filter(({ word, name }) => word !== 'track_interface' || !own.has(name))
    .map(({ word, name }) => ({
      what: `${cluster}: ${word} ${visible(name)} failing`,
      reason: 'the lab pulls the cables that adverts leave by, and fails programs',
    }));
}

function ofService(virtualServer: VirtualServer): NotTried[] {
  const { protocol, listeners, marks } = virtualServer;
  if (protocol === 'SCTP' && listeners.some(({ kind }) => kind === 'address'))
    return [{ what: 'the service', reason: 'the clients of the lab speak no SCTP' }];
  const isAsked = askedListeners(virtualServer).some((one) => targetsOf(virtualServer, one).length > 0);
  const unmarked = marks.length === 0 && listeners.some(({ kind }) => kind === 'fwmark');
  if (unmarked || !isAsked)
    return [{ what: 'the service', reason: 'somebody else sets its firewall mark (set_mark: false)' }];
  return [];
}

function ofUdpClients(cluster: Cluster, virtualServer: VirtualServer): NotTried[] {
  const { destinations } = virtualServer;
  const isUdp = askedListeners(virtualServer)
    .flatMap((listener) => targetsOf(virtualServer, listener))
    .some(({ protocol }) => protocol === 'UDP');
  const isChecked = cluster.engine === 'keepalived' && destinations.some(({ checks }) => checks.length > 0);
  if (!isUdp || !isChecked || destinations.length < 2 || movesUdpClients(cluster, virtualServer)) return [];
  return [
    {
      what: 'UDP clients that keep their port, when a real server is gone',
      reason:
        'net.ipv4.vs.expire_nodest_conn is 0: they get no answer for minutes (udp-clients-of-removed-server)',
    },
  ];
}

function ofChecks(cluster: Cluster, virtualServer: VirtualServer, own: ReadonlySet<string>): NotTried[] {
  return virtualServer.destinations.flatMap((destination) =>
    destination.checks.flatMap((check) => {
      const target = checkTarget(virtualServer, destination, check);
      return target === undefined
        ? []
        : [
            ...digestsOf(target).map(([digest]) => ({
              what: `digest ${digest}`,
              reason: 'the page of the lab is another one, whose digest stands in keepalived.conf in the lab',
            })),
            ...ofDependency(cluster, check, own),
          ];
    }),
  );
}

const REASONS: Readonly<Record<string, string>> = {
  MISC_CHECK:
    'real servers or VRRP instances share the command, and its stand-in cannot tell which one it is about',
  FILE_CHECK: 'real servers or VRRP instances share the file, or it fails by several numbers',
  BFD_CHECK: 'the session does not end at its real server alone, or a VRRP instance tracks it',
};

function ofDependency(cluster: Cluster, check: Check, own: ReadonlySet<string>): NotTried[] {
  const dependency = dependencyOf(cluster, check);
  const reason = REASONS[check.type];
  if (dependency === undefined || reason === undefined || own.has(dependency)) return [];
  return [{ what: `${visible(dependency)} when a real server is gone`, reason }];
}

import { visible } from '../../diagnostic/visible.ts';
import type { Check, Cluster, VirtualServer } from '../../model/cluster.ts';
import { checkTarget } from './check-targets.ts';
import type { NotTried } from './lab-plan.ts';
import { digestsOf } from './planned-pages.ts';
import { movesUdpClients } from './planned-services.ts';
import { commandOf } from './stand-ins.ts';
import { askedListeners, targetsOf } from './targets.ts';

/**
 * What a definition says and the lab cannot try.
 *
 * @param own commands of MISC_CHECKs that are for one host alone.
 */
export function notTriedOf(cluster: Cluster, own: ReadonlySet<string>): NotTried[] {
  const all = cluster.virtualServers.flatMap((virtualServer) => {
    const id = `${cluster.name}/${virtualServer.name}`;
    const found = [
      ...ofService(virtualServer),
      ...ofUdpClients(cluster, virtualServer),
      ...(cluster.engine === 'keepalived' ? ofChecks(virtualServer, own) : []),
    ];
    return found.map(({ what, reason }) => ({ what: `${id}: ${what}`, reason }));
  });
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
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

function ofChecks(virtualServer: VirtualServer, own: ReadonlySet<string>): NotTried[] {
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
            ...ofProgram(check, own),
          ];
    }),
  );
}

function ofProgram(check: Check, own: ReadonlySet<string>): NotTried[] {
  switch (check.type) {
    case 'MISC_CHECK':
      return own.has(commandOf(check))
        ? []
        : [
            {
              what: `${visible(commandOf(check))} when a real server is gone`,
              reason: 'real servers share the command, and its stand-in cannot tell which one it is about',
            },
          ];
    case 'BFD_CHECK':
      return [{ what: 'BFD_CHECK', reason: 'the real servers of the lab speak no BFD' }];
    case 'FILE_CHECK':
      return [{ what: 'FILE_CHECK', reason: 'nobody writes its file in the lab' }];
    default:
      return [];
  }
}

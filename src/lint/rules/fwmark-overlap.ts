import type { Location } from '../../diagnostic/finding.ts';
import { quote } from '../../diagnostic/quote.ts';
import type { Mark, Protocol, VirtualServer } from '../../model/cluster.ts';
import { endpointText } from '../../model/endpoint.ts';
import { isWithin, packetsText } from '../../model/marks.ts';
import { groupBy } from '../../model/repository.ts';
import type { Problem, RepositoryRule } from '../rule.ts';

/** What a virtual server takes, at one address. */
interface Traffic {
  readonly virtualServer: VirtualServer;
  /** Absent: an address and a port, which the kernel looks for after the marks. */
  readonly fwmark: number | undefined;
  readonly vip: string;
  readonly protocol: Protocol | undefined;
  readonly ports: Mark['ports'];
  readonly at: Location;
}

/**
 * A packet has one mark, that of the last rule that matches it; and the kernel looks for the service of its mark before
 * that of its address. What two services of a director both take reaches one of them.
 */
export const fwmarkOverlap: RepositoryRule = {
  id: 'fwmark-overlap',
  severity: 'error',
  summary: 'the marks of a virtual server match packets that another one is for',
  catalogue: ['S13'],
  source:
    'nft(8), meta mark set; ipvsadm(8), --fwmark-service; Linux, ip_vs_ctl.c, ip_vs_service_find ("Check the table hashed by fwmark first")',
  *repository({ environments }) {
    const pairs = new Set<string>();
    for (const { hosts } of environments.values()) {
      for (const { directors } of hosts.values()) {
        const clusters = [...new Set(directors.map(({ cluster }) => cluster))];
        const services = clusters.flatMap(({ virtualServers }) => virtualServers);
        if (services.every(({ marks }) => marks.length === 0)) continue;
        for (const sharing of groupBy(services.flatMap(trafficOf), ({ vip }) => vip).values()) {
          for (const problem of overlaps(sharing)) {
            const pair = JSON.stringify([problem.at, problem.related?.[0]?.at]);
            if (pairs.has(pair)) continue;
            pairs.add(pair);
            yield problem;
          }
        }
      }
    }
  },
};

function trafficOf(virtualServer: VirtualServer): Traffic[] {
  const { marks, listeners, protocol, vipPlace } = virtualServer;
  return [
    ...marks.map((mark) => ({ ...mark, virtualServer, vip: mark.vip.text, at: mark.place() })),
    ...listeners.flatMap((listener): Traffic[] => {
      if (listener.kind === 'fwmark') return [];
      const { address, port } = listener;
      const ports = port === 0 ? undefined : { first: port, last: port };
      const at = vipPlace(address);
      return [{ virtualServer, fwmark: undefined, vip: address.text, protocol, ports, at }];
    }),
  ];
}

/** Of one address there are few; each service with each other one once. */
function* overlaps(traffic: readonly Traffic[]): Iterable<Problem> {
  const found = new Map<VirtualServer, Set<VirtualServer>>();
  for (const [index, one] of traffic.entries()) {
    if (one.fwmark === undefined) continue;
    for (const [at, other] of traffic.entries()) {
      // Two marks meet once; what one service takes twice is its own.
      if (other.virtualServer === one.virtualServer || other.fwmark === one.fwmark) continue;
      if ((other.fwmark !== undefined && at > index) || !areCommon(one, other)) continue;
      // A mark on a part of what a service of an address takes, or of what an earlier mark is for, is meant so.
      const isPart = !isWithin(other, one);
      if (isPart && (other.fwmark === undefined || isWithin(one, other))) continue;
      const known = found.get(one.virtualServer) ?? new Set();
      if (known.has(other.virtualServer)) continue;
      found.set(one.virtualServer, known.add(other.virtualServer));
      yield problem(one, other);
    }
  }
}

function areCommon(one: Traffic, other: Traffic): boolean {
  const isOneProtocol =
    one.protocol === undefined || other.protocol === undefined || one.protocol === other.protocol;
  if (!isOneProtocol) return false;
  if (one.ports === undefined || other.ports === undefined) return true;
  return one.ports.first <= other.ports.last && other.ports.first <= one.ports.last;
}

function problem(one: Traffic, other: Traffic): Problem {
  const [name, otherName] = [quote(one.virtualServer.name), quote(other.virtualServer.name)];
  const what = packetsText(one);
  const packets = `packets to ${quote(one.vip)}${what === '' ? '' : ` (${what})`}`;
  if (other.fwmark === undefined) {
    const { port } = other.virtualServer;
    const where = port === 0 ? one.vip : endpointText(other.virtualServer.vip, port);
    return {
      message: `virtual server ${otherName} at ${quote(where)} never gets a packet: mark ${quote(Number(one.fwmark))} of ${name} is on ${packets}`,
      hint: `take the port of ${otherName} out of the marks, or remove ${otherName}: the kernel looks for the mark first`,
      at: one.at,
      related: [{ at: other.at, message: `${otherName} is here` }],
    };
  }
  return {
    message: `mark ${quote(Number(one.fwmark))} of virtual server ${name} and mark ${quote(Number(other.fwmark))} of ${otherName} are for the same ${packets}`,
    hint: 'let no two marks match the same packets: the last rule wins',
    at: one.at,
    related: [{ at: other.at, message: `a mark of ${otherName}` }],
  };
}

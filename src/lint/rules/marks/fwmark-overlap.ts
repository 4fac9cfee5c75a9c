import type { Location } from '../../../diagnostic/finding.ts';
import { groupBy } from '../../../diagnostic/group-by.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Mark, Protocol, VirtualServer } from '../../../model/cluster.ts';
import { endpointText } from '../../../model/endpoint.ts';
import { isWithin, packetsText } from '../../../model/marks.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

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

/**
 * Each with the innermost mark that begins before it and is still open, port by port: where any two collide, two such
 * neighbours do, and of many marks on the same packets each gives one finding. Two services meet once.
 */
function* overlaps(traffic: readonly Traffic[]): Iterable<Problem> {
  const order = new Map(traffic.map((one, at) => [one, at]));
  const place = (one: Traffic) => Number(order.get(one));
  const found = new Map<VirtualServer, Set<VirtualServer>>();
  for (const protocol of new Set(traffic.map((one) => one.protocol))) {
    const common = traffic.filter((one) => one.protocol === protocol || isMark(one, undefined));
    const open: Traffic[] = [];
    for (const one of common.sort((a, b) => byPorts(a, b) || place(a) - place(b))) {
      while (open.length > 0 && lastOf(open.at(-1)) < firstOf(one)) open.pop();
      const around = open.findLast(
        // What one service takes twice is its own.
        ({ fwmark, virtualServer }) => fwmark !== one.fwmark && virtualServer !== one.virtualServer,
      );
      if (one.fwmark !== undefined) open.push(one);
      if (around === undefined || lastOf(around) < firstOf(one)) continue;
      const isFirst = one.fwmark === undefined || place(one) < place(around);
      const [later, earlier] = isFirst ? [around, one] : [one, around];
      // A mark on a part of what a service of an address takes, or of what an earlier mark is for, is meant so.
      const isPart = !isWithin(earlier, later);
      if (isPart && (earlier.fwmark === undefined || isWithin(later, earlier))) continue;
      const known = found.get(later.virtualServer) ?? new Set();
      if (known.has(earlier.virtualServer)) continue;
      found.set(later.virtualServer, known.add(earlier.virtualServer));
      yield problem(later, earlier);
    }
  }
}

const isMark = ({ fwmark, protocol }: Traffic, of: Protocol | undefined) =>
  fwmark !== undefined && protocol === of;
const firstOf = ({ ports }: Traffic) => ports?.first ?? 0;
const lastOf = (one: Traffic | undefined) => one?.ports?.last ?? 65535;

/** What is around another comes before it, and the marks before the address that they take. */
function byPorts(a: Traffic, b: Traffic): number {
  const width = (one: Traffic) => (one.protocol === undefined ? 0 : 1) + (one.fwmark === undefined ? 2 : 0);
  return firstOf(a) - firstOf(b) || lastOf(b) - lastOf(a) || width(a) - width(b);
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

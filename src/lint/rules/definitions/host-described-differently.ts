import { type Family, overlap } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { groupBy } from '../../../diagnostic/group-by.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Cluster, Director, Interface, RealServer, Segment } from '../../../model/cluster.ts';
import type { Host, Repository } from '../../../model/repository.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

type Wires = Repository['broadcastDomains'];

/**
 * A host is one machine, whatever the number of definitions that name it: its files are merged into one set. What two
 * definitions say of it must not contradict. One may leave out what it does not use, such as another interface, and
 * IPv4 and IPv6 do not contradict each other.
 */
export const hostDescribedDifferently: RepositoryRule = {
  id: 'host-described-differently',
  severity: 'error',
  summary: 'two definitions of one environment describe a host differently',
  catalogue: [],
  source: 'docs/definition.md: the host is the unit of deployment',
  *repository(repository) {
    const seen = new Set<Segment>();
    for (const { hosts } of repository.environments.values()) {
      for (const host of hosts.values()) {
        if (host.directors.length + host.realServers.length < 2) continue;
        const say = comparer();
        const directors = onePerCluster(host.directors).map(({ director }) => director);
        const realServers = onePerCluster(host.realServers).map(({ realServer }) => realServer);
        yield* ofInterfaces([...directors, ...realServers], repository.broadcastDomains);
        yield* onTwoWires(directors, repository.broadcastDomains, seen);
        for (const realServer of realServers) yield* ofRealServer(say, realServer);
        for (const realServer of realServers.slice(0, 1)) yield* notOwnAddress(host, realServer, directors);
      }
    }
  },
};

/** A second host of the same name in one definition is a fault of its own. */
function onePerCluster<Part extends { readonly cluster: Cluster }>(parts: readonly Part[]): Part[] {
  return [...new Map([...parts].reverse().map((part) => [part.cluster, part])).values()].reverse();
}

type Say = (key: string, text: string, what: string, at: Location) => Problem | undefined;

/** Remembers the first thing said under each key, and gives a problem when another is said later. */
function comparer(): Say {
  const said = new Map<string, Said>();
  return (key, text, what, at) => {
    const first = said.get(key);
    if (first === undefined) said.set(key, { text, at });
    if (first === undefined || first.text === text) return undefined;
    return differs(what, { text, at }, first);
  };
}

interface Said {
  readonly text: string;
  readonly at: Location;
}

function differs(what: string, here: Said, there: Said): Problem {
  return {
    message: `${what} is ${quote(here.text)} here, and ${quote(there.text)} in another definition`,
    hint: 'say the same in both, or give different hosts different names',
    at: here.at,
    related: [{ at: there.at, message: 'described differently here' }],
    restsOn: [here.at, there.at],
  };
}

function* ofInterfaces(
  hosts: readonly Pick<Director, 'name' | 'interfaces'>[],
  wires: Wires,
): Iterable<Problem> {
  const say = comparer();
  const known = new Map<string, Interface[]>();
  for (const { name, interfaces } of hosts) {
    for (const [key, own] of groupBy(interfaces, nameAndFamily)) {
      const others = known.get(key) ?? [];
      known.set(key, [...others, ...own]);
      for (const one of own) {
        const other = others.some(({ address }) => address.text === one.address.text)
          ? undefined
          : others.find((found) => contradicts(one, found, wires));
        const [here, of] = [one.address.text, quote(name)];
        const problem =
          other === undefined
            ? say(`of ${here}`, one.name, `the interface of ${of} with ${quote(here)}`, one.origin.self())
            : differs(
                `the address of ${quote(one.name)} of ${of}`,
                { text: here, at: one.origin.at('address') },
                { text: other.address.text, at: other.origin.at('address') },
              );
        if (problem !== undefined) yield problem;
      }
    }
  }
}

const nameAndFamily = ({ name, address }: Interface): string => `${name} ${address.address.family}`;

/** An interface may have several addresses, each in a subnet of its wire. */
function contradicts(one: Interface, other: Interface, wires: Wires): boolean {
  if (overlap(one.address, other.address)) return true;
  const [here, there] = [one, other].map(({ segment }) => segment && wires.get(segment));
  return here === undefined || here !== there;
}

/** An interface is on one wire. Two segments that should be the same one are one fault, for all their hosts. */
function* onTwoWires(directors: readonly Director[], wires: Wires, seen: Set<Segment>): Iterable<Problem> {
  const first = new Map<string, Interface>();
  for (const own of directors.flatMap(({ interfaces }) => interfaces)) {
    const key = `${own.name} ${own.address.text}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, own);
    const [here, there] = [own.segment, other?.segment];
    if (other === undefined || here === undefined || there === undefined || seen.has(here)) continue;
    if (wires.get(here) === wires.get(there) || here.subnet.address.family !== there.subnet.address.family)
      continue;
    seen.add(here);
    yield {
      message: `${quote(own.name)} with ${quote(own.address.text)} is on segment ${quote(here.name)} here, and on another broadcast domain in another definition`,
      hint: 'give both segments the same subnet and routing domain, or the same id',
      at: own.origin.at('segment'),
      related: [
        { at: other.origin.at('segment'), message: 'attached to another broadcast domain here' },
        { at: here.origin.self(), message: 'the segment here' },
        { at: there.origin.self(), message: 'the segment there' },
      ],
    };
  }
}

function* ofRealServer(say: Say, { name, address, gateway, origin }: RealServer): Iterable<Problem> {
  const { family } = address.address;
  const problem = say(`rip ${family}`, address.text, `the address of ${quote(name)}`, origin.at('address'));
  if (problem !== undefined) yield problem;
  else if (gateway !== undefined) {
    const key = `gateway ${gateway.family}`;
    const other = say(key, gateway.text, `the gateway of ${quote(name)}`, origin.at('gateway'));
    if (other !== undefined) yield other;
  }
}

function* notOwnAddress(
  host: Host,
  realServer: RealServer,
  directors: readonly Director[],
): Iterable<Problem> {
  const { family, text } = realServer.address.address;
  const interfaces = directors.flatMap((director) => director.interfaces);
  const own = interfaces.filter(({ address }) => address.address.family === family);
  const [first] = own;
  if (
    first === undefined ||
    isLoopback(family, realServer) ||
    own.some(({ address }) => address.address.text === text)
  )
    return;
  yield {
    message: `${quote(host.name)} is a real server with ${quote(text)}, which is none of its addresses as a director`,
    hint: `use ${quoteList(own.map(({ address }) => address.text))}, or give different hosts different names`,
    at: realServer.origin.at('address'),
    related: [{ at: first.origin.at('address'), message: 'its address as a director' }],
  };
}

/** Every host has the loopback's addresses. */
function isLoopback(family: Family, { address }: RealServer): boolean {
  return family === 'inet' ? address.address.bits >> 24n === 127n : address.address.bits === 1n;
}

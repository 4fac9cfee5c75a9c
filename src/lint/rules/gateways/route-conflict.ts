import { parseAddress, parsePrefix } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Options } from '../../../model/cluster.ts';
import { type HostEntry, hostEntries } from '../../../model/host-entries.ts';
import { interfaceProblem } from '../../interface-problem.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

const ADDRESSES = ['to', 'via', 'src', 'from'];
const INTERFACES = ['dev', 'iif', 'oif'];
const NO_ADDRESS = ['default', 'all'];

/** keepalived leaves out a route or a rule that it cannot read, and tracks a route by its interface alone. */
export const routeConflict: ClusterRule = {
  id: 'route-conflict',
  severity: 'error',
  oncePerPlace: true,
  summary: 'keepalived would leave out, or change, a route or a routing rule',
  catalogue: [],
  source:
    'keepalived 2.2.7, vrrp_iproute.c and vrrp_iprule.c, and what -t tells of them; Linux, fib_semantics.c ("Gateway, device and multipath can not be specified for this route type")',
  *cluster(cluster) {
    for (const kind of ['route', 'rule'] as const) {
      for (const entry of hostEntries(cluster, kind)) yield* problems(cluster, entry, kind);
    }
  },
};

function* problems(cluster: Cluster, entry: HostEntry, kind: 'route' | 'rule'): Iterable<Problem> {
  const { item, place } = entry;
  let first: { word: string; text: string; family: string } | undefined;
  for (const word of ADDRESSES) {
    const text = item[word];
    if (typeof text !== 'string' || NO_ADDRESS.includes(text)) continue;
    const family = parseAddress(text)?.family ?? parsePrefix(text)?.address.family;
    if (family === undefined) {
      const message = `${word} of a ${kind} is ${quote(text)}, which is no address or subnet`;
      yield { message, hint: 'correct the address', at: place(word) };
    } else if (first !== undefined && first.family !== family) {
      yield {
        message: `${word} ${quote(text)} of a ${kind} is not of the family of ${first.word} ${quote(first.text)}`,
        hint: 'use addresses of one family',
        at: place(word),
        related: [{ at: place(first.word), message: 'the other family' }],
      };
    } else first ??= { word, text, family };
  }
  // keepalived gives "all" no family, and takes that for another one than an address before it has.
  if (cluster.engine === 'keepalived' && kind === 'rule' && item['to'] === 'all' && first?.word === 'from') {
    yield {
      message: `to "all" of a rule behind from ${quote(first.text)}, which keepalived takes for two families`,
      hint: 'remove to: it means the same',
      at: place('to'),
    };
  }
  for (const word of INTERFACES) {
    const name = item[word];
    const problem =
      typeof name === 'string' ? interfaceProblem(cluster, entry, name, `a ${kind}`) : undefined;
    if (problem !== undefined) yield { ...problem, at: place(word) };
  }
  if (kind === 'rule') return;
  const type = item['type'];
  // IPv6 takes them and puts the route on lo.
  const refused = type === undefined || first?.family === 'inet6' ? undefined : wayOf(item);
  if (refused !== undefined) {
    yield {
      message: `a route of type ${quote(String(type))} has ${refused}, with which the kernel refuses it`,
      hint: `remove ${refused}${cluster.engine === 'keepalived' ? ', and set no_track to true' : ''}`,
      at: place(refused),
    };
  }
  if (item['no_track'] === true || cluster.engine === 'ipvsadm') return;
  const to = quote(String(item['to']));
  if (item['dev'] === undefined) {
    const message = `the route to ${to} has no dev, by which keepalived would track it`;
    const hint = `${type === undefined ? 'name the interface in dev, or ' : ''}set no_track to true`;
    yield { message, hint, at: place('to') };
  }
  if (item['protocol'] !== undefined) {
    const message = `the route to ${to} has a protocol, which keepalived resets for a route that it tracks`;
    yield { message, hint: 'remove protocol, or set no_track to true', at: place('protocol') };
  }
}

function wayOf(item: Options): string | undefined {
  return ['via', 'dev'].find((word) => item[word] !== undefined);
}

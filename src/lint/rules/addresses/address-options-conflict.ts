import { parseAddress, parsePrefix } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Options, VrrpInstance } from '../../../model/cluster.ts';
import { type HostEntry, hostEntries } from '../../../model/host-entries.ts';
import { interfaceProblem } from '../../interface-problem.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

const IPV4_WORDS = ['brd', 'scope', 'label'];
const VIP_WORDS = ['use_vmac', 'routed'];
const IPV6_WORDS = ['home', 'nodad', 'mngtmpaddr'];

/** keepalived skips an address with a word of the other family or an interface that is not there: nobody has the VIP. */
export const addressOptionsConflict: ClusterRule = {
  id: 'address-options-conflict',
  severity: 'error',
  oncePerPlace: true,
  summary: 'an address that keepalived adds has an option that it cannot have there',
  catalogue: [],
  source: 'keepalived 2.2.7, vrrp_ipaddress.c, alloc_ipaddress, and what -t tells of it',
  *cluster(cluster) {
    for (const entry of hostEntries(cluster, 'address')) yield* problems(cluster, entry);
  },
};

function* problems(cluster: Cluster, entry: HostEntry): Iterable<Problem> {
  const { item, instance, place } = entry;
  const text = String(item['address']);
  const prefix = parsePrefix(text);
  if (prefix === undefined) return;
  const isInet6 = prefix.address.family === 'inet6';
  for (const word of isInet6 ? IPV4_WORDS : IPV6_WORDS) {
    if (item[word] === undefined || item[word] === false) continue;
    yield {
      message: `${quote(text)} has ${word}, which is for ${isInet6 ? 'IPv4' : 'IPv6'} addresses only`,
      hint: `remove ${word}`,
      at: place(word),
    };
  }
  if (!isInet6 && typeof item['brd'] === 'string') {
    const isOther = parseAddress(item['brd'])?.family !== 'inet';
    const message = isOther
      ? `brd ${quote(item['brd'])} of ${quote(text)} is no IPv4 address`
      : `${quote(text)} has brd and peer, and keepalived ignores brd`;
    if (isOther || item['peer'] !== undefined)
      yield { message, hint: 'remove brd', at: place('brd'), restsOn: isOther ? [] : [place('peer')] };
  }
  yield* peerProblems(item, text, place);
  if (instance !== undefined && item['use_vmac'] === true) yield* vmacProblems(instance, item, text, place);
  const { dev } = item;
  const problem = typeof dev === 'string' ? interfaceProblem(cluster, entry, dev, quote(text)) : undefined;
  if (problem !== undefined) yield { ...problem, at: place('dev') };
  for (const word of instance === undefined ? VIP_WORDS : []) {
    if (item[word] !== true) continue;
    const message = `static address ${quote(text)} has ${word}, which is for VIPs of VRRP instances`;
    yield { message, hint: `remove ${word}`, at: place(word) };
  }
}

function* peerProblems({ peer }: Options, text: string, place: HostEntry['place']): Iterable<Problem> {
  const own = parsePrefix(text);
  const other = typeof peer === 'string' ? parseAddress(peer) : undefined;
  if (own === undefined || other === undefined) return;
  if (own.address.family !== other.family) {
    const message = `peer ${quote(String(peer))} is not of the family of ${quote(text)}`;
    yield { message, hint: 'use an address of the same family', at: place('peer') };
  } else if (own.length !== (own.address.family === 'inet' ? 32 : 128)) {
    yield {
      message: `${quote(text)} has a peer, and keepalived ignores its prefix length`,
      hint: `write ${own.address.text}/${own.address.family === 'inet' ? 32 : 128}`,
      at: place('address'),
      restsOn: [place('peer')],
    };
  }
}

/** Where the instance says it for all its addresses, or for all on other interfaces, an address cannot say it again. */
function* vmacProblems(
  { name, family, members }: VrrpInstance,
  item: Options,
  text: string,
  place: HostEntry['place'],
): Iterable<Problem> {
  const { dev } = item;
  const isOfFamily = parsePrefix(text)?.address.family === family;
  for (const { options, interfaceName } of members) {
    const isOwn = isOfFamily && (dev === undefined || dev === interfaceName);
    const word = isOwn ? 'use_vmac' : 'use_vmac_addr';
    if (options[word] === undefined || options[word] === false) continue;
    yield {
      message: `${quote(text)} has use_vmac, and VRRP instance ${quote(name)} has ${word}, which says it already`,
      hint: 'remove use_vmac from the address',
      at: place('use_vmac'),
    };
    return;
  }
}

import { type Prefix, parsePrefix } from '../../../address/address.ts';
import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Options } from '../../../model/cluster.ts';
import { hostEntries } from '../../../model/host-entries.ts';
import type { ClusterRule } from '../../rule.ts';

interface Refusal {
  readonly word: string;
  readonly why: string;
  readonly hint: string;
}

/** keepalived hands these words on and does not look at what the kernel says: it is MASTER without the VIP. */
export const addressRefusedByKernel: ClusterRule = {
  id: 'address-refused-by-kernel',
  severity: 'error',
  oncePerPlace: true,
  summary: 'an address that keepalived adds has an option with which the kernel does not take it',
  catalogue: [],
  source:
    'Linux, addrconf.c, inet6_addr_add, and devinet.c, ip_mc_autojoin_config: EINVAL; tried on a real kernel with keepalived 2.2.7',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { item, instance, place } of hostEntries(cluster, 'address')) {
      const text = String(item['address']);
      const prefix = parsePrefix(text);
      if (prefix === undefined) continue;
      const result = instance === undefined ? 'no director gets it' : 'the MASTER does not get it';
      for (const { word, why, hint } of refusals(item, prefix)) {
        const message = `${quote(text)} has ${word}, which the kernel takes for ${why} only: ${result}`;
        yield { message, hint, at: place(word) };
      }
    }
  },
};

function* refusals(item: Options, { address, length }: Prefix): Iterable<Refusal> {
  // For an IPv4 address it is none of the words that keepalived knows: address-options-conflict.
  if (item['mngtmpaddr'] === true && address.family === 'inet6' && length !== 64) {
    // keepalived takes an address with a peer for a /128.
    const other = item['peer'] === undefined ? `write ${address.text}/64, or ` : '';
    yield { word: 'mngtmpaddr', why: 'a prefix length of 64', hint: `${other}remove mngtmpaddr` };
  }
  if (item['autojoin'] === true && notUnicast(address) !== 'a multicast address')
    yield { word: 'autojoin', why: 'multicast addresses', hint: 'remove autojoin' };
}

import { quote } from '../../../diagnostic/quote.ts';
import { groupMarks } from '../../../model/group-marks.ts';
import { globalPlace, globalsOf } from '../../../model/host-settings.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * With nftables_ipvs a group is a service by a mark, which an nftables map gives by address and port. An address without a port gets port 0
 * there: no packet has it, none is marked, and IPVS knows no service of the address itself.
 */
export const groupPortMissing: RepositoryRule = {
  id: 'group-port-missing',
  severity: 'error',
  oncePerPlace: true,
  summary: 'with nftables_ipvs a group has an address without a port, whose packets are never marked',
  catalogue: [],
  source: 'keepalived 2.2.7, check_nftables.c, nft_update_ipvs_element; tried on a real kernel',
  *repository({ environments }) {
    for (const { hosts } of environments.values()) {
      for (const host of hosts.values()) {
        const sayer = host.directors.find(
          ({ cluster, director }) => (globalsOf(cluster, director)['nftables_ipvs'] ?? false) !== false,
        );
        if (sayer === undefined) continue;
        const table = globalPlace(sayer.cluster, sayer.director, 'nftables_ipvs');
        for (const { name, groupName, listeners } of groupMarks(host).keys()) {
          for (const listener of listeners) {
            if (listener.kind !== 'address' || listener.port !== 0) continue;
            yield {
              message: `an address of group ${quote(groupName ?? '')} has no port, and nftables_ipvs marks no packet for it: virtual server ${quote(name)} refuses its clients`,
              hint: 'give it a port; or write fwmark and marks in its place, which can be of all ports',
              at: listener.place(),
              related: [{ at: table, message: 'the groups are marked' }],
            };
          }
        }
      }
    }
  },
};

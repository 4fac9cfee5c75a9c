import { quote } from '../../../diagnostic/quote.ts';
import type { VirtualServer } from '../../../model/cluster.ts';
import { groupMarks } from '../../../model/group-marks.ts';
import type { Host } from '../../../model/repository.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * With nftables_ipvs keepalived gives each group the next mark, from nftables_ipvs_start_fwmark on, and does not look who else has it. The
 * kernel knows a service by its mark and its family alone.
 */
export const fwmarkOfGroup: RepositoryRule = {
  id: 'fwmark-of-group',
  severity: 'error',
  oncePerPlace: true,
  summary: 'a service has a firewall mark that keepalived gives to a group with nftables_ipvs',
  catalogue: [],
  source:
    'keepalived 2.2.7, check_nftables.c, get_next_fwmark; Linux, ip_vs_ctl.c, __ip_vs_svc_fwm_find; tried on a real kernel',
  *repository({ environments }) {
    for (const { hosts } of environments.values()) {
      for (const host of hosts.values()) yield* problemsOf(host);
    }
  },
};

function* problemsOf(host: Host): Iterable<Problem> {
  const groups = new Map<string, VirtualServer>();
  for (const [group, mark] of groupMarks(host)) {
    for (const { family } of group.vips) groups.set(`${mark} ${family}`, group);
  }
  if (groups.size === 0) return;
  for (const { name, listeners } of host.directors.flatMap(({ cluster }) => cluster.virtualServers)) {
    for (const listener of listeners) {
      if (listener.kind !== 'fwmark') continue;
      const { fwmark, family } = listener;
      const group = groups.get(`${fwmark} ${family}`);
      if (group === undefined) continue;
      const other = quote(group.name);
      yield {
        message: `firewall mark ${quote(fwmark)} of virtual server ${quote(name)} is the one that nftables_ipvs gives to the group of ${other}: the kernel has one service for both`,
        hint: 'set nftables_ipvs_start_fwmark of global_defs above the marks of all services: each group gets the next one',
        at: listener.place(),
        related: [{ at: group.origin.at('group'), message: `the group of ${other}` }],
      };
    }
  }
}

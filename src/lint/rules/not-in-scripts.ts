import { quote } from '../../diagnostic/quote.ts';
import type { VirtualServer } from '../../model/cluster.ts';
import type { Origin } from '../../model/origin.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/** The scripts set up services, schedulers, persistence, real servers and weights. What they leave out would be another service than the one
 * that was reviewed. */
export const notInScripts: ClusterRule = {
  id: 'not-in-scripts',
  severity: 'error',
  summary: 'the scripts for ipvsadm cannot do what a virtual server says',
  catalogue: [],
  source: 'docs/artifacts.md: what lvs_nat.sh, lvs_dr.sh and lvs_tun.sh do',
  *cluster({ engine, virtualServers }) {
    if (engine !== 'ipvsadm') return;
    for (const virtualServer of virtualServers) {
      for (const word of SERVICE) {
        if (isSaid(virtualServer.options[word])) yield problem(word, virtualServer.origin);
      }
      for (const { options, origin } of virtualServer.destinations) {
        for (const word of DESTINATION) if (isSaid(options[word])) yield problem(word, origin);
      }
      const [, second] = virtualServer.vips;
      if (second !== undefined) yield several(virtualServer);
    }
  },
};

const SERVICE = [
  'flag_1',
  'flag_2',
  'flag_3',
  'sh_port',
  'sh_fallback',
  'mh_port',
  'mh_fallback',
  'ops',
  'persistence_granularity',
  'persistence_engine',
];
const DESTINATION = ['uthreshold', 'lthreshold'];

const isSaid = (value: unknown): boolean => value !== undefined && value !== false && value !== 0;

function problem(word: string, origin: Origin): Problem {
  return {
    message: `${word} is not in the scripts for ipvsadm`,
    hint: 'remove it, or let keepalived program IPVS: engine: keepalived',
    at: origin.keyOf(word),
  };
}

function several({ name, vips, origin }: VirtualServer): Problem {
  return {
    message: `virtual server ${quote(name)} has ${vips.length} VIPs, and the scripts for ipvsadm add one`,
    hint: 'make it several virtual servers, or let keepalived own the VIPs: engine: keepalived',
    at: origin.self(),
  };
}

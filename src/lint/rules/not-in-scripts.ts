import type { Origin } from '../../model/origin.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/**
 * The scripts set up services, schedulers, persistence, real servers and weights. What they leave out would be another
 * set-up than the one that was reviewed.
 */
export const notInScripts: ClusterRule = {
  id: 'not-in-scripts',
  severity: 'error',
  summary: 'the scripts for ipvsadm cannot do what a virtual server says',
  catalogue: [],
  source: 'docs/artifacts.md: what lvs_nat.sh, lvs_dr.sh and lvs_tun.sh do',
  *cluster({ engine, virtualServers, options, origin }) {
    if (engine !== 'ipvsadm') return;
    if (options['global_defs'] !== undefined) yield problem('global_defs', origin);
    for (const virtualServer of virtualServers) {
      for (const { options, origin } of virtualServer.destinations) {
        for (const word of DESTINATION) if (isSaid(options[word])) yield problem(word, origin);
      }
    }
  },
};

const DESTINATION = ['uthreshold', 'lthreshold'];

const isSaid = (value: unknown): boolean => value !== undefined && value !== false && value !== 0;

function problem(word: string, origin: Origin): Problem {
  return {
    message: `${word} is not in the scripts for ipvsadm`,
    hint: 'remove it, or let keepalived program IPVS: engine: keepalived',
    at: origin.keyOf(word),
  };
}

import type { Family } from '../../address/address.ts';

/** nft's word for the header of a family's packets: `ip saddr`, `ip6 saddr`. */
export const headerOf = (family: Family): string => (family === 'inet' ? 'ip' : 'ip6');

import { type Prefix, parseAddress, parsePrefix, parseTarget } from '../address/address.ts';
import type { Options } from './cluster.ts';

/** Where the packets of a route go to: `default` is of the family of its other addresses, and IPv4 without any. */
export function routeTarget({ to, via, src }: Options): Prefix | undefined {
  const text = String(to);
  if (text === 'default') {
    const isInet6 = [via, src].some((word) => parseAddress(String(word))?.family === 'inet6');
    return parsePrefix(isInet6 ? '::/0' : '0.0.0.0/0');
  }
  return parseTarget(text);
}

/** Whether a route is in the table that the host looks into for what no rule sends elsewhere. */
export function isInMainTable({ table }: Options): boolean {
  return table === undefined || table === 'main' || table === 254;
}

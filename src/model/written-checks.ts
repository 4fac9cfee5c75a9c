import type { Address } from '../address/address.ts';
import { parseAddress } from '../address/address.ts';
import { table } from '../diagnostic/table.ts';
import type { Check, Cluster, Destination, Protocol, VirtualServer } from './cluster.ts';
import { arrivalPort } from './endpoint.ts';
import { once } from './once.ts';
import { placeKey } from './place-key.ts';

/** A check where it is written, with all that it is run for: one in `defaults` serves many virtual servers. */
export interface WrittenCheck {
  readonly check: Check;
  readonly uses: readonly CheckUse[];
}

export interface CheckUse {
  readonly virtualServer: VirtualServer;
  readonly destination: Destination;
}

/** Every check that is run, once for the place where it is written, in the order of the definition's services. */
export const writtenChecks = once((cluster: Cluster): readonly WrittenCheck[] => {
  const byPlace = new Map<string, { check: Check; uses: CheckUse[] }>();
  const byCheck = new Map<Check, CheckUse[]>();
  for (const virtualServer of cluster.virtualServers) {
    for (const destination of virtualServer.destinations) {
      for (const check of destination.checks) {
        let uses = byCheck.get(check);
        if (uses === undefined) {
          const key = placeKey(check.origin);
          const written = byPlace.get(key) ?? { check, uses: [] };
          byPlace.set(key, written);
          uses = written.uses;
          byCheck.set(check, uses);
        }
        uses.push({ virtualServer, destination });
      }
    }
  }
  return [...byPlace.values()];
});

const PROTOCOLS: Readonly<Record<string, Protocol>> = table({
  TCP_CHECK: 'TCP',
  HTTP_GET: 'TCP',
  SSL_GET: 'TCP',
  SMTP_CHECK: 'TCP',
  UDP_CHECK: 'UDP',
  DNS_CHECK: 'UDP',
});

/** The transport that a check speaks; none of those that look at the host, at a file, or run a program. */
export function checkProtocol({ type }: Check): Protocol | undefined {
  return PROTOCOLS[type];
}

/** Whether an application answers the check for itself, and not just the kernel of the host. */
export function speaksApplication({ type }: Check): boolean {
  return ['HTTP_GET', 'SSL_GET', 'SMTP_CHECK', 'DNS_CHECK'].includes(type);
}

/** A number of seconds or tries: the check's own, else what the real server or the virtual server says for all of theirs. */
export function timing(check: Check, name: string): number | undefined {
  const value = check.options[name] ?? check.inherited[name];
  return typeof value === 'number' ? value : undefined;
}

/** An option with a number: a port, or seconds. */
export function numberOption(check: Check, name: string): number | undefined {
  const value = check.options[name];
  return typeof value === 'number' ? value : undefined;
}

/** An option with an address: `connect_ip`, `bindto`. */
export function addressOption(check: Check, name: string): Address | undefined {
  const value = check.options[name];
  return typeof value === 'string' ? parseAddress(value) : undefined;
}

/**
 * Whether one of the checks goes where the clients are sent to: the real server's address and port, by their transport. A
 * program's ways are its own: it counts as going there.
 */
export function isWatched({ virtualServer, destination }: CheckUse): boolean {
  const port = arrivalPort(virtualServer, destination);
  const address = destination.realServer?.address.address.text;
  return destination.checks.some(
    (check) =>
      check.type === 'MISC_CHECK' ||
      (checkProtocol(check) === virtualServer.protocol &&
        (numberOption(check, 'connect_port') ?? port) === port &&
        (addressOption(check, 'connect_ip')?.text ?? address) === address),
  );
}

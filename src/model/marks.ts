import type { Mark } from './cluster.ts';

/** Packets to one address. */
export type Packets = Pick<Mark, 'protocol' | 'ports'>;

/** Whether packets to an address are all among others to it. */
export function isWithin(one: Packets, other: Packets): boolean {
  const isProtocol = other.protocol === undefined || one.protocol === other.protocol;
  const { ports } = other;
  if (ports === undefined) return isProtocol;
  return (
    isProtocol && one.ports !== undefined && ports.first <= one.ports.first && one.ports.last <= ports.last
  );
}

/** `TCP 80-90`; empty for all packets. */
export function packetsText({ protocol, ports }: Packets): string {
  return [protocol, portsText(ports)].filter(Boolean).join(' ');
}

function portsText(ports: Mark['ports']): string {
  if (ports === undefined) return '';
  return ports.first === ports.last ? String(ports.first) : `${ports.first}-${ports.last}`;
}

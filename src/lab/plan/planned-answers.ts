import type { Destination, VirtualServer } from '../../model/cluster.ts';
import { FTP } from '../../model/ftp.ts';
import type { Host } from '../../model/repository.ts';
import type { CheckTarget } from './check-targets.ts';
import type { Target } from './lab-plan.ts';
import { namesOf, pagesOf } from './planned-pages.ts';
import { askedListeners, targetsOf } from './targets.ts';

/** What `answer.pl` speaks at a port, and which counts when several are wanted: who expects a greeting gets one. */
const KINDS = ['http', 'https', 'smtp', 'ftp'] as const;
type Kind = (typeof KINDS)[number];
const KIND_OF: Readonly<Record<string, Kind | undefined>> = {
  TCP_CHECK: 'http',
  HTTP_GET: 'http',
  SSL_GET: 'https',
  SMTP_CHECK: 'smtp',
};

/**
 * Where a host's services listen, and what they answer: lines of `answer.pl`.
 *
 * @param targets of the health checks that come to the host.
 */
export function answersOf({ realServers, name }: Host, targets: readonly CheckTarget[]): string[] {
  const tcp = new Map<number, Kind>();
  const others = new Set<string>();
  const listen = (port: number, kind: Kind) => {
    if (KINDS.indexOf(kind) >= KINDS.indexOf(tcp.get(port) ?? 'http')) tcp.set(port, kind);
  };
  for (const { realServer, virtualServers } of realServers) {
    const rip = realServer.address.address.text;
    for (const virtualServer of virtualServers) {
      for (const { protocol, address, port } of arrivals(virtualServer, name, rip)) {
        if (protocol === 'TCP') listen(port, port === FTP ? 'ftp' : 'http');
        else others.add(`udp ${address} ${port}`);
      }
    }
  }
  for (const target of targets) {
    const { check, address, port } = target;
    if (port === 0) continue;
    const kind = KIND_OF[check.type];
    if (kind !== undefined) listen(port, kind);
    if (check.type === 'DNS_CHECK' || check.type === 'UDP_CHECK') others.add(`udp ${address} ${port}`);
    if (check.type === 'UDP_CHECK') others.add(replyLine(target));
    for (const page of pagesOf(target)) {
      const body = page.body === undefined ? '-' : Buffer.from(page.body).toString('hex');
      others.add(`page ${port} ${page.host ?? '-'} ${page.path} ${page.status} ${body}`);
    }
  }
  const hasFtp = [...tcp.values()].includes('ftp');
  const passive = realServers.flatMap(({ virtualServers }) =>
    hasFtp ? virtualServers.flatMap(passiveLines) : [],
  );
  return [
    ...[...tcp].map(([port, kind]) => `tcp ${port} ${kind}`),
    ...new Set([...others, ...nameLines(targets), ...passive.slice(0, 1)]),
  ];
}

/** Data connections have to get the mark of a service, where it has one. */
function passiveLines({ marks }: VirtualServer): string[] {
  return marks.flatMap(({ protocol, ports }) =>
    protocol === 'TCP' && ports !== undefined && ports.first > 1023 && ports.last > ports.first
      ? [`passive ${ports.first} ${ports.last}`]
      : [],
  );
}

/** Names count at a port where every check asks for one. */
function nameLines(targets: readonly CheckTarget[]): string[] {
  const byPort = new Map<number, Set<string | undefined>>();
  for (const target of targets) {
    if (target.check.type !== 'SSL_GET') continue;
    const names = byPort.get(target.port) ?? new Set();
    for (const name of namesOf(target)) names.add(name);
    byPort.set(target.port, names);
  }
  return [...byPort].flatMap(([port, names]) =>
    names.has(undefined) ? [] : [...names].map((name) => `name ${port} ${name}`),
  );
}

/** The reply that a UDP_CHECK requires: what any digit may be is 0, and what it does not say, too. */
function replyLine({ check, address, port }: CheckTarget): string {
  const { payload, require_reply: pattern, min_reply_length: least = 0 } = check.options;
  const wanted = typeof pattern === 'string' ? hex(pattern).replaceAll('x', '0') : '';
  const reply = (wanted === '' ? Buffer.from('lab\n').toString('hex') : wanted).padEnd(
    2 * Number(least),
    '0',
  );
  return `reply ${address} ${port} ${typeof payload === 'string' ? hex(payload) : '-'} ${reply}`;
}

/** Hexadecimal as keepalived reads it: with spaces, in either case. */
const hex = (text: string): string => text.replace(/\s/g, '').toLowerCase();

/** What comes to a host of what clients ask for: as to one of the real servers, or as to the sorry server. */
function arrivals(
  { destinations, sorryServer, ...listening }: VirtualServer,
  name: string,
  rip: string,
): Target[] {
  const own: Pick<Destination, 'port' | 'forwardingMethod'>[] = destinations.filter(
    ({ realServerName }) => realServerName === name,
  );
  const parts = own.length > 0 || sorryServer === undefined ? own : [sorryServer];
  const targets = askedListeners(listening).flatMap((listener) => targetsOf(listening, listener));
  return parts.flatMap(({ port, forwardingMethod }) =>
    targets.map((target) => ({
      protocol: target.protocol,
      address: forwardingMethod === 'NAT' ? rip : target.address,
      // 0: the port that the client has asked.
      port: port || target.port,
    })),
  );
}

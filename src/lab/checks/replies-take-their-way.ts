import type { PlannedService } from '../plan/lab-plan.ts';
import type { Lab } from '../world/lab.ts';
import { request } from '../world/requests.ts';
import { watchTunnels } from '../world/tunnels.ts';
import { type Check, skipped, verdict } from './check.ts';

/** Seconds until the kernel has counted: it sums up every two. */
const ESTIMATION = 2.5;

/**
 * With NAT the replies go back through the director, with direct routing and tunnels past it: IPVS counts what it sends
 * out. What is tunnelled comes in by its kind of tunnel. The real server sees the client's own address, and with source NAT the director's.
 */
export const repliesTakeTheirWay: Check = {
  id: 'replies-take-their-way',
  title:
    'replies go back through the director with NAT and past it otherwise, tunnels are used, and real servers see whom they should',
  needs: ['answers'],
  run: async (lab) => {
    const services = lab.plan.services.filter(({ clients }) => clients.length > 0);
    if (services.length === 0) return skipped('no service that a client can reach');
    const before = await Promise.all(services.map((service) => outgoingPackets(lab, service)));
    const tunnelFaults = await watchTunnels(lab, services);
    const peers = await Promise.all(services.map((service) => maskedPeers(lab, service)));
    await lab.sleep(ESTIMATION);
    const after = await Promise.all(services.map((service) => outgoingPackets(lab, service)));
    const reasons = services.flatMap((service, index) => [
      ...(peers[index] ?? []),
      ...wayFaults(service, (after[index] ?? 0) - (before[index] ?? 0)),
    ]);
    reasons.push(...(await tunnelFaults()));
    return verdict(
      reasons,
      services.map((service) => `${service.id}: ${methodsOf(service).join(' and ')}`).join('; '),
    );
  },
};

async function maskedPeers(lab: Lab, service: PlannedService): Promise<string[]> {
  const client = lab.plan.clients.find(({ name }) => service.clients.includes(name));
  if (client === undefined) return [];
  const requests = await request(lab, client, service, { count: 12 });
  const masking = new Set(
    lab.plan.hosts
      .filter(({ name }) => service.directors.includes(name))
      .flatMap(({ links }) => links.flatMap(({ addresses }) => addresses))
      .map((address) => address.slice(0, address.indexOf('/'))),
  );
  for (const { host, peer, source } of requests) {
    if (peer === undefined) continue;
    const isMasked = service.sourceNat && forwardsByNat(service, host);
    if (isMasked ? masking.has(addressOf(peer)) : addressOf(peer) === source) continue;
    return [`${service.id}: the real server saw ${peer}, not ${isMasked ? 'its director' : source}`];
  }
  return [];
}

/** Of `ADDRESS:PORT` or `[ADDRESS]:PORT`. */
const addressOf = (endpoint: string): string => endpoint.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');

function forwardsByNat({ realServers }: PlannedService, answering: string | undefined): boolean {
  return realServers.some(({ host, forwardingMethod }) => host === answering && forwardingMethod === 'NAT');
}

/** A service with real servers of several methods counts the replies of those with NAT. */
function wayFaults(service: PlannedService, sent: number): string[] {
  const methods = methodsOf(service);
  return methods.includes('NAT') === sent > 0
    ? []
    : [`${service.id}: ${sent} packets of replies went through the director, with ${methods.join(' and ')}`];
}

function methodsOf({ realServers }: PlannedService): string[] {
  const able = realServers.filter(({ weight }) => weight > 0);
  return [
    ...new Set(
      able.map(({ forwardingMethod, tunnel }) =>
        tunnel === undefined ? forwardingMethod : `${forwardingMethod} (${tunnel.type})`,
      ),
    ),
  ];
}

/** What all directors of a service have sent out for it, by IPVS's own count. */
async function outgoingPackets(lab: Lab, { directors, realServers }: PlannedService): Promise<number> {
  const services = new Set(realServers.map(({ entry }) => entry.split(' ')[1]));
  const tables = await Promise.all(directors.map((name) => lab.must(name, 'ipvsadm -Ln --stats --exact')));
  return (
    tables
      .flatMap((table) => table.split('\n'))
      // `FWM 1 IPv6` has a word more than the others.
      .map((line) => line.trim().replace(' IPv6 ', ' ').split(/\s+/))
      .filter(([word = '', address]) => /^(?:TCP|UDP|SCTP|FWM)$/.test(word) && services.has(address))
      .reduce((sum, words) => sum + Number(words[4] ?? 0), 0)
  );
}

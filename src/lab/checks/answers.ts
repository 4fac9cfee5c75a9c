import type { PlannedClient, PlannedService } from '../plan/lab-plan.ts';
import type { Lab } from '../world/lab.ts';
import { request, tally } from '../world/requests.ts';
import { type Check, skipped, verdict } from './check.ts';
import { evidenceOf, evidenceOfWays, type FailedWay } from './evidence.ts';
import { proportionFaults, requestsThatTell } from './proportions.ts';

/** Services that are asked at the same time: an emulated processor has nothing of more. */
const AT_ONCE = 4;
const UNREACHABLE =
  'no client can reach it: beside the real servers replies by NAT go past the director, and no router leads to it and back';
/** Seconds for an answer, in which a connection is asked for twice. */
const TIMEOUT = 2;

/** A client on another segment or on the VIP's gets answers, from every real server, in proportion to the weights. */
export const answers: Check = {
  id: 'answers',
  title: 'clients get answers from every real server, in proportion to the weights',
  needs: ['checks-succeed', 'kernel-holds-definition'],
  run: async (lab) => {
    // Each service has its own place in its scheduler's round; the clients of one ask in turns.
    const all: Awaited<ReturnType<typeof askFromAll>>[] = [];
    for (let at = 0; at < lab.plan.services.length; at += AT_ONCE) {
      const some = lab.plan.services.slice(at, at + AT_ONCE);
      all.push(...(await Promise.all(some.map((service) => askFromAll(lab, service)))));
    }
    const reasons = all.flatMap((one) => one.reasons);
    const details = all.flatMap((one) => one.details);
    const asked = all.reduce((sum, one) => sum + one.asked, 0);
    if (asked === 0 && reasons.length === 0) return skipped(details.join('; ') || 'no services');
    const failed = all.flatMap((one) => one.failed);
    const evidence =
      failed.length > 0 ? [...(await evidenceOf(lab)), ...(await evidenceOfWays(lab, failed))] : [];
    return verdict(reasons, details.join('; '), evidence);
  },
};

async function askFromAll(
  lab: Lab,
  service: PlannedService,
): Promise<{ reasons: string[]; details: string[]; failed: FailedWay[]; asked: number }> {
  const clients = lab.plan.clients.filter(({ name }) => service.clients.includes(name));
  if (service.targets.length === 0)
    return { reasons: [], failed: [], asked: 0, details: [`${service.id} is not tried`] };
  if (clients.length === 0)
    return { reasons: [`${service.id}: ${UNREACHABLE}`], failed: [], asked: 0, details: [] };
  const reasons: string[] = [];
  const details: string[] = [];
  const failed: FailedWay[] = [];
  for (const client of clients) {
    const { faults, seen } = await ask(lab, client, service);
    reasons.push(...faults.map((fault) => `${service.id}, ${client.title}: ${fault} (${seen})`));
    details.push(`${service.id}, ${client.title}: ${seen}`);
    if (faults.length > 0) failed.push({ client, service });
  }
  return { reasons, details, failed, asked: clients.length };
}

async function ask(
  lab: Lab,
  client: PlannedClient,
  service: PlannedService,
): Promise<{ faults: string[]; seen: string }> {
  // A wrong way makes each request time out: a few of them tell.
  const first = await request(lab, client, service, {
    count: service.realServers.length + 1,
    timeout: TIMEOUT,
  });
  const lost = first.filter(({ host }) => host === undefined);
  if (lost.length > 0)
    return { faults: [`${lost.length} of ${first.length} requests got no answer`], seen: tally(first) };
  const isInet6 = service.targets[0]?.address.includes(':');
  const sources = client.sources.filter((source) => source.includes(':') === isInet6);
  const count = requestsThatTell(service, sources.length);
  const requests = await request(lab, client, service, { count, timeout: TIMEOUT });
  return { faults: proportionFaults(service, requests), seen: tally(requests) };
}

import type { PlannedClient, PlannedService } from '../plan/lab-plan.ts';
import type { Lab } from '../world/lab.ts';
import { type Request, request, tally } from '../world/requests.ts';
import { type Check, skipped, verdict } from './check.ts';
import { evidenceOf } from './kernel-holds-definition.ts';
import { proportionFaults } from './proportions.ts';

/** Requests for each client of a service: a whole number of the scheduler's rounds, at least this many. */
const LEAST = 24;
const MOST = 96;

/** A client on another segment or on the VIP's gets answers, from every real server, in proportion to the weights. */
export const answers: Check = {
  id: 'answers',
  title: 'clients get answers from every real server, in proportion to the weights',
  needs: ['checks-succeed', 'kernel-holds-definition'],
  run: async (lab) => {
    const reasons: string[] = [];
    const details: string[] = [];
    let asked = 0;
    for (const service of lab.plan.services) {
      const clients = lab.plan.clients.filter(({ name }) => service.clients.includes(name));
      if (service.protocol === 'SCTP') details.push(`${service.id} is SCTP, which no client here speaks`);
      else if (clients.length === 0) details.push(`no client can reach ${service.id}`);
      else
        for (const client of clients) {
          asked += 1;
          const { faults, seen } = await ask(lab, client, service);
          reasons.push(...faults.map((fault) => `${service.id}, ${client.title}: ${fault} (${seen})`));
          details.push(`${service.id}, ${client.title}: ${seen}`);
        }
    }
    if (asked === 0) return skipped(details.join('; ') || 'no services');
    return verdict(reasons, details.join('; '), reasons.length > 0 ? await evidenceOf(lab) : []);
  },
};

async function ask(
  lab: Lab,
  client: PlannedClient,
  service: PlannedService,
): Promise<{ faults: string[]; seen: string }> {
  // A wrong way makes each request time out: a few of them tell.
  const first = await request(lab, client, service, { count: service.realServers.length + 1, timeout: 1.5 });
  const lost = first.filter(({ host }) => host === undefined);
  if (lost.length > 0)
    return { faults: [`${lost.length} of ${first.length} requests got no answer`], seen: tally(first) };
  const requests = await request(lab, client, service, { count: roundsOf(service), timeout: 1.5 });
  return { faults: proportionFaults(service, requests), seen: tally(requests as Request[]) };
}

function roundsOf({ realServers }: PlannedService): number {
  const round = Math.max(
    1,
    realServers.reduce((sum, { weight }) => sum + weight, 0),
  );
  if (round >= MOST) return MOST;
  return Math.ceil(LEAST / round) * round;
}

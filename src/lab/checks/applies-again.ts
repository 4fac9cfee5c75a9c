import type { PlannedClient, PlannedHost, PlannedService } from '../plan/lab-plan.ts';
import { hasKeepalived, reloadKeepalived } from '../world/keepalived.ts';
import type { Lab } from '../world/lab.ts';
import { type Request, startTraffic, type Traffic, tally } from '../world/requests.ts';
import { stateDifferences, statesOf } from '../world/state.ts';
import { type Check, type Evidence, verdict } from './check.ts';

/** Services that are asked meanwhile, at most; seconds between two requests, and requests while something takes its time. */
const MOST = 4;
const INTERVAL = 0.05;
const REQUESTS = 400;

/** A second start changes nothing, and clients do not notice it. */
export const appliesAgain: Check = {
  id: 'applies-again',
  title: 'applying everything again changes nothing, and no request is lost meanwhile',
  needs: ['answers'],
  run: async (lab) => {
    const before = await statesOf(lab, lab.plan.hosts);
    const traffic = trafficOf(lab, { inTurns: false });
    await lab.sleep(0.5);
    const reasons: string[] = [];
    // Nothing changes, so no host waits for another.
    reasons.push(...(await Promise.all(lab.plan.hosts.map((host) => applyAgain(lab, host)))).flat());
    if (lab.plan.hosts.some(hasKeepalived)) await lab.sleep(2.0);
    const evidence: Evidence[] = [];
    let count = 0;
    for (const { service, stop } of traffic) {
      const requests = await stop();
      count += requests.length;
      reasons.push(...lostRequests(service.id, requests));
    }
    const after = await statesOf(lab, lab.plan.hosts);
    for (const [name, state] of after) {
      const changes = stateDifferences(before.get(name) ?? state, state);
      if (changes.length === 0) continue;
      reasons.push(`${name} is not as it was`);
      evidence.push({ title: `changes on ${name}`, lines: changes });
    }
    return verdict(reasons, `${count} requests meanwhile, none lost`, evidence);
  },
};

/** Services that are asked while something happens: the first ones, each from its first client. */
function askedServices({ plan }: Lab): { service: PlannedService; client: PlannedClient }[] {
  return plan.services
    .flatMap((service) => {
      const client = plan.clients.find(({ name }) => service.clients.includes(name));
      return client === undefined ? [] : [{ service, client }];
    })
    .slice(0, MOST);
}

/**
 * Asks the first services until it is stopped, each twenty times a second; or, with `inTurns`, all of them together.
 *
 * @param seconds that it takes, about: of what takes long each part is asked less often.
 */
export function trafficOf(
  lab: Lab,
  { inTurns, seconds = 0 }: { readonly inTurns: boolean; readonly seconds?: number },
): Traffic[] {
  const asked = askedServices(lab);
  const pause = Math.max(INTERVAL, seconds / REQUESTS);
  const options = {
    interval: inTurns ? pause * asked.length : pause,
    timeout: 1,
    longest: longestOf(seconds),
  };
  return asked.map(({ service, client }) => startTraffic(lab, client, service, options));
}

/** Seconds after which what takes so many, about, is nothing that goes on as it should. */
export const longestOf = (seconds: number): number => 300 + 2 * seconds;

export function lostRequests(service: string, requests: readonly Request[]): string[] {
  const lost = requests.filter(({ host }) => host === undefined);
  return lost.length === 0
    ? []
    : [`${service}: ${lost.length} of ${requests.length} requests lost: ${tally(lost)}`];
}

async function applyAgain(lab: Lab, host: PlannedHost): Promise<string[]> {
  const reasons: string[] = [];
  for (const { kind, path } of host.files) {
    if (kind === 'keepalived') await reloadKeepalived(lab, host.name);
    if (kind !== 'script') continue;
    for (const words of ['start --dry-run', 'start']) {
      const { status, stdout, stderr } = await lab.run(host.name, `'${path}' ${words}`);
      const said = `${stdout}${stderr}`.trim();
      if (status !== 0 || said !== '')
        reasons.push(`${path} ${words} on ${host.name}, the second time: status ${status}, said "${said}"`);
    }
  }
  return reasons;
}

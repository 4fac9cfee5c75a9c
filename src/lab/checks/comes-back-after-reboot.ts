import { type BootStep, bootOrder } from '../plan/boot-order.ts';
import type { PlannedHost } from '../plan/lab-plan.ts';
import { setUpNetwork, startAnswering } from '../world/build.ts';
import { startKeepalived } from '../world/keepalived.ts';
import type { Lab } from '../world/lab.ts';
import { rebootHosts } from '../world/reboot.ts';
import { request, tally } from '../world/requests.ts';
import { applyOfKind, inOrder } from './applies-cleanly.ts';
import { type Check, verdict } from './check.ts';
import { evidenceOf } from './evidence.ts';
import { awaitDefinition } from './kernel-holds-definition.ts';

/** Seconds for an answer. */
const TIMEOUT = 2;

/**
 * All hosts lose their power at once. What their kernels held is gone, and each does what its modules, sysctls and units say, in
 * the order that systemd would take: nobody runs a script by hand.
 */
export const comesBackAfterReboot: Check = {
  id: 'comes-back-after-reboot',
  title: 'after a reboot of all hosts their units bring everything back, in an order that holds',
  needs: ['answers'],
  run: async (lab) => {
    const hosts = inOrder(lab);
    await rebootHosts(lab, hosts);
    const reasons: string[] = [];
    const realServers = hosts.filter(({ isDirector }) => !isDirector);
    reasons.push(...(await Promise.all(realServers.map((host) => boot(lab, host)))).flat());
    for (const host of hosts.filter(({ isDirector }) => isDirector)) reasons.push(...(await boot(lab, host)));
    reasons.push(...(await awaitDefinition(lab)));
    const asked = await Promise.all(lab.plan.services.map((service) => ask(lab, service)));
    reasons.push(...asked.flatMap(({ faults }) => faults));
    const count = asked.reduce((sum, one) => sum + one.count, 0);
    return verdict(
      reasons,
      `${hosts.length} hosts, ${count} requests afterwards, none lost`,
      reasons.length > 0 ? await evidenceOf(lab) : [],
    );
  },
};

async function boot(lab: Lab, host: PlannedHost): Promise<string[]> {
  const reasons: string[] = [];
  for (const step of bootOrder(host)) reasons.push(...(await take(lab, host, step)));
  return reasons;
}

async function take(lab: Lab, host: PlannedHost, step: BootStep): Promise<string[]> {
  switch (step.kind) {
    case 'modules':
    case 'sysctl':
      return applyOfKind(lab, host, step.kind);
    case 'network':
      await setUpNetwork(lab, host);
      return [];
    case 'answers': {
      const faults = await notInPlace(lab, host, 'what serves', (path) => path.endsWith('_rs.sh'));
      await startAnswering(lab, host);
      return faults;
    }
    case 'keepalived': {
      const faults = await notInPlace(lab, host, 'keepalived', () => true);
      await startKeepalived(lab, host.name);
      return faults;
    }
    case 'unit': {
      const { status, stdout, stderr } = await lab.run(host.name, step.command);
      const said = `${stdout}${stderr}`.trim();
      return status === 0 && said === ''
        ? []
        : [`${step.name} on ${host.name}: status ${status}, said "${said}"`];
    }
  }
}

/** Scripts of a host whose work has to be done when something starts, and is not. */
async function notInPlace(
  lab: Lab,
  { name, files }: PlannedHost,
  starting: string,
  isNeeded: (path: string) => boolean,
): Promise<string[]> {
  const faults: string[] = [];
  for (const { kind, path } of files) {
    if (kind !== 'script' || !isNeeded(path)) continue;
    const { status } = await lab.run(name, `'${path}' status`);
    if (status !== 0) faults.push(`${starting} starts on ${name} before ${path} has run`);
  }
  return faults;
}

async function ask(
  lab: Lab,
  service: Lab['plan']['services'][number],
): Promise<{ faults: string[]; count: number }> {
  const client = lab.plan.clients.find(({ name }) => service.clients.includes(name));
  if (client === undefined || service.targets.length === 0) return { faults: [], count: 0 };
  const count = service.realServers.length + 1;
  const requests = await request(lab, client, service, { count, timeout: TIMEOUT });
  const lost = requests.filter(({ host }) => host === undefined);
  const fault = `${service.id}, ${client.title}: ${lost.length} of ${requests.length} requests got no answer (${tally(requests)})`;
  return { faults: lost.length === 0 ? [] : [fault], count: requests.length };
}

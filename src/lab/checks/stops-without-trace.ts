import type { PlannedHost } from '../plan/lab-plan.ts';
import { hasKeepalived, stopKeepalived } from '../world/keepalived.ts';
import type { Lab } from '../world/lab.ts';
import { stateDifferences, statesOf } from '../world/state.ts';
import { runTimer } from '../world/watch.ts';
import { type Check, type Evidence, verdict } from './check.ts';

/** After `stop` each host is as it was, others' services, addresses and rules among it. */
export const stopsWithoutTrace: Check = {
  id: 'stops-without-trace',
  title: "stop leaves no trace, and others' services, addresses and nat rules as they were",
  needs: ['applies-cleanly'],
  run: async (lab, { before }) => {
    const reasons: string[] = [];
    const evidence: Evidence[] = [];
    const { hosts } = lab.plan;
    // Directors before real servers, as an operator would; those of one kind at the same time.
    for (const isDirector of [true, false]) {
      const own = hosts.filter((host) => host.isDirector === isDirector);
      reasons.push(...(await Promise.all(own.map((host) => stopHost(lab, host)))).flat());
    }
    const after = await statesOf(lab, hosts);
    for (const [name, state] of after) {
      const changes = stateDifferences(before.get(name) ?? state, state).filter(
        (change) => !(ARP.test(change) && hasVmac(lab, name)),
      );
      if (changes.length === 0) continue;
      reasons.push(`${name} is not as it was before`);
      evidence.push({ title: `left over on ${name}`, lines: changes });
    }
    return verdict(reasons, `${hosts.length} hosts as they were`, evidence);
  },
};

/** keepalived changes what the interface below one with a virtual MAC answers, and leaves it so (vrrp_vmac.c). */
const ARP = /^[-+] ipv4\/conf\/[^/]+\/arp_(?:ignore|filter|announce):/;

function hasVmac({ plan }: Lab, host: string): boolean {
  return plan.instances.some((one) => one.hasVmac && one.directors.includes(host));
}

async function stopHost(lab: Lab, host: PlannedHost): Promise<string[]> {
  if (hasKeepalived(host)) await stopKeepalived(lab, host.name);
  const reasons: string[] = [];
  for (const { kind, path } of host.files) {
    if (kind !== 'script') continue;
    const { status, stdout, stderr } = await lab.run(host.name, `'${path}' stop`);
    const said = `${stdout}${stderr}`.trim();
    if (status !== 0 || said !== '')
      reasons.push(`${path} stop on ${host.name}: status ${status}, said "${said}"`);
  }
  // Who has stopped a script wants it stopped.
  const said = await runTimer(lab, host);
  if (said !== '') reasons.push(`the timer of ${host.name} undid a stop: "${said}"`);
  return reasons;
}

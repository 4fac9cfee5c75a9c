import { watchCommands } from '../plan/boot-order.ts';
import type { PlannedHost } from '../plan/lab-plan.ts';
import type { Lab } from '../world/lab.ts';
import { runTimer } from '../world/watch.ts';
import { type Check, skipped, verdict } from './check.ts';
import { evidenceOf } from './evidence.ts';
import { awaitDefinition } from './kernel-holds-definition.ts';

/** What the scripts of a host have set up of what others delete: network managers the addresses, `nft flush ruleset` the tables. */
const DELETE = `
  for file in /run/lvsgen/*.state; do
    while IFS=$' \\t' read -r kind name rest; do
      case $kind in
        address) ip addr del "$name" dev "$rest" ;;
        nft) nft delete $name $rest ;;
      esac
    done <"$file"
  done`;

/** Where a definition says `watch`: VIPs and tables go, and the commands of the host's timer put them back; once they are back, these do nothing. */
export const putsBackWhatIsLost: Check = {
  id: 'puts-back-what-is-lost',
  title: 'VIPs and nftables rules that somebody else deletes are back after the timer of their host',
  needs: ['kernel-holds-definition'],
  run: async (lab) => {
    const hosts = lab.plan.hosts.filter((host) => watchCommands(host).length > 0);
    if (hosts.length === 0) return skipped('no definition says watch');
    const reasons = (await Promise.all(hosts.map((host) => loseAndLook(lab, host)))).flat();
    reasons.push(...(await awaitDefinition(lab)));
    for (const host of hosts) {
      const said = await runTimer(lab, host);
      if (said !== '') reasons.push(`${host.name} had put everything back, and then said "${said}"`);
    }
    const evidence = reasons.length > 0 ? await evidenceOf(lab) : [];
    return verdict(reasons, `${hosts.length} hosts with a timer`, evidence);
  },
};

async function loseAndLook(lab: Lab, host: PlannedHost): Promise<string[]> {
  await lab.must(host.name, DELETE);
  const said = await runTimer(lab, host);
  return said.includes('puts back what somebody else has deleted')
    ? []
    : [`${host.name} noticed nothing: "${said}"`];
}

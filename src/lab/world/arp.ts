import type { PlannedHost } from '../plan/lab-plan.ts';
import type { Lab } from './lab.ts';
import { writeStopFile } from './stop-file.ts';

const TABLE = 'lvsgen_lab_arp';
const STOP_FILE = '/run/lab/asked';

/** The real servers that hold a VIP and must not say so. */
export function silentHosts({ plan }: Lab): PlannedHost[] {
  return plan.hosts.filter(({ silentFor }) => silentFor.length > 0);
}

/**
 * Counts, on each real server that has to be silent, the ARP packets that it sends with a VIP as their sender's address:
 * answers and announcements. A neighbour asks for the VIPs all the time, until the function that this gives is called.
 */
export async function watchArp(lab: Lab): Promise<() => Promise<void>> {
  const hosts = silentHosts(lab);
  await Promise.all(
    hosts.map(({ name, silentFor }) =>
      lab.must(
        name,
        `nft -f - <<'END'\ntable arp ${TABLE} {\n chain sent {\n type filter hook output priority 0; policy accept;\n` +
          `${silentFor.map((vip) => ` arp saddr ip ${vip} counter comment "${vip}"\n`).join('')} }\n}\nEND`,
      ),
    ),
  );
  const vips = [...new Set(hosts.flatMap(({ silentFor }) => silentFor))];
  const asking = lab.plan.clients.flatMap(({ name, sources }) => {
    const source = sources.find((one) => !one.includes(':'));
    if (source === undefined || vips.length === 0) return [];
    const words = ['eth0', source, STOP_FILE, ...vips];
    const script = `perl '${lab.machine.programFolder}/ask-arp.pl' ${words.join(' ')}`;
    return [{ name, done: lab.must(name, script, { seconds: 300, isBeside: true }) }];
  });
  for (const { done } of asking) done.catch(() => undefined);
  return async () => {
    await Promise.all(asking.map(({ name }) => writeStopFile(lab, name, STOP_FILE)));
    await Promise.all(asking.map(({ done }) => done));
  };
}

/** The packets counted so far, by host and VIP. */
export async function countedArp(
  lab: Lab,
): Promise<readonly { readonly host: string; readonly vip: string; readonly packets: number }[]> {
  const counted = await Promise.all(
    silentHosts(lab).map(async ({ name }) => {
      const table = await lab.must(name, `nft list table arp ${TABLE}`);
      const rules = table.matchAll(/counter packets (\d+) bytes \d+ comment "([^"]+)"/g);
      return [...rules].map(([, packets, vip = '']) => ({ host: name, vip, packets: Number(packets) }));
    }),
  );
  return counted.flat();
}

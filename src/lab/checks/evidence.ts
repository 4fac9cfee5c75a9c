import type { PlannedClient, PlannedService } from '../plan/lab-plan.ts';
import { hasKeepalived, keepalivedLog } from '../world/keepalived.ts';
import type { Lab } from '../world/lab.ts';
import { addressesOf, ipvsOf, isForeign, linesOf } from '../world/state.ts';
import type { Evidence } from './check.ts';

/** The tables and addresses of the directors, and what keepalived says. */
export async function evidenceOf(lab: Lab): Promise<Evidence[]> {
  const parts = await Promise.all(
    lab.directors.map(async (host) => [
      { title: `ipvsadm -Sn on ${host.name}`, lines: await ipvsOf(lab, host.name) },
      { title: `addresses of ${host.name}`, lines: await addressesOf(lab, host.name) },
      ...(hasKeepalived(host)
        ? [{ title: `keepalived on ${host.name}`, lines: await keepalivedLog(lab, host.name) }]
        : []),
    ]),
  );
  return parts.flat();
}

/** What a client has asked in vain, or not been answered as it should. */
export interface FailedWay {
  readonly client: PlannedClient;
  readonly service: PlannedService;
}

/**
 * Where packets end between clients and real servers: who has answered the clients' ARP, what IPVS has counted on its way in and
 * out, and by which routes the real servers answer.
 */
export async function evidenceOfWays(lab: Lab, ways: readonly FailedWay[]): Promise<Evidence[]> {
  const namesOf = (list: (way: FailedWay) => readonly string[]) => [...new Set(ways.flatMap(list))];
  const show = async (title: string, host: string, script: string): Promise<Evidence> => {
    const { stdout } = await lab.run(host, script);
    const lines = linesOf(stdout).filter((line) => !line.startsWith('fe80:') && !isForeign(line));
    return { title, lines: lines.map((line) => line.trimEnd()) };
  };
  return Promise.all([
    ...lab.plan.clients
      .filter((client) => ways.some((way) => way.client === client))
      .map(({ name, title }) => show(`ARP answers to ${title}`, name, 'ip neigh')),
    ...namesOf(({ service }) => service.directors).map((name) =>
      show(`packets on ${name}`, name, 'ipvsadm -Ln --stats --exact'),
    ),
    ...namesOf(({ service }) => service.realServers.map(({ host }) => host)).map((name) =>
      show(`routes of ${name}`, name, 'ip route; ip -6 route'),
    ),
  ]);
}

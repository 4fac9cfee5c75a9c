import type { PlannedService } from '../plan/lab-plan.ts';
import type { Lab } from './lab.ts';

const TABLE = 'lvsgen_lab_tunnels';
/** What comes in on the wire, as nftables says it. */
const OUTER = {
  ipip: () => 'meta l4proto { 4, 41 }',
  gre: () => 'meta l4proto 47',
  gue: (port: number | undefined) => `udp dport ${port}`,
} as const;

/** A tunnelled service at one of its real servers. */
interface Passage {
  readonly host: string;
  readonly service: string;
  /** As nftables has them: what comes in on the wire, and what comes out of the tunnel. */
  readonly outer: string;
  readonly inner: readonly string[];
  readonly type: string;
}

/**
 * Counts on the real servers of tunnelled services what comes in on the wire by each kind of tunnel, and what comes out of
 * it for a service. The function that this gives says what is wrong, and takes the counters away.
 */
export async function watchTunnels(
  lab: Lab,
  services: readonly PlannedService[],
): Promise<() => Promise<string[]>> {
  const passages = services.flatMap(passagesOf);
  const hosts = [...new Set(passages.map(({ host }) => host))];
  await Promise.all(
    hosts.map((host) => {
      const own = passages.filter((passage) => passage.host === host);
      const rules = new Set(own.flatMap(({ outer, inner }) => [outer, ...inner]));
      return lab.must(host, 'nft -f -', {
        input: `table inet ${TABLE} {\n chain received {\n type filter hook prerouting priority raw;\n${[
          ...rules,
        ]
          .map((rule) => `${rule} counter comment "${commentOf(rule)}"\n`)
          .join('')} }\n}\n`,
      });
    }),
  );
  return async () => {
    const faults = await Promise.all(
      hosts.map(async (host) => {
        const table = await lab.must(host, `nft list table inet ${TABLE}\nnft delete table inet ${TABLE}`);
        const found = table.matchAll(/counter packets (\d+) bytes \d+ comment "([^"]+)"/g);
        const counted = new Map([...found].map(([, packets, rule = '']) => [rule, Number(packets)]));
        const packetsOf = (rule: string) => counted.get(commentOf(rule)) ?? 0;
        return passages
          .filter((passage) => passage.host === host)
          .flatMap(({ service, outer, inner, type }) => [
            ...(packetsOf(outer) > 0 ? [] : [`${service}: ${host} has received nothing by ${type}`]),
            ...(inner.some((rule) => packetsOf(rule) > 0)
              ? []
              : [`${service}: nothing has come out of the tunnels of ${host}`]),
          ]);
      }),
    );
    return faults.flat();
  };
}

/** Those that get requests. */
function passagesOf({ id, targets, realServers }: PlannedService): Passage[] {
  const inner = targets.map(({ protocol, address, port }) => {
    const destination = `${address.includes(':') ? 'ip6' : 'ip'} daddr ${address}`;
    return `iifname "lvs_tun*" ${destination} ${protocol.toLowerCase()} dport ${port}`;
  });
  return realServers.flatMap(({ host, weight, tunnel }) =>
    tunnel === undefined || weight === 0
      ? []
      : [{ host, service: id, outer: OUTER[tunnel.type](tunnel.port), inner, type: tunnel.type }],
  );
}

const commentOf = (rule: string): string => rule.replaceAll('"', '');

import type { PlannedHost } from '../plan/lab-plan.ts';
import type { Lab } from './lab.ts';

/** What is on the hosts before: others' things, which nobody may touch. */
const FOREIGN = { address: '198.18.251.1/32', service: '-t 198.18.251.1:9', table: 'lvsgen_lab_foreign' };

/** Devices that the kernel makes of each kind when its module is loaded, and which nobody can delete. */
const FALLBACKS = '(tunl0|gre0|gretap0|erspan0|ip6tnl0|ip6gre0|sit0)';

/** What the artifacts may change of a kernel. */
export interface HostState {
  readonly links: readonly string[];
  readonly addresses: readonly string[];
  readonly routes: readonly string[];
  readonly ipvs: readonly string[];
  readonly nft: readonly string[];
  readonly sysctls: readonly string[];
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** An address, an IPVS service and a nat rule that are somebody else's. */
export async function addForeign(lab: Lab): Promise<void> {
  const script = `
    ip addr add ${FOREIGN.address} dev lo
    ipvsadm -A ${FOREIGN.service} -s rr
    nft -f - <<'END'
    table ip ${FOREIGN.table} {
      chain postrouting {
        type nat hook postrouting priority srcnat; policy accept;
        ip saddr 198.18.251.0/24 masquerade
      }
    }
END`;
  await Promise.all(lab.directors.map(({ name }) => lab.must(name, script)));
}

/** The IPVS table as `ipvsadm -Sn` prints it, sorted, without what the lab itself has put there. */
export async function ipvsOf(lab: Lab, host: string): Promise<string[]> {
  const table = lines(await lab.must(host, 'ipvsadm -Sn'));
  return table
    .map((line) => line.trim())
    .filter((line) => !line.includes(FOREIGN.service))
    .sort();
}

/** `ADDRESS/LENGTH INTERFACE` of all addresses, without link-local ones. */
export async function addressesOf(lab: Lab, host: string): Promise<string[]> {
  return lines(await lab.must(host, 'ip -o addr show'))
    .map((line) => line.split(/\s+/))
    .map(([, name = '', , address = '']) => `${address} ${name}`)
    .filter((line) => !line.startsWith('fe80:'));
}

export async function stateOf(lab: Lab, host: string): Promise<HostState> {
  const script = `
    echo '# links'; ip -br link | sed 's/[ @].*//' | grep -Evx '${FALLBACKS}'; ip fou show 2>/dev/null || true
    echo '# routes'; ip route; ip -6 route | grep -v '^fe80' || true
    echo '# ipvs'; ipvsadm -Sn | sort
    echo '# nft'; nft -s list ruleset inet; nft -s list ruleset ip; nft -s list ruleset ip6
    echo '# sysctls'
    cd /proc/sys/net
    grep . ipv4/ip_forward ipv4/conf/*/{accept_redirects,send_redirects,arp_ignore,arp_announce,forwarding} \\
      ipv6/conf/*/{forwarding,accept_ra} | grep -Ev '^ipv[46]/conf/${FALLBACKS}/'`;
  const [output, addresses] = await Promise.all([lab.must(host, script), addressesOf(lab, host)]);
  const section = (name: string) => lines(output.split(`# ${name}\n`)[1]?.split(/^# /m)[0] ?? '');
  return {
    links: section('links'),
    addresses: [...addresses].sort(),
    routes: section('routes'),
    ipvs: section('ipvs'),
    nft: section('nft'),
    sysctls: section('sysctls'),
  };
}

/** What is different in the second state: `- line` has gone, `+ line` has come. */
export function stateDifferences(before: HostState, after: HostState): string[] {
  return (['links', 'addresses', 'routes', 'ipvs', 'nft', 'sysctls'] as const).flatMap((part) => [
    ...before[part].filter((line) => !after[part].includes(line)).map((line) => `- ${line.trim()}`),
    ...after[part].filter((line) => !before[part].includes(line)).map((line) => `+ ${line.trim()}`),
  ]);
}

/** A state for each host. */
export async function statesOf(lab: Lab, hosts: readonly PlannedHost[]): Promise<Map<string, HostState>> {
  const states = await Promise.all(hosts.map(async ({ name }) => [name, await stateOf(lab, name)] as const));
  return new Map(states);
}

import type { PlannedHost } from '../plan/lab-plan.ts';
import type { Lab } from './lab.ts';

/** What is on the hosts before: others' things, which nobody may touch. */
const FOREIGN = { address: '198.18.251.1', service: '-t 198.18.251.1:9', table: 'lvsgen_lab_foreign' };

/** Whether a line is about what the lab has put there for nobody to touch. */
export const isForeign = (line: string): boolean => line.includes(FOREIGN.address);

/** Devices that the kernel makes of each kind when its module is loaded, and which nobody can delete. */
const FALLBACK = /(?:^|\/)(?:tunl0|gre0|gretap0|erspan0|ip6tnl0|ip6gre0|sit0)(?:[/@ ]|$)/;

/** What the artifacts may change of a kernel. */
export interface HostState {
  readonly links: readonly string[];
  readonly addresses: readonly string[];
  readonly routes: readonly string[];
  readonly ipvs: readonly string[];
  readonly nft: readonly string[];
  readonly sysctls: readonly string[];
}

/** The lines of an output that say something. */
export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** An address, an IPVS service and a nat rule that are somebody else's. */
export async function addForeign(lab: Lab): Promise<void> {
  const script = `
    ip addr add ${FOREIGN.address}/32 dev lo
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
  const table = linesOf(await lab.must(host, 'ipvsadm -Sn'));
  return table
    .map((line) => line.trim())
    .filter((line) => !isForeign(line))
    .sort();
}

/** `ADDRESS/LENGTH INTERFACE` of all addresses, without the kernel's own link-local ones and what the lab itself has put there. */
export async function addressesOf(lab: Lab, host: string): Promise<string[]> {
  const shown = linesOf(await lab.must(host, 'ip -o addr show'));
  return addressLines(lab, shown).filter((line) => !isForeign(line));
}

/** Behind an address with a peer the peer's length stands; keepalived has such an address for itself alone. */
function lengthOf(family: string | undefined, address: string): string {
  if (address.includes('/')) return '';
  return family === 'inet6' ? '/128' : '/32';
}

/** A link-local address is the kernel's own, unless it is a VIP. */
function addressLines({ plan }: Lab, shown: readonly string[]): string[] {
  const vips = new Set(
    plan.instances.flatMap((instance) => Object.values(instance.vips).flat()).map((vip) => vip.split('/')[0]),
  );
  return shown
    .map((line) => line.split(/\s+/))
    .map(([, name = '', family, address = '']) => `${address}${lengthOf(family, address)} ${name}`)
    .filter((line) => !line.startsWith('fe80:') || vips.has(line.split('/')[0]));
}

export async function stateOf(lab: Lab, host: string): Promise<HostState> {
  const script = `
    echo '# links'; ip -br link
    echo '# fou'; ip fou show 2>/dev/null || true
    echo '# addresses'; ip -o addr show
    echo '# routes'; ip route; ip -6 route
    echo '# ipvs'; ipvsadm -Sn
    echo '# nft'; nft -s list ruleset
    echo '# sysctls'
    cd /proc/sys/net
    grep . ipv4/ip_forward ipv4/conf/*/{accept_redirects,send_redirects,arp_ignore,arp_announce,forwarding} \\
      ipv6/conf/*/{forwarding,accept_ra}`;
  const output = await lab.must(host, script);
  const section = (name: string) => linesOf(output.split(`# ${name}\n`)[1]?.split(/^# /m)[0] ?? '');
  const links = section('links').filter((line) => !FALLBACK.test(line));
  return {
    links: [...links.map((line) => line.replace(/[ @].*/, '')), ...section('fou')],
    addresses: addressLines(lab, section('addresses')).sort(),
    routes: section('routes').filter((line) => !line.startsWith('fe80')),
    ipvs: section('ipvs').sort(),
    nft: section('nft'),
    sysctls: section('sysctls').filter((line) => !FALLBACK.test(line)),
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

import { table } from '../../diagnostic/table.ts';
/** What the template `script.service` sees: the systemd unit of one script. Lists of units are words with spaces between them, or empty. */
export interface UnitView {
  readonly host: string;
  /** The script's name, `lvs_dr.sh`, which is in `/usr/local/sbin`. */
  readonly script: string;
  readonly definitions: readonly string[];
  readonly description: string;
  /** Whether it starts together with the network, before what is ordered behind that. */
  readonly isEarly: boolean;
  readonly wants: string;
  readonly after: string;
  readonly before: string;
  /** Units whose reload deletes what the script has set up. */
  readonly reloadsWith: string;
  /** Units that do not start without this one. */
  readonly requiredBy: string;
}

/** When a script runs at boot. */
interface Moment {
  readonly description: string;
  /** Whether it needs no address of the network, and what serves needs it. */
  readonly isEarly?: true;
  readonly hasNft?: true;
  /** Whether no director may take VIPs without it. */
  readonly isNeeded?: true;
  /** Whether it waits for the interfaces. */
  readonly hasInterfaces?: true;
}

const MOMENTS: Readonly<Record<string, Moment>> = table({
  'lvs_dr_rs.sh': {
    description: 'VIPs of the services that this host answers for by direct routing',
    isEarly: true,
  },
  'lvs_tun_rs.sh': {
    description: 'tunnels and VIPs of the services that this host answers for',
    isEarly: true,
    hasNft: true,
  },
  'lvs_fwmark.sh': {
    description: 'firewall marks of the services of this director',
    hasNft: true,
    isNeeded: true,
  },
  'lvs_forward.sh': {
    description: 'forwarding of this director, and its filter',
    hasNft: true,
    isNeeded: true,
    hasInterfaces: true,
  },
  'lvs_dr.sh': { description: 'services of this director by direct routing', hasInterfaces: true },
  'lvs_nat.sh': { description: 'services of this director by NAT', hasNft: true, hasInterfaces: true },
  'lvs_tun.sh': { description: 'services of this director by tunnels', hasInterfaces: true },
});

const KEEPALIVED = 'keepalived.service';
/** They set up the host's own addresses, those of `lo` as well. */
const NETWORK_MANAGERS = [
  'networking.service',
  'systemd-networkd.service',
  'NetworkManager.service',
  'wicked.service',
];
/** The sysctls of the modules, and of the host. */
const KERNEL = ['systemd-modules-load.service', 'systemd-sysctl.service'];
/** Its rules begin with `flush ruleset` on Debian. */
const NFTABLES = 'nftables.service';

/** A script's unit: `lvs_dr.service` of `lvs_dr.sh`. */
export const unitName = (script: string): string => script.replace(/\.sh$/, '.service');

/**
 * The unit of a script.
 *
 * Real servers have their VIPs before `network.target`, which what serves is ordered behind: a check of the own address would
 * else find a host well that drops what it is sent. Directors begin when the network is up, because a VIP needs its interface
 * and a neighbour to ask. Marks and forwarding come before all that takes VIPs, and keepalived does not start without them: the other
 * director has the VIPs then.
 *
 * @param scripts all those of the host.
 */
export function unitView(
  host: string,
  script: string,
  definitions: readonly string[],
  scripts: readonly string[],
): UnitView {
  const moment = MOMENTS[script];
  if (moment === undefined) throw new Error(`nobody says when ${script} runs at boot`);
  const { description, isEarly = false, hasNft = false, isNeeded = false, hasInterfaces = false } = moment;
  const nft = hasNft ? [NFTABLES] : [];
  const network = hasInterfaces ? ['network-online.target'] : [];
  const words = (...units: readonly string[]): string => units.join(' ');
  return {
    host,
    script,
    definitions,
    description,
    isEarly,
    wants: words(...network),
    after: isEarly
      ? words('local-fs.target', ...KERNEL, ...NETWORK_MANAGERS, ...nft)
      : words(...KERNEL, ...network, ...nft),
    before: words(
      ...(isEarly ? ['network.target', 'shutdown.target'] : []),
      ...(isNeeded ? [...scripts.filter(takesVips).map(unitName), KEEPALIVED] : []),
    ),
    reloadsWith: words(...nft),
    requiredBy: words(...(isNeeded ? [KEEPALIVED] : [])),
  };
}

function takesVips(script: string): boolean {
  const { isEarly, isNeeded } = MOMENTS[script] ?? {};
  return isEarly !== true && isNeeded !== true;
}

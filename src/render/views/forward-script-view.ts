import { forwardsBy } from '../../model/forwarding.ts';
import { once } from '../../model/once.ts';
import type { Host } from '../../model/repository.ts';
import { withoutRepeats } from './director-script-view.ts';
import { masquerade, natSides, restrictForwarding } from './nat-sides.ts';
import { EMPTY_LISTS, type ScriptView } from './script-view.ts';
import { sourceNat } from './source-nat.ts';
import { forwardingSysctls, redirectSysctls, sourceNatSysctls } from './sysctls.ts';

type Parts = Host['directors'];

/** `lvs_forward.sh` of a NAT director with engine keepalived: what makes it a router, and for whom it is none. */
export function forwardScriptView(host: Host, file: string): ScriptView {
  const parts = forwardedParts(host);
  const { sides, postrouting, forward } = rulesOf(host);
  const interfaces = parts.flatMap(({ director }) => director.links.map(({ name }) => name));
  return {
    ...EMPTY_LISTS,
    host: host.name,
    file,
    sysctls: withoutRepeats([
      ...forwardingSysctls(parts, sides),
      ...redirectSysctls(parts, host),
      ...sourceNatSysctls(parts),
    ]),
    nftPostrouting: withoutRepeats(postrouting),
    nftForward: withoutRepeats(forward),
    interfaces: [...new Set(interfaces)],
  };
}

/** The parts of a host whose forwarding its script turns on. None, when there is nothing to filter. */
export const forwardedParts = once((host: Host): Parts => {
  const parts = keepalivedParts(host);
  const nat = parts.filter(({ cluster }) =>
    cluster.virtualServers.some((virtualServer) => forwardsBy(virtualServer, 'NAT')),
  );
  if (nat.length === 0) return [];
  const { postrouting, forward } = rulesOf(host);
  return postrouting.length + forward.length === 0 ? [] : nat;
});

/** The sides of a host, and the statements of both chains. */
const rulesOf = once((host: Host) => {
  const parts = keepalivedParts(host);
  const sides = natSides(parts);
  const services = parts.map(({ cluster }) => ({ cluster, virtualServers: cluster.virtualServers }));
  return {
    sides,
    postrouting: [...sourceNat(services), ...masquerade(sides)],
    forward: restrictForwarding(sides),
  };
});

const keepalivedParts = (host: Host): Parts =>
  host.directors.filter(({ cluster }) => cluster.engine === 'keepalived');

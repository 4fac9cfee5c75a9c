import { forwardsBy } from '../../model/forwarding.ts';
import { once } from '../../model/once.ts';
import type { Host } from '../../model/repository.ts';
import { withoutRepeats } from './director-script-view.ts';
import { masquerade, natSides, restrictForwarding } from './nat-sides.ts';
import { EMPTY_LISTS, type ScriptView } from './script-view.ts';
import { forwardingSysctls, redirectSysctls } from './sysctls.ts';

type Parts = Host['directors'];

/** `lvs_forward.sh` of a NAT director with engine keepalived: what makes it a router, and for whom it is none. */
export function forwardScriptView(host: Host, file: string): ScriptView {
  const parts = forwardedParts(host);
  const sides = natSides(keepalivedParts(host));
  const interfaces = parts.flatMap(({ director }) => director.links.map(({ name }) => name));
  return {
    ...EMPTY_LISTS,
    host: host.name,
    file,
    sysctls: withoutRepeats([...forwardingSysctls(parts, sides), ...redirectSysctls(parts, host)]),
    nftPostrouting: withoutRepeats(masquerade(sides)),
    nftForward: withoutRepeats(restrictForwarding(sides)),
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
  const sides = natSides(parts);
  return masquerade(sides).length + restrictForwarding(sides).length === 0 ? [] : nat;
});

const keepalivedParts = (host: Host): Parts =>
  host.directors.filter(({ cluster }) => cluster.engine === 'keepalived');

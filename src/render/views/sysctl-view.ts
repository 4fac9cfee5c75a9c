import { forwardsBy } from '../../model/forwarding.ts';
import type { Host } from '../../model/repository.ts';
import { withoutRepeats } from './director-script-view.ts';
import { natSides } from './nat-sides.ts';
import { heldServices } from './real-server-script-view.ts';
import type { ScriptSection } from './script-view.ts';
import { directRoutingSysctls, forwardingSysctls, redirectSysctls } from './sysctls.ts';

/** What the template of `90-lvsgen.conf` sees. */
export interface SysctlView {
  readonly host: string;
  readonly definitions: readonly string[];
  readonly sysctls: readonly ScriptSection[];
}

/**
 * The sysctls of a host in all its parts, for the time after a reboot. Empty when it needs none.
 *
 * No script makes a keepalived director forward, so it does from here on. With the scripts it must not: they set the
 * nftables rules first, and `stop` restores what was there before.
 */
export function sysctlView(host: Host): SysctlView {
  const nat = host.directors.filter(({ cluster }) =>
    cluster.virtualServers.some((virtualServer) => forwardsBy(virtualServer, 'NAT')),
  );
  const keepalived = nat.filter(({ cluster }) => cluster.engine === 'keepalived');
  const directRouting = [...new Set(heldServices(host).map(({ cluster }) => cluster.file))];
  const sides = () => natSides(host.directors.filter(({ cluster }) => cluster.engine === 'keepalived'));
  const forwarding = keepalived.length === 0 ? [] : forwardingSysctls(keepalived, sides());
  const redirects = redirectSysctls(nat, host);
  const routing = [...keepalived, ...(redirects.length > 0 ? nat : [])].map(({ cluster }) => cluster.file);
  const sections = [
    ...forwarding,
    ...redirects,
    ...(directRouting.length > 0 ? directRoutingSysctls(directRouting) : []),
  ];
  return {
    host: host.name,
    definitions: [...new Set([...routing, ...directRouting])],
    sysctls: withoutRepeats(sections).map(({ comment, lines }) => ({
      comment,
      lines: lines.map((line) => line.replace('=', ' = ')),
    })),
  };
}

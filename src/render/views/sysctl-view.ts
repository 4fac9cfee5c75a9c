import { forwardsBy } from '../../model/forwarding.ts';
import { sysctlsOf } from '../../model/host-settings.ts';
import type { Host } from '../../model/repository.ts';
import { answeredServices, heldServices } from './answered-services.ts';
import { withoutRepeats } from './director-script-view.ts';
import { forwardedParts } from './forward-script-view.ts';
import { natSides } from './nat-sides.ts';
import type { ScriptSection } from './script-view.ts';
import {
  directRoutingSysctls,
  filesOf,
  forwardingSysctls,
  ownSysctls,
  redirectSysctls,
  sourceFilterSysctls,
  tunnelSysctls,
} from './sysctls.ts';
import { tunnelNames } from './tunnel-script-view.ts';

/** What the template of `90-lvsgen.conf` sees. */
export interface SysctlView {
  readonly host: string;
  readonly definitions: readonly string[];
  readonly sysctls: readonly ScriptSection[];
}

/**
 * The sysctls of a host in all its parts, for the time after a reboot. Empty when it needs none.
 *
 * A director that has a filter forwards when its script has set that up, which it does first, and not from here on. `stop`
 * restores what was there before.
 */
export function sysctlView(host: Host): SysctlView {
  const nat = host.directors.filter(({ cluster }) =>
    cluster.virtualServers.some((virtualServer) => forwardsBy(virtualServer, 'NAT')),
  );
  const keepalived = host.directors.filter(({ cluster }) => cluster.engine === 'keepalived');
  const bare = forwardedParts(host).length > 0 ? [] : nat.filter((part) => keepalived.includes(part));
  const directRouting = filesOf(heldServices(host));
  const forwarding = bare.length === 0 ? [] : forwardingSysctls(bare, natSides(keepalived));
  const redirects = redirectSysctls(nat, host);
  const own = host.directors.filter(
    ({ cluster, director }) => Object.keys(sysctlsOf(cluster, director)).length > 0,
  );
  const routing = [...bare, ...(redirects.length > 0 ? nat : []), ...own].map(({ cluster }) => cluster.file);
  const sections = [
    ...forwarding,
    ...redirects,
    ...ownSysctls(own),
    ...(directRouting.length > 0 ? directRoutingSysctls(directRouting) : []),
    ...sourceFilterSysctls(host, answeredServices(host, 'DR')),
    ...tunnelSysctls(filesOf(answeredServices(host, 'TUN')), tunnelNames(host)),
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

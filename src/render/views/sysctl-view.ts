import type { Host } from '../../model/repository.ts';
import { withoutRepeats } from './director-script-view.ts';
import { directRoutingServices } from './real-server-script-view.ts';
import type { ScriptSection } from './script-view.ts';
import { directRoutingSysctls, natSysctls } from './sysctls.ts';

/** What the template of `90-lvsgen.conf` sees. */
export interface SysctlView {
  readonly host: string;
  readonly definitions: readonly string[];
  readonly sysctls: readonly ScriptSection[];
}

/** The sysctls of a host in all its parts, for the time after a reboot. Empty when it needs none. */
export function sysctlView(host: Host): SysctlView {
  const nat = host.directors
    .filter(({ cluster }) =>
      cluster.virtualServers.some(({ forwardingMethod }) => forwardingMethod === 'NAT'),
    )
    .map(({ cluster }) => cluster);
  const directRouting = [...new Set(directRoutingServices(host).map(({ cluster }) => cluster.file))];
  const sections = [
    ...natSysctls(nat, host),
    ...(directRouting.length > 0 ? directRoutingSysctls(directRouting) : []),
  ];
  return {
    host: host.name,
    definitions: [...new Set([...nat.map(({ file }) => file), ...directRouting])],
    sysctls: withoutRepeats(sections).map(({ comment, lines }) => ({
      comment,
      lines: lines.map((line) => line.replace('=', ' = ')),
    })),
  };
}

import type { Cluster, Director, ForwardingMethod, Options, VirtualServer } from '../../model/cluster.ts';
import { forwardsBy } from '../../model/forwarding.ts';
import { globalsOf } from '../../model/host-settings.ts';
import type { Host } from '../../model/repository.ts';
import { isOwnAddress, vipOnDirector } from './forwarding.ts';
import { ipvsLines } from './ipvs-lines.ts';
import { syncDaemonLines, syncInterface, timeoutLines } from './ipvs-settings.ts';
import { masquerade, natSides, restrictForwarding } from './nat-sides.ts';
import { routeLines, ruleLines } from './routing-lines.ts';
import { EMPTY_LISTS, type ScriptSection, type ScriptView } from './script-view.ts';
import { sourceNat } from './source-nat.ts';
import { forwardingSysctls, ownSysctls, redirectSysctls } from './sysctls.ts';

/** `lvs_nat.sh`, `lvs_dr.sh` or `lvs_tun.sh` of a director: its services of one forwarding method in all its ipvsadm clusters. */
export function directorScriptView(host: Host, method: ForwardingMethod, file: string): ScriptView {
  const parts = ipvsadmParts(host, method);
  const sections = (lines: (part: DirectorPart, virtualServer: VirtualServer) => string[]): ScriptSection[] =>
    withoutRepeats(
      parts.flatMap((part) =>
        part.virtualServers.map((virtualServer) => ({
          comment: `${part.cluster.file}: ${virtualServer.name}`,
          lines: lines(part, virtualServer),
        })),
      ),
    );
  const settings = (lines: (globals: Options) => string[]): ScriptSection[] =>
    withoutRepeats(
      parts.map((part) => ({
        comment: part.cluster.file,
        lines: lines(globalsOf(part.cluster, part.director)),
      })),
    );
  const routing = (lines: (director: Director) => string[]): ScriptSection[] =>
    withoutRepeats(parts.map(({ cluster, director }) => ({ comment: cluster.file, lines: lines(director) })));
  const isNat = method === 'NAT';
  const sides = natSides(isNat ? host.directors.filter(({ cluster }) => cluster.engine === 'ipvsadm') : []);
  return {
    ...EMPTY_LISTS,
    host: host.name,
    file,
    sysctls: withoutRepeats([
      ...(isNat ? [...forwardingSysctls(parts, sides), ...redirectSysctls(parts, host)] : []),
      ...ownSysctls(parts),
    ]),
    addresses: sections(({ director }, virtualServer) =>
      virtualServer.vips
        .filter((vip) => !isOwnAddress(director, vip))
        .map((vip) => vipOnDirector(director, vip, virtualServer)),
    ),
    ipvs: sections((_, virtualServer) => ipvsLines(virtualServer)),
    timeouts: settings(timeoutLines),
    syncDaemons: settings(syncDaemonLines),
    routes: routing(routeLines),
    rules: routing(ruleLines),
    nftPostrouting: withoutRepeats([...sourceNat(parts), ...masquerade(sides)]),
    nftForward: withoutRepeats(restrictForwarding(sides)),
    interfaces: interfacesOf(parts),
  };
}

interface DirectorPart {
  readonly cluster: Cluster;
  readonly director: Director;
  readonly virtualServers: readonly VirtualServer[];
}

/** The parts of a host in clusters whose IPVS table its scripts program, as far as they forward by this method. */
export function ipvsadmParts(host: Host, method: ForwardingMethod): DirectorPart[] {
  return host.directors
    .filter(({ cluster }) => cluster.engine === 'ipvsadm')
    .map(({ cluster, director }) => ({
      cluster,
      director,
      virtualServers: cluster.virtualServers.filter(
        (virtualServer) => scriptMethod(virtualServer) === method,
      ),
    }))
    .filter(({ virtualServers }) => virtualServers.length > 0);
}

/** Whose script has a service: all its lines stay together, and where any real server is behind NAT, the host has to forward. */
function scriptMethod(virtualServer: VirtualServer): ForwardingMethod {
  return forwardsBy(virtualServer, 'NAT') ? 'NAT' : virtualServer.forwardingMethod;
}

function interfacesOf(parts: readonly DirectorPart[]): string[] {
  const names = parts.flatMap(({ cluster, director, virtualServers }) => [
    ...director.links.map(({ name }) => name),
    ...virtualServers.flatMap(({ interfaceName }) => interfaceName ?? []),
    ...syncInterface(globalsOf(cluster, director)),
  ]);
  return [...new Set(names)];
}

/** Each line once, under the first comment that needs it; comments without a line of their own go, equal neighbours join. */
export function withoutRepeats(sections: readonly ScriptSection[]): ScriptSection[] {
  const seen = new Set<string>();
  const kept: { comment: string; lines: string[] }[] = [];
  for (const { comment, lines } of sections) {
    const fresh = lines.filter((line) => !seen.has(line) && seen.add(line));
    const last = kept.at(-1);
    if (fresh.length > 0 && last?.comment === comment) last.lines.push(...fresh);
    else if (fresh.length > 0) kept.push({ comment, lines: fresh });
  }
  return kept;
}

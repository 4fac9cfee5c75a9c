import type { Cluster, Director, ForwardingMethod, Interface, VirtualServer } from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';
import { isOwnAddress, natSides, subnetOf, vipOnDirector } from './forwarding.ts';
import { ipvsLines } from './ipvs-lines.ts';
import type { ScriptSection, ScriptView } from './script-view.ts';
import { natSysctls } from './sysctls.ts';

/** `lvs_nat.sh` or `lvs_dr.sh` of a director: its services of one forwarding method in all its ipvsadm clusters. */
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
  const natParts = method === 'NAT' ? parts : [];
  return {
    host: host.name,
    file,
    sysctls: natSysctls(
      natParts.map(({ cluster }) => cluster),
      host,
    ),
    addresses: sections(({ director }, virtualServer) =>
      isOwnAddress(director, virtualServer) ? [] : [vipOnDirector(director, virtualServer)],
    ),
    ipvs: sections((_, virtualServer) => ipvsLines(virtualServer)),
    nftPostrouting: withoutRepeats(natParts.map(masquerade)),
    nftForward: withoutRepeats(natParts.map(restrictForwarding)),
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
      virtualServers: cluster.virtualServers.filter(({ forwardingMethod }) => forwardingMethod === method),
    }))
    .filter(({ virtualServers }) => virtualServers.length > 0);
}

/** Connections that real servers open themselves leave with the director's address, but only towards outside. */
function masquerade({ cluster, director }: DirectorPart): ScriptSection {
  const { inner, outer } = ipv4Sides(cluster, director);
  const lines = cluster.masquerade
    ? inner.flatMap((side) => {
        const subnet = subnetOf(side);
        return outer.map(
          ({ name }) => `ip saddr ${subnet} ip daddr != ${subnet} oifname "${name}" masquerade`,
        );
      })
    : [];
  return { comment: cluster.file, lines };
}

/** `ip_forward` alone would make the director a router for everybody: new connections from outside stay out. */
function restrictForwarding({ cluster, director }: DirectorPart): ScriptSection {
  const { inner, outer } = ipv4Sides(cluster, director);
  const lines = cluster.restrictForwarding
    ? outer.flatMap(({ name }) =>
        inner.map((side) => `iifname "${name}" ip daddr ${subnetOf(side)} ct state new drop`),
      )
    : [];
  return { comment: cluster.file, lines };
}

/** The script's nftables table is of family ip, where a statement of IPv6 is a syntax error. */
function ipv4Sides(cluster: Cluster, director: Director): ReturnType<typeof natSides> {
  const { inner, outer } = natSides(cluster, director);
  const isIpv4 = ({ address }: Interface) => address.address.family === 'inet';
  return { inner: inner.filter(isIpv4), outer: outer.filter(isIpv4) };
}

function interfacesOf(parts: readonly DirectorPart[]): string[] {
  const names = parts.flatMap(({ director, virtualServers }) => [
    ...director.interfaces.map(({ name }) => name),
    ...virtualServers.flatMap(({ interfaceName }) => interfaceName ?? []),
  ]);
  return [...new Set(names)];
}

/** Each line once, under the first comment that needs it; comments without a line of their own go. */
export function withoutRepeats(sections: readonly ScriptSection[]): ScriptSection[] {
  const seen = new Set<string>();
  return sections
    .map(({ comment, lines }) => ({
      comment,
      lines: lines.filter((line) => !seen.has(line) && seen.add(line)),
    }))
    .filter(({ lines }) => lines.length > 0);
}

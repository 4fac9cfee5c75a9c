import type { Cluster, Mark, VirtualServer } from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';
import { withoutRepeats } from './director-script-view.ts';
import { headerOf } from './nft.ts';
import { EMPTY_LISTS, type ScriptView } from './script-view.ts';

/** `lvs_fwmark.sh` of a director, with either engine: the rules that set the marks of its fwmark services. */
export function markScriptView(host: Host, file: string): ScriptView {
  return {
    ...EMPTY_LISTS,
    host: host.name,
    file,
    nftMark: withoutRepeats(
      markedServices(host).map(({ cluster, virtualServer }) => ({
        comment: `${cluster.file}: ${virtualServer.name}`,
        lines: virtualServer.marks.map(statement),
      })),
    ),
  };
}

/** The services of a director whose marks are its own to set. */
export function markedServices(host: Host): { cluster: Cluster; virtualServer: VirtualServer }[] {
  return host.directors.flatMap(({ cluster }) =>
    cluster.virtualServers
      .filter(({ marks }) => marks.length > 0)
      .map((virtualServer) => ({ cluster, virtualServer })),
  );
}

function statement({ fwmark, vip, protocol, ports }: Mark): string {
  const address = `${headerOf(vip.family)} daddr ${vip.text}`;
  return `${address}${transport(protocol?.toLowerCase(), ports)} meta mark set ${fwmark}`;
}

function transport(protocol: string | undefined, ports: Mark['ports']): string {
  if (protocol === undefined) return '';
  if (ports === undefined) return ` meta l4proto ${protocol}`;
  return ` ${protocol} dport ${ports.first === ports.last ? ports.first : `${ports.first}-${ports.last}`}`;
}

import type { Address } from '../../address/address.ts';
import { compareText } from '../../diagnostic/finding.ts';
import type { Cluster, Listener, VirtualServer } from '../../model/cluster.ts';
import { headerOf } from './nft.ts';
import type { ScriptSection } from './script-view.ts';

/**
 * Statements of a nat chain: what IPVS has rewritten to a real server's address leaves with the director's own, so that the answer comes
 * back here. They match what the client asked, as connection tracking has it, and where IPVS sent it: what other methods forward keeps
 * its source, and so does what is not balanced at all.
 */
export function sourceNat(
  parts: readonly { readonly cluster: Cluster; readonly virtualServers: readonly VirtualServer[] }[],
): ScriptSection[] {
  return parts.flatMap(({ cluster, virtualServers }) =>
    virtualServers
      .filter((virtualServer) => virtualServer.sourceNat)
      .map((virtualServer) => ({
        comment: `${cluster.file}: ${virtualServer.name}`,
        lines: statements(virtualServer),
      })),
  );
}

function statements({ listeners, protocol, destinations, sorryServer }: VirtualServer): string[] {
  const servers = [
    ...destinations.map(({ realServer, forwardingMethod }) => ({
      address: realServer?.address.address,
      forwardingMethod,
    })),
    ...(sorryServer === undefined ? [] : [sorryServer]),
  ].flatMap(({ address, forwardingMethod }) =>
    address === undefined || forwardingMethod !== 'NAT' ? [] : [address],
  );
  return listeners.flatMap((listener) => {
    const family = listener.kind === 'address' ? listener.address.family : listener.family;
    const own = servers.filter((address) => address.family === family);
    if (own.length === 0) return [];
    return [`${asked(listener, protocol)} ${headerOf(family)} daddr ${anyOf(own)} masquerade`];
  });
}

/** What the client asked. A firewall mark stays on the packet. */
function asked(listener: Listener, protocol: string): string {
  if (listener.kind === 'fwmark') return `meta mark ${listener.fwmark}`;
  const { address, port } = listener;
  const vip = `ct original ${headerOf(address.family)} daddr ${address.text}`;
  const l4 = `meta l4proto ${protocol.toLowerCase()}`;
  return port === 0 ? `${l4} ${vip}` : `${l4} ${vip} ct original proto-dst ${port}`;
}

function anyOf(addresses: readonly Address[]): string {
  const texts = [...new Set(addresses.map(({ text }) => text))].sort(compareText);
  return texts.length === 1 ? (texts[0] ?? '') : `{ ${texts.join(', ')} }`;
}

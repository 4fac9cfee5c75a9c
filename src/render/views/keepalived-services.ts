import { block, type ConfNode, confNodes, line } from '../../keepalived/conf-tree.ts';
import { extraNodes } from '../../keepalived/extra.ts';
import { inOrder } from '../../keepalived/order.ts';
import type {
  Check,
  Cluster,
  Destination,
  ForwardingMethod,
  Tunnel,
  VirtualServer,
  VirtualServerGroup,
} from '../../model/cluster.ts';

export function groupBlock({ name, lines }: VirtualServerGroup): ConfNode {
  const children = lines.map(([first, ...words]) => line(first, ...words));
  return block('virtual_server_group', [name], children);
}

export function virtualServerBlock(cluster: Cluster, virtualServer: VirtualServer): ConfNode {
  const { name, persistenceTimeout, forwardingMethod, tunnel, destinations, options } = virtualServer;
  // The kernel knows no protocol of a firewall mark's service.
  const isMarkOnly = virtualServer.listeners.every(({ kind }) => kind === 'fwmark');
  const children = confNodes('virtual_server', options, {
    persistence_timeout:
      persistenceTimeout === undefined ? [] : [line('persistence_timeout', persistenceTimeout)],
    lvs_method: [methodLine('lvs_method', forwardingMethod, tunnel)],
    protocol: isMarkOnly ? [] : [line('protocol', virtualServer.protocol)],
    sorry_server: sorryServerLines(virtualServer),
    checks: [],
    real_servers: destinations.flatMap((destination) => realServerBlocks(virtualServer, destination)),
  });
  const family = virtualServer.kind === 'fwmark' ? [line('ip_family', virtualServer.vip.family)] : [];
  const words = listenerWords(virtualServer);
  return commented(
    `${cluster.file}: ${name}`,
    block(
      'virtual_server',
      words,
      inOrder('virtual_server', [...family, ...children, ...extraNodes(options, 'virtual_server')]),
    ),
  );
}

function listenerWords({ kind, groupName, listeners, vip, port }: VirtualServer): string[] {
  const [first] = listeners;
  if (kind === 'group') return ['group', groupName ?? ''];
  if (first?.kind === 'fwmark') return ['fwmark', String(first.fwmark)];
  return port === 0 ? [vip.text] : [vip.text, String(port)];
}

/** Its own lines come behind it: keepalived ignores them before. */
function sorryServerLines({ kind, sorryServer }: VirtualServer): ConfNode[] {
  if (sorryServer === undefined) return [];
  const { address, port, options, forwardingMethod, tunnel } = sorryServer;
  const isPortless = port === 0 || (kind !== 'address' && forwardingMethod !== 'NAT');
  const isOwn = options['lvs_method'] !== undefined || options['tunnel'] !== undefined;
  return [
    isPortless ? line('sorry_server', address.text) : line('sorry_server', address.text, port),
    ...(options['inhibit'] === true ? [line('sorry_server_inhibit')] : []),
    ...(isOwn ? [methodLine('sorry_server_lvs_method', forwardingMethod, tunnel)] : []),
  ];
}

/** What keepalived would take by itself, ipip without checksums, is not said. */
function methodLine(keyword: string, method: ForwardingMethod, { type, port, checksum }: Tunnel): ConfNode {
  if (method !== 'TUN') return line(keyword, method);
  const words = [
    ...(type === 'ipip' ? [] : ['type', type]),
    ...(port === undefined ? [] : ['port', String(port)]),
    ...(checksum === 'nocsum' ? [] : [checksum]),
  ];
  return line(keyword, method, ...words);
}

function realServerBlocks(virtualServer: VirtualServer, destination: Destination): ConfNode[] {
  const { realServer, port, weight, checks, options, forwardingMethod, tunnel } = destination;
  if (realServer === undefined) return [];
  const isOwn = options['lvs_method'] !== undefined || options['tunnel'] !== undefined;
  const children = confNodes('real_server', options, {
    weight: [line('weight', weight)],
    lvs_method: isOwn ? [methodLine('lvs_method', forwardingMethod, tunnel)] : [],
    checks: checks.map(checkBlock),
  });
  // Without NAT a packet keeps its port, and with a firewall mark keepalived wants none here.
  const isPortless = port === 0 || (virtualServer.kind !== 'address' && forwardingMethod !== 'NAT');
  const words = [realServer.address.address.text, ...(isPortless ? [] : [String(port)])];
  return [
    commented(
      realServer.name,
      block(
        'real_server',
        words,
        inOrder('real_server', [...children, ...extraNodes(options, 'real_server')]),
      ),
    ),
  ];
}

function checkBlock({ type, options }: Check): ConfNode {
  return block(type, [], confNodes(type, options));
}

export function commented(comment: string, node: ConfNode): ConfNode {
  return { ...node, comment };
}

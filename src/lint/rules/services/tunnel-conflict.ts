import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Tunnel } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** Only TUN encapsulates. gue needs a port, and no other type has one; ipip has no checksums, and gre no remote checksum offload. keepalived
 * leaves the whole forwarding method out otherwise. */
export const tunnelConflict: ClusterRule = {
  id: 'tunnel-conflict',
  severity: 'error',
  summary: 'a tunnel is described where nothing is tunnelled, or with a setting that its type does not have',
  catalogue: [],
  source:
    'ipvsadm(8), --tun-type; keepalived 2.2.7, check_parser.c ("gue tunnels require port", "ipip tunnels do not support checksum option", "gre tunnels do not support remote checksum option")',
  *cluster({ virtualServers }) {
    for (const { origin, forwardingMethod, tunnel, sorryServer, destinations, options } of virtualServers) {
      const isUsed = [...destinations, ...(sorryServer === undefined ? [] : [sorryServer])].some(
        (server) => server.forwardingMethod === 'TUN',
      );
      if (options['tunnel'] !== undefined || forwardingMethod === 'TUN') {
        yield* ofTunnel(tunnel, isUsed || forwardingMethod === 'TUN', (...route) =>
          origin.at('tunnel', ...route),
        );
      }
      if (sorryServer?.options['tunnel'] !== undefined) {
        const at = (...route: string[]) => origin.at('sorry_server', 'tunnel', ...route);
        yield* ofTunnel(sorryServer.tunnel, sorryServer.forwardingMethod === 'TUN', at);
      }
      for (const destination of destinations) {
        if (destination.options['tunnel'] === undefined) continue;
        const at = (...route: string[]) => destination.origin.at('tunnel', ...route);
        yield* ofTunnel(destination.tunnel, destination.forwardingMethod === 'TUN', at);
      }
    }
  },
};

function* ofTunnel(
  { type, port, checksum }: Tunnel,
  isUsed: boolean,
  at: (...route: string[]) => Location,
): Iterable<Problem> {
  if (!isUsed) {
    yield {
      message: 'a tunnel is described, but nothing is tunnelled',
      hint: 'set lvs_method to TUN, or remove tunnel',
      at: at(),
    };
    return;
  }
  if (type === 'gue' && port === undefined) {
    yield {
      message: 'a tunnel of type "gue" has no port',
      hint: 'set port to the UDP port on which the real servers listen for it',
      at: at(),
    };
  }
  // Of a type that is none, invalid-shape speaks.
  if ((type === 'ipip' || type === 'gre') && port !== undefined) {
    yield {
      message: `a tunnel of type ${quote(type)} takes no port`,
      hint: 'remove port, or set type to gue',
      at: at('port'),
    };
  }
  const isImpossible =
    (type === 'ipip' && checksum !== 'nocsum') || (type === 'gre' && checksum === 'remcsum');
  if (isImpossible) {
    yield {
      message: `a tunnel of type ${quote(type)} has no checksum ${quote(checksum)}`,
      hint: 'remove checksum',
      at: at('checksum'),
    };
  }
}

import { block, type ConfNode, confNodes, line } from '../../keepalived/conf-tree.ts';
import { extraNodes } from '../../keepalived/extra.ts';
import { inOrder } from '../../keepalived/order.ts';
import type { Cluster, Options } from '../../model/cluster.ts';
import { globalOptions } from '../../model/host-settings.ts';
import type { Host } from '../../model/repository.ts';
import { listedBlocks } from '../../model/tracked-items.ts';
import { withStaticVipsNeverSource } from './keepalived-addresses.ts';
import { commented } from './keepalived-services.ts';

/** What a host has once, whatever the number of its definitions, in the order of keepalived.conf(5). */
export function hostBlocks(host: Host): ConfNode[] {
  const parts = host.directors.filter(({ cluster }) => cluster.engine === 'keepalived');
  const clusters = parts.map(({ cluster }) => cluster);
  const globals = confNodes('global_defs', { router_id: host.name, ...globalOptions(host) });
  return [
    block('global_defs', [], inOrder('global_defs', [...globals, ...globalExtra(parts)])),
    ...parts.flatMap(({ cluster, director }) =>
      directorBlocks(cluster, withStaticVipsNeverSource(director.options, host)),
    ),
    ...once(clusters.flatMap((cluster) => sslBlocks(cluster))),
    ...once(clusters.flatMap((cluster) => namedBlocks(cluster, host.name))),
  ];
}

/** Of all definitions, a director's own in place of its cluster's; what two say alike is there once. */
function globalExtra(parts: Host['directors']): ConfNode[] {
  const nodes = parts.flatMap(({ cluster, director }) => {
    const own = (director.options['global_defs'] ?? {}) as Options;
    const shared = (cluster.options['global_defs'] ?? {}) as Options;
    return extraNodes(own['extra'] === undefined ? shared : own, 'global_defs');
  });
  return once(nodes);
}

function directorBlocks(cluster: Cluster, options: Options): ConfNode[] {
  const delays = Object.entries((options['interface_up_down_delays'] ?? {}) as Record<string, Options>);
  const nodes = confNodes('director', options, {
    interface_up_down_delays:
      delays.length === 0
        ? []
        : [
            block(
              'interface_up_down_delays',
              [],
              delays.map(([name, { down, up }]) =>
                line(name, Number(down), ...(up === undefined ? [] : [Number(up)])),
              ),
            ),
          ],
  });
  return nodes.map((node) => commented(cluster.file, node));
}

function sslBlocks(cluster: Cluster): ConfNode[] {
  const options = cluster.options['SSL'];
  if (options === undefined) return [];
  return [commented(cluster.file, block('SSL', [], confNodes('SSL', options as Options)))];
}

function namedBlocks(cluster: Cluster, host: string): ConfNode[] {
  return listedBlocks(cluster, host).map(({ part, name, item }) =>
    commented(cluster.file, block(part, [name], confNodes(part, item))),
  );
}

/** What two definitions say alike is there once: global-settings-differ finds what they do not. */
function once(nodes: readonly ConfNode[]): ConfNode[] {
  const key = ({ keyword, words, children }: ConfNode) => JSON.stringify([keyword, words, children]);
  return [...new Map([...nodes].reverse().map((node) => [key(node), node])).values()].reverse();
}

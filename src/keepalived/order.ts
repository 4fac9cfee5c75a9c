import { table } from '../diagnostic/table.ts';
import type { ConfNode } from './conf-tree.ts';
import { EXTRA } from './extra.ts';

/**
 * What comes before what in a block: keepalived looks a name up while it reads the line that has it, and passes over what it
 * does not know yet. Equal ones stand together; what is not named stands where `''` is.
 *
 * - `root`: `instance` and the namespaces say which lines hold. A reload reads the defaults of instances and the user of
 *   programs from `global_defs` when it comes to them. Static addresses, routes and rules name a `track_group`; instances,
 *   sync groups and checks name scripts, files, processes and BFD sessions (vrrp_track.c, check_bfd.c, check_file.c).
 * - `global_defs`: a program gets the user that `script_user` has said by then (notify.c, get_default_script_user).
 * - `virtual_server`: a real server takes the forwarding method that has been said by then (check_data.c, alloc_rs).
 */
const ORDER: Readonly<Record<string, readonly (readonly string[])[]>> = table({
  root: [
    [
      'instance',
      'net_namespace',
      'net_namespace_ipvs',
      'namespace_with_ipsets',
      'use_pid_dir',
      'child_wait_time',
      'linkbeat_use_polling',
    ],
    ['global_defs'],
    ['track_group'],
    ['static_ipaddress', 'static_routes', 'static_rules', 'interface_up_down_delays', 'linkbeat_interfaces'],
    ['SSL'],
    ['vrrp_script', 'track_file', 'vrrp_track_file', 'vrrp_track_process', 'bfd_instance', 'garp_group'],
    ['vrrp_sync_group'],
    ['vrrp_instance'],
    ['virtual_server_group'],
    ['virtual_server'],
  ],
  global_defs: [['script_user', 'enable_script_security'], ['']],
  virtual_server: [[''], ['real_server']],
});

/** The lines of a block, those of a definition and raw ones, in an order in which keepalived heeds all of them. */
export function inOrder(block: string, nodes: readonly ConfNode[]): ConfNode[] {
  const order = ORDER[block] ?? [];
  const others = order.findIndex((words) => words.includes(''));
  const rankOf = ({ keyword }: ConfNode) => {
    const rank = order.findIndex((words) => words.includes(keyword));
    return rank >= 0 ? rank : others >= 0 ? others : order.length;
  };
  const sorted = nodes.toSorted((one, other) => rankOf(one) - rankOf(other));
  return sorted.map((node, index) => {
    const isRepeated = node.comment === EXTRA && sorted[index - 1]?.comment === EXTRA;
    if (!isRepeated || node.children !== undefined) return node;
    const { comment, ...rest } = node;
    return rest;
  });
}

import { quote } from '../../../diagnostic/quote.ts';
import type { Options } from '../../../model/cluster.ts';
import { type AddedRoute, addedRoutes } from '../../../model/route-addresses.ts';
import { isInMainTable, routeTarget } from '../../../model/route-target.ts';
import { inOneSyncGroup } from '../../../model/vrrp-members.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

const WAY = ['type', 'via', 'dev', 'src', 'scope', 'protocol', 'mtu'];

/**
 * A route is there once, however often it is added. An instance that is no longer MASTER removes it, whoever else still
 * needs it. Instances of one sync group come and go together.
 */
export const duplicateRoute: RepositoryRule = {
  id: 'duplicate-route',
  severity: 'error',
  oncePerPlace: true,
  summary:
    'a director has one route from two VRRP instances, or from one and always: the first to go removes it',
  catalogue: [],
  source:
    'Linux, fib_table_insert and fib_table_delete (fib_trie.c); keepalived 2.2.7, vrrp_iproute.c, netlink_rtlist; acassen/keepalived#1078',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const first = new Map<string, AddedRoute>();
      // What a director has always counts as the first.
      const routes = [...addedRoutes(environment)];
      const inOrder = [...routes.filter(isStatic), ...routes.filter((route) => !isStatic(route))];
      for (const route of inOrder) {
        const key = `${route.director.name} ${routeKey(route.entry.item)}`;
        const other = first.get(key);
        if (other === undefined) first.set(key, route);
        else if (!isTogether(other, route)) yield problemOf(other, route);
      }
    }
  },
};

const isStatic = ({ entry }: AddedRoute): boolean => entry.instance === undefined;

/** What makes two routes one to the kernel. */
function routeKey(item: Options): string {
  const to = routeTarget(item)?.text ?? String(item['to']);
  const table = isInMainTable(item) ? 'main' : item['table'];
  const metric = item['metric'] ?? (to.includes(':') ? 1024 : 0);
  return [to, table, metric, ...WAY.map((word) => item[word])].join(' ');
}

function isTogether(one: AddedRoute, other: AddedRoute): boolean {
  const [first, second] = [one.entry.instance, other.entry.instance];
  if (first === undefined || second === undefined) return first === second;
  return first === second || (one.cluster === other.cluster && inOneSyncGroup(one.cluster, first, second));
}

function problemOf({ entry: other }: AddedRoute, { entry, director }: AddedRoute): Problem {
  const to = quote(String(entry.item['to']));
  const name = quote(String(entry.instance?.name));
  const isAlways = other.instance === undefined;
  return {
    message: isAlways
      ? `the route to ${to} of VRRP instance ${name} is one that ${quote(director.name)} has always: when it is no longer MASTER, keepalived removes it`
      : `VRRP instances ${quote(String(other.instance?.name))} and ${name} have the same route to ${to}: when one of them is no longer MASTER, keepalived removes it for both`,
    hint: isAlways
      ? 'keep one of the two; or give one another metric'
      : 'put both into one vrrp_sync_group; or give each route a metric or a table of its own',
    at: entry.place('to'),
    related: [{ at: other.place('to'), message: 'the other one' }],
  };
}

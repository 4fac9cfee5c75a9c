import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import { closest } from '../../../diagnostic/suggest.ts';
import type { Cluster, Director, Options } from '../../../model/cluster.ts';
import { directorHosts } from '../../../model/director-hosts.ts';
import { fixedEntries } from '../../../model/host-entries.ts';
import { globalOptions, globalPlace, globalsOf } from '../../../model/host-settings.ts';
import { listedItems } from '../../../model/listed-items.ts';
import type { Host } from '../../../model/repository.ts';
import type { RepositoryRule } from '../../rule.ts';

interface Mention {
  readonly word: string;
  readonly name: string;
  readonly at: Location;
}

/**
 * keepalived does not start with a delay or a link beat for an interface that the host does not have, and warns of it in a
 * garp_group. A static address without dev is for default_interface, and left out where that is missing.
 */
export const settingOfUnknownInterface: RepositoryRule = {
  id: 'setting-of-unknown-interface',
  severity: 'error',
  oncePerPlace: true,
  summary: 'keepalived gets a setting for an interface that a director does not have',
  catalogue: ['V34'],
  source:
    'keepalived 2.2.7 -t: "unknown interface … specified for up/down delay", "… for linkbeat interface" (both fatal), "interface … specified for garp_group doesn\'t exist", "Static address … requires either an interface or default interface must exist" (exit status 4)',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const { hosts } = directorHosts(environment);
      for (const cluster of environment.clusters) {
        for (const director of cluster.engine === 'keepalived' ? cluster.directors : []) {
          const names = (hosts.get(director.name)?.links ?? []).map(({ name }) => name);
          const globals = globalOptions(environment.hosts.get(director.name) as Host);
          const said = [...mentions(cluster, director), ...defaultMention(cluster, director, globals)];
          for (const { word, name, at } of said) {
            if (names.includes(name)) continue;
            const meant = closest(name, names);
            const has = `${quote(director.name)} has ${quoteList([...new Set(names)])}`;
            yield {
              message: `${quote(director.name)} has no interface ${quote(name)}, which ${word} names`,
              hint: meant === undefined ? has : `did you mean ${quote(meant)}? ${has}`,
              at,
              related: [{ at: director.origin.keyOf('interfaces'), message: 'the interfaces are here' }],
            };
          }
        }
      }
    }
  },
};

function mentions({ options, origin }: Cluster, director: Director): Mention[] {
  const delays = Object.keys((director.options['interface_up_down_delays'] ?? {}) as object);
  const beats = (director.options['linkbeat_interfaces'] ?? []) as readonly string[];
  const groups = listedItems({ options }, 'garp_groups');
  return [
    ...delays.map((name) => ({
      word: 'interface_up_down_delays',
      name,
      at: director.origin.keyOf('interface_up_down_delays', name),
    })),
    ...beats.map((name, index) => ({
      word: 'linkbeat_interfaces',
      name,
      at: director.origin.at('linkbeat_interfaces', index),
    })),
    ...groups.flatMap((group, index) =>
      ((group['interfaces'] ?? []) as readonly string[]).map((name, at) => ({
        word: 'a garp_group',
        name,
        at: origin.at('garp_groups', index, 'interfaces', at),
      })),
    ),
  ];
}

/** At the first static address that needs the interface where the definition does not name it. */
function defaultMention(cluster: Cluster, director: Director, globals: Options): Mention[] {
  const entry = fixedEntries(director, 'address').find(({ item }) => item['dev'] === undefined);
  const word = 'default_interface';
  const name = String(globals[word] ?? 'eth0');
  // Each host has a loopback, and with dynamic_interfaces keepalived waits for the others.
  if (entry === undefined || name === 'lo' || (globals['dynamic_interfaces'] ?? false) !== false) return [];
  return globalsOf(cluster, director)[word] === undefined
    ? [{ word: `the default of ${word}`, name, at: entry.place() }]
    : [{ word, name, at: globalPlace(cluster, director, word) }];
}

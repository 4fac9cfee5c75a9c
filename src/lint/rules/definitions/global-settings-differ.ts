import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Director } from '../../../model/cluster.ts';
import { globalPlace, globalsOf } from '../../../model/host-settings.ts';
import type { Host } from '../../../model/repository.ts';
import { listedBlocks } from '../../../model/tracked-items.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/** Something that a host has once, as one of its definitions says it. */
interface Setting {
  readonly key: string;
  readonly what: string;
  readonly value: unknown;
  readonly cluster: Cluster;
  readonly at: Location;
}

/**
 * All definitions of a host share one keepalived: of two values, or two blocks of one name, it takes one alone. With engine
 * ipvsadm they share the kernel's timeouts and its sync daemons.
 */
export const globalSettingsDiffer: RepositoryRule = {
  id: 'global-settings-differ',
  severity: 'error',
  // Definitions that share several directors differ once.
  oncePerPlace: true,
  summary: 'two definitions of one director differ in what it has once for all of them',
  catalogue: [],
  source: 'keepalived.conf(5), global definitions; keepalived 2.2.7, global_parser.c',
  *repository({ environments }) {
    for (const { hosts } of environments.values()) {
      for (const host of hosts.values()) {
        yield* problemsOf(host);
      }
    }
  },
};

function* problemsOf(host: Host): Iterable<Problem> {
  const first = new Map<string, Setting>();
  for (const { cluster, director } of host.directors) {
    for (const setting of settingsOf(cluster, director)) {
      // What engines it has both of, mixed-engines finds.
      const key = `${cluster.engine} ${setting.key}`;
      const known = first.get(key);
      if (known === undefined) first.set(key, setting);
      else if (known.cluster !== cluster && !isEqual(known.value, setting.value)) {
        yield {
          message: `${setting.what} is not the same here and in cluster ${quote(known.cluster.name)}, but director ${quote(host.name)} has it once`,
          hint: 'write the same in both definitions, or in one of them alone',
          at: setting.at,
          related: [{ at: known.at, message: 'there' }],
        };
      }
    }
  }
}

function* settingsOf(cluster: Cluster, director: Director): Iterable<Setting> {
  for (const [word, value] of Object.entries(globalsOf(cluster, director))) {
    const at = globalPlace(cluster, director, word);
    yield { key: `global_defs ${word}`, what: `${word} of global_defs`, value, cluster, at };
  }
  const ssl = cluster.options['SSL'];
  if (ssl !== undefined)
    yield { key: 'SSL', what: 'SSL', value: ssl, cluster, at: cluster.origin.keyOf('SSL') };
  yield* blocksOf(cluster, director.name);
}

/** Only what the host's file has: a script that nothing on this host refers to is not in it. */
function* blocksOf(cluster: Cluster, host: string): Iterable<Setting> {
  for (const { list, index, name, item } of listedBlocks(cluster, host)) {
    // Which directors have it is no part of what each of them has.
    const value = { ...item, directors: undefined };
    const at = cluster.origin.at(list, index, 'name');
    yield { key: `${list} ${name}`, what: `${quote(name)} of ${list}`, value, cluster, at };
  }
}

/** Whatever the order of the keys. */
function isEqual(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, it: unknown) =>
    typeof it === 'object' && it !== null && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  );
}

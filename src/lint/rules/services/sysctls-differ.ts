import { quote } from '../../../diagnostic/quote.ts';
import { sysctlPlace, sysctlsOf } from '../../../model/host-settings.ts';
import type { Host } from '../../../model/repository.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/** A host has one kernel: of two values for one of its settings, the later line of `90-lvsgen.conf` holds. */
export const sysctlsDiffer: RepositoryRule = {
  id: 'sysctls-differ',
  severity: 'error',
  oncePerPlace: true,
  summary: 'two definitions of one director have different values for a sysctl',
  catalogue: [],
  source: 'sysctl.d(5); docs/definition.md, sysctls',
  *repository({ environments }) {
    for (const { hosts } of environments.values()) {
      for (const host of hosts.values()) yield* problemsOf(host);
    }
  },
};

function* problemsOf({ name, directors }: Host): Iterable<Problem> {
  const first = new Map<string, { readonly value: number; readonly part: Host['directors'][number] }>();
  for (const part of directors) {
    for (const [key, value] of Object.entries(sysctlsOf(part.cluster, part.director))) {
      const other = first.get(key);
      if (other === undefined) first.set(key, { value, part });
      else if (other.value !== value) {
        yield {
          message: `${key} is ${quote(value)} here and ${quote(other.value)} in cluster ${quote(other.part.cluster.name)}, but director ${quote(name)} has one kernel`,
          hint: 'give it one value in all definitions of the director',
          at: sysctlPlace(part.cluster, part.director, key),
          related: [
            { at: sysctlPlace(other.part.cluster, other.part.director, key), message: 'the other value' },
          ],
        };
      }
    }
  }
}

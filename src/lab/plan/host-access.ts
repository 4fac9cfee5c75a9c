import { writtenWords } from '../../keepalived/written-words.ts';
import type { Cluster } from '../../model/cluster.ts';

/** What stands for a program or a file of the host that keepalived runs on. */
const PLACE = /^(?:file:|unix:)?\//;
/** Blocks and words whose slashes are not a file's: of URLs, of what an answer holds, of programs that others run. */
const OTHERS: ReadonlySet<string> = new Set(['url', 'regex', 'process']);
/** A key may be any text; one that is in a file says so. */
const KEYS: ReadonlySet<string> = new Set(['key', 'hmac_key']);

/**
 * Where a definition has keepalived run a program, or open a file, that its author has chosen: `misc_path`, `extra`. In a
 * virtual machine that harms nobody.
 */
export function hostAccess({ engine, options }: Cluster): string[] {
  if (engine !== 'keepalived') return [];
  const named = writtenWords(options).filter(
    ({ block, name, value }) =>
      typeof value === 'string' &&
      PLACE.test(value) &&
      !OTHERS.has(block) &&
      !OTHERS.has(name) &&
      !(KEYS.has(name) && value.startsWith('/')),
  );
  return [...new Set([...named.map(({ name }) => name), ...(hasExtra(options) ? ['extra'] : [])])];
}

/** Raw lines may name anything. */
function hasExtra(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => key === 'extra' || hasExtra(part));
}

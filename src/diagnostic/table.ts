/**
 * What is looked up by a word of a definition: only what is written has a value. A plain object has one for `constructor` and `toString`,
 * too, and a pull request can hold any word.
 */
export function table<const Entries extends object>(entries: Entries): Entries {
  return Object.assign(Object.create(null), entries) as Entries;
}

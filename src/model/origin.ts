import type { Location, Path } from '../diagnostic/finding.ts';

type Item = Readonly<Record<string, unknown>>;

/** Where a part of the model stands in its definition: turns fields into symbolic places. */
export class Origin {
  readonly file: string;
  readonly path: Path;
  private readonly item: Item;
  private readonly defaults: { readonly path: Path; readonly item: Item } | undefined;
  private readonly entries: Readonly<Record<string, number>>;

  /**
   * @param item the part as plain data, as the definition has it.
   * @param defaults what `defaults` has for items of this list, and where.
   * @param entries for fields that may be lists, the entry that counts for this part.
   */
  constructor(
    file: string,
    path: Path,
    item: Item,
    defaults?: { path: Path; item: Item },
    entries: Readonly<Record<string, number>> = {},
  ) {
    this.file = file;
    this.path = path;
    this.item = item;
    this.defaults = defaults;
    this.entries = entries;
  }

  /** The same part, seen by one of the entries of its lists: a dual-stack host by one of its addresses. */
  of(entries: Readonly<Record<string, number>>): Origin {
    return new Origin(this.file, this.path, this.item, this.defaults, entries);
  }

  /**
   * The place of a field's value; of the default's, when the field comes from `defaults`; of the part's own
   * name, when neither has it.
   */
  at(field: string, ...route: (string | number)[]): Location {
    const path = this.pathOf(field, route);
    return path === undefined ? this.self() : { file: this.file, path, part: 'value' };
  }

  /** The place of a field's key, where {@link at} gives the value's. */
  keyOf(field: string, ...route: (string | number)[]): Location {
    const path = this.pathOf(field, route);
    return path === undefined ? this.self() : { file: this.file, path, part: 'key' };
  }

  /**
   * The place that names this part: its `name` (a member's `director`, the `address` or `fwmark` of a group's member), or
   * its key in the mapping that has it.
   */
  self(): Location {
    // What has a key is known by it: the `name` of a DNS_CHECK is what it asks for.
    if (typeof this.path.at(-1) === 'string') return { file: this.file, path: this.path, part: 'key' };
    for (const field of ['name', 'director', 'address', 'fwmark']) {
      if (Object.hasOwn(this.item, field))
        return { file: this.file, path: [...this.path, field], part: 'value' };
    }
    return { file: this.file, path: this.path, part: 'value' };
  }

  private pathOf(field: string, route: readonly (string | number)[]): Path | undefined {
    const own: { readonly path: Path; readonly item: Item } = { path: this.path, item: this.item };
    const source = Object.hasOwn(this.item, field) ? own : this.defaults;
    if (source === undefined || !Object.hasOwn(source.item, field)) return undefined;
    const entry = Array.isArray(source.item[field]) ? this.entries[field] : undefined;
    return [...source.path, field, ...(entry === undefined ? [] : [entry]), ...route];
  }
}

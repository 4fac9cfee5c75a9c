/** Since when keepalived wants another word in place of one. */
export interface Deprecation {
  readonly since: string;
  readonly instead: string;
  /** It takes the same values as `instead` and does the same: what a keepalived that does not know that yet is told. */
  readonly isSame?: true;
}

/** The words of one block of keepalived.conf, from its parser: keepalived 2.1.5 to 2.4.3, all optional parts compiled in. */
export interface BlockWords {
  /** Those that 2.1.5 knows. */
  readonly words: string;
  /** Those that came later, by the release that brought them. */
  readonly since?: Readonly<Record<string, string>>;
  /** Those of them whose value is a block of lines that are no keywords: addresses, names, routes. */
  readonly lists?: string;
  /** Those that stand alone with their values although a block has the same name. */
  readonly lines?: string;
  /** Blocks that need a name or an address: without, keepalived ends there, or passes over the block, or crashes. */
  readonly named?: string;
  /** What keepalived still reads, but tells to replace, or has replaced without a word. `2.1.5`: then, or before. */
  readonly deprecated?: Readonly<Record<string, Deprecation>>;
  /** Other spellings of a word, as old as the word itself. */
  readonly aliases?: Readonly<Record<string, string>>;
}

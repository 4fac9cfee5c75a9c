/** What a YAML document says, with the place of every part: offsets in UTF-16 code units, `end` exclusive. */
export type SourceNode = (ScalarNode | MapNode | ListNode) & {
  /** What an alias stands for, at its own place. */
  readonly aliasOf?: SourceNode;
};

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly start: number;
  readonly end: number;
  readonly value: Scalar;
  /** Where the text inside quotes starts, when it stands in the source as it is: then slices of it have places. */
  readonly textStart?: number;
}

export interface MapNode {
  readonly kind: 'map';
  readonly start: number;
  readonly end: number;
  readonly entries: ReadonlyMap<string, MapEntry>;
  /** The same as plain data, on null-prototype objects. */
  readonly data: Record<string, unknown>;
}

export interface MapEntry {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly node: SourceNode;
}

export interface ListNode {
  readonly kind: 'list';
  readonly start: number;
  readonly end: number;
  readonly items: readonly SourceNode[];
  readonly data: unknown[];
}

export type Scalar = string | number | boolean | null;

/** A node as the plain data that it stands for. */
export function dataOf(node: SourceNode): unknown {
  return node.kind === 'scalar' ? node.value : node.data;
}

/** Something that is wrong with the YAML itself; offsets as in {@link SourceNode}. */
export interface YamlProblem {
  readonly message: string;
  readonly hint?: string;
  readonly start: number;
  readonly end: number;
  readonly related?: { readonly start: number; readonly end: number; readonly message: string };
}

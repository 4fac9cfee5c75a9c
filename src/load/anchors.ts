import { MAX_ALIASES, MAX_DEPTH, MAX_NODES } from './limits.ts';
import type { ProblemList } from './problem-list.ts';
import type { SourceNode } from './source-node.ts';
import { quoted } from './text.ts';

interface Anchor {
  /** Absent while its content is read: an alias to it then would be a cycle. */
  readonly node: SourceNode | undefined;
  /** Nodes in it, itself included, aliases followed. */
  readonly size: number;
  /** Levels of collections in it, aliases followed. */
  readonly height: number;
}

/** What has to be remembered of an anchor until its content is read. */
export interface OpenAnchor {
  readonly name: string;
  readonly nodes: number;
  readonly depth: number;
  readonly deepest: number;
}

/** Follows aliases, and counts what a document amounts to when they are followed. */
export class Anchors {
  private readonly problems: ProblemList;
  private readonly anchors = new Map<string, Anchor>();
  private nodes = 0;
  private aliases = 0;
  private deepest = 0;
  private tooDeep = false;

  constructor(problems: ProblemList) {
    this.problems = problems;
  }

  /** Counts the node at `offset`. */
  count(offset: number): void {
    this.add(1, Math.max(offset, 0), Math.max(offset, 0) + 1);
  }

  /** A collection opens at this depth. */
  reach(depth: number): void {
    if (depth > this.deepest) this.deepest = depth;
  }

  /**
   * An anchored node starts inside of `depth` collections; it is counted already.
   *
   * @param at where the name stands.
   * @param contentStart where what it names starts.
   */
  open(name: string, at: number, contentStart: number, depth: number): OpenAnchor {
    const end = at + name.length;
    const anchor = quoted(`&${name}`);
    if (name.endsWith(':')) {
      this.problems.add(`anchor ${anchor} ends with a colon`, at - 1, end, {
        hint: 'was it meant to be a key?',
      });
    }
    if (contentStart === end) this.problems.add(`a space is missing after anchor ${anchor}`, at - 1, end);
    const mark = { name, nodes: this.nodes, depth, deepest: this.deepest };
    this.anchors.set(name, { node: undefined, size: 0, height: 0 });
    this.deepest = depth;
    return mark;
  }

  close({ name, nodes, depth, deepest }: OpenAnchor, node: SourceNode): SourceNode {
    this.anchors.set(name, { node, size: this.nodes - nodes + 1, height: this.deepest - depth });
    this.reach(deepest);
    return node;
  }

  /** The node that an alias stands for, at the alias's own place. */
  follow(name: string, start: number, end: number, depth: number): SourceNode {
    const nothing: SourceNode = { kind: 'scalar', start, end, value: null };
    const anchor = this.anchors.get(name);
    this.aliases++;
    if (this.aliases > MAX_ALIASES) {
      if (this.aliases === MAX_ALIASES + 1) this.problems.add(`more than ${MAX_ALIASES} aliases`, start, end);
      return nothing;
    }
    const alias = quoted(`*${name}`);
    if (anchor === undefined) {
      this.problems.add(`alias ${alias} has no anchor before it`, start, end, {
        hint: 'put text that starts with "*" into quotes',
      });
      return nothing;
    }
    if (anchor.node === undefined) {
      this.problems.add(`alias ${alias} contains itself`, start, end);
      return nothing;
    }
    if (!this.add(anchor.size, start, end) || !this.fits(depth + anchor.height, start, end)) return nothing;
    const aliasOf = anchor.node;
    if (aliasOf.kind !== 'scalar') return { ...aliasOf, start, end, aliasOf };
    // Its text stands elsewhere, so that slices of it have no place here.
    return { ...nothing, value: aliasOf.value, aliasOf };
  }

  private fits(depth: number, start: number, end: number): boolean {
    this.reach(depth);
    if (depth <= MAX_DEPTH) return true;
    if (!this.tooDeep) this.problems.add(`aliases nest deeper than ${MAX_DEPTH} levels`, start, end);
    this.tooDeep = true;
    return false;
  }

  private add(nodes: number, start: number, end: number): boolean {
    const before = this.nodes;
    this.nodes += nodes;
    if (before <= MAX_NODES && this.nodes > MAX_NODES) {
      this.problems.add(`more than ${MAX_NODES} keys and values, aliases followed`, start, end);
    }
    return this.nodes <= MAX_NODES;
  }
}

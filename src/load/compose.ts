import { COLLECTION_STYLE, EVENT_ID, type Event } from 'js-yaml';
import { isAuthKey, isSecretKey } from '../diagnostic/secret-keys.ts';
import { absentPlace, isAbsent } from './absent.ts';
import { Anchors } from './anchors.ts';
import { openDocument } from './document-start.ts';
import { type CollectionEvent, EventReader, UNBALANCED } from './event-reader.ts';
import { MAX_DEPTH } from './limits.ts';
import type { ParsedYaml, Span } from './parse-yaml.ts';
import { ProblemList } from './problem-list.ts';
import { readScalar, type ScalarEvent, type ScalarText } from './read-scalar.ts';
import { refusalOf, refuseCompactMapping } from './refusals.ts';
import { resolvePlainScalar } from './scalar.ts';
import { skipSeparators } from './scan.ts';
import { authSpans, isSecretName, RAW_SECRET, secretSpans } from './secrets.ts';
import { dataOf, type MapEntry, type MapNode, type Scalar, type SourceNode } from './source-node.ts';
import { quoted } from './text.ts';
import { Twins } from './twins.ts';

const SEVERAL = 'a definition is one YAML document, this file has several';
const SEVERAL_HINT = 'one cluster per file: move what follows "---" to a file of its own';
const BRACE_HINT = 'put text that starts with "{" into quotes';

/** Builds nodes from js-yaml's flat events, which know where scalars are but not where collections end. */
export class Composer {
  private readonly text: string;
  private readonly events: EventReader;
  /** The end of the last token read: what is absent would have stood behind it. */
  private cursor = 0;
  private depth = 0;
  private readonly problems = new ProblemList();
  private readonly anchors: Anchors;
  private readonly scalars: Span[] = [];
  private readonly secrets: Span[] = [];

  constructor(text: string, events: readonly Event[]) {
    this.text = text;
    this.events = new EventReader(events);
    this.anchors = new Anchors(this.problems);
  }

  compose(): ParsedYaml {
    let root: SourceNode | undefined;
    for (let documents = 0; this.events.peek() !== undefined; documents++) {
      const event = this.events.next();
      if (event.type !== EVENT_ID.DOCUMENT) throw new Error(UNBALANCED);
      const { start, end, cursor } = openDocument(this.text, this.cursor, event.explicitStart, this.problems);
      if (documents > 0) {
        this.problems.add(SEVERAL, start, end, { hint: SEVERAL_HINT });
        break;
      }
      this.cursor = cursor;
      root = this.node();
      this.events.next();
    }
    return { root, problems: this.problems.list, scalars: this.scalars, secrets: this.secrets };
  }

  private node(): SourceNode {
    const event = this.events.next();
    if (event.type === EVENT_ID.ALIAS) {
      this.cursor = event.anchorEnd;
      const name = this.text.slice(event.anchorStart, event.anchorEnd);
      return this.anchors.follow(name, event.anchorStart - 1, event.anchorEnd, this.depth);
    }
    if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) throw new Error(UNBALANCED);
    if (event.tagStart >= 0) {
      const tag = this.text.slice(event.tagStart, event.tagEnd);
      this.problems.add(`tag ${quoted(tag)} is not allowed`, event.tagStart, event.tagEnd);
    }
    const start = event.type === EVENT_ID.SCALAR ? event.valueStart : event.start;
    this.anchors.count(start);
    if (event.anchorStart < 0) return this.content(event);
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const mark = this.anchors.open(name, event.anchorStart, start, this.depth);
    return this.anchors.close(mark, this.content(event));
  }

  private content(event: ScalarEvent | CollectionEvent): SourceNode {
    if (event.type === EVENT_ID.SCALAR) {
      if (event.valueStart >= 0) return this.scalar(event);
      return this.nothing(absentPlace(this.text, event, this.cursor));
    }
    this.depth++;
    this.anchors.reach(this.depth);
    if (this.depth === MAX_DEPTH + 1) {
      this.problems.add(`nested deeper than ${MAX_DEPTH} levels`, event.start, event.start + 1);
    }
    const node = event.type === EVENT_ID.SEQUENCE ? this.list(event) : this.map(event);
    this.depth--;
    return node;
  }

  private nothing({ start, end }: Span): SourceNode {
    this.cursor = end;
    return { kind: 'scalar', start, end, value: null };
  }

  private scalar(event: ScalarEvent): SourceNode {
    const { start, end, text, textStart, isPlain, isBlock } = this.written(event);
    // Of a block scalar reports mask the lines.
    if (!isBlock && RAW_SECRET.test(text)) this.secrets.push({ start, end });
    let value: Scalar = text;
    if (isPlain) {
      const resolved = resolvePlainScalar(text);
      if ('value' in resolved) value = resolved.value;
      else this.problems.add(resolved.problem, start, end, { hint: resolved.hint });
    }
    return textStart < 0
      ? { kind: 'scalar', start, end, value }
      : { kind: 'scalar', start, end, value, textStart };
  }

  private written(event: ScalarEvent): ScalarText {
    const scalar = readScalar(this.text, event, this.cursor);
    for (const { message, hint } of scalar.problems)
      this.problems.add(message, scalar.start, scalar.end, { hint });
    this.cursor = scalar.end;
    this.scalars.push(scalar.span);
    return scalar;
  }

  private list(event: CollectionEvent): SourceNode {
    const items: SourceNode[] = [];
    const data: unknown[] = [];
    const isBlock = event.style === COLLECTION_STYLE.BLOCK;
    this.cursor = isBlock ? event.start : event.start + 1;
    for (let next = this.events.peek(); next?.type !== EVENT_ID.POP; next = this.events.peek()) {
      const item = isBlock && isAbsent(next) ? this.absentItem() : this.node();
      items.push(item);
      data.push(dataOf(item));
    }
    this.events.next();
    return { kind: 'list', start: event.start, end: this.collectionEnd(isBlock, ']'), items, data };
  }

  /** A dash with nothing behind it has the dash as its place: an item has no key that could be shown instead. */
  private absentItem(): SourceNode {
    this.events.next();
    const start = skipSeparators(this.text, this.cursor);
    this.anchors.count(start);
    return this.nothing({ start, end: start + 1 });
  }

  private map(event: CollectionEvent): MapNode {
    const entries = new Map<string, MapEntry>();
    const data: Record<string, unknown> = Object.create(null);
    const twins = new Twins(this.problems);
    const first = this.events.peek();
    // The mapping of `[a: 1]` has no braces; those of `[{ a: 1 }: 2]` are its key's.
    const keyHasBrace = first?.type === EVENT_ID.MAPPING && first.start === event.start;
    const hasBraces = event.style === COLLECTION_STYLE.FLOW && this.text[event.start] === '{' && !keyHasBrace;
    this.cursor = hasBraces ? event.start + 1 : event.start;
    while (this.events.peek()?.type !== EVENT_ID.POP) {
      const key = this.key();
      refuseCompactMapping(this.text, this.cursor, this.events.peek(), this.problems);
      const node = this.value(key);
      if (key === undefined) continue;
      const twin = entries.get(key.text);
      if (twin === undefined) {
        twins.report();
        entries.set(key.text, { keyStart: key.start, keyEnd: key.end, node });
        data[key.text] = dataOf(node);
        continue;
      }
      twins.add(key.text, key, twin);
    }
    twins.report();
    this.events.next();
    return { kind: 'map', start: event.start, end: this.collectionEnd(!hasBraces, '}'), entries, data };
  }

  /** The node behind a key. Of a password its place is kept, whatever it is spelt with. */
  private value(key: ScalarText | undefined): SourceNode {
    const { isSecret } = this.problems;
    const isOwn = isSecretKey(key?.text);
    this.problems.isSecret = isOwn || (isSecret && key?.text !== 'secret');
    const start = skipSeparators(this.text, this.cursor, ':?');
    const node = this.node();
    this.problems.isSecret = isSecret;
    const place = { start, end: this.cursor };
    if (isOwn && !isSecretName(node)) this.secrets.push(...secretSpans(node, place));
    else if (!isOwn && isAuthKey(key?.text)) this.secrets.push(...authSpans(node, place));
    return node;
  }

  private key(): ScalarText | undefined {
    const event = this.events.peek();
    if (event?.type !== EVENT_ID.SCALAR || event.valueStart < 0) return this.refusedKey(event);
    this.events.next();
    this.anchors.count(event.valueStart);
    const key = this.written(event);
    if (event.tagStart >= 0) this.problems.add('a key cannot have a tag', event.tagStart, event.tagEnd);
    if (event.anchorStart >= 0) {
      const name = this.text.slice(event.anchorStart, event.anchorEnd);
      const node: SourceNode = { kind: 'scalar', start: key.start, end: key.end, value: key.text };
      this.anchors.close(this.anchors.open(name, event.anchorStart, key.start, this.depth), node);
    }
    if (RAW_SECRET.test(key.text)) this.secrets.push({ start: key.start, end: key.end });
    const refusal = refusalOf(key);
    if (refusal === undefined) return key;
    this.problems.add(refusal.message, key.start, key.end, refusal);
    return undefined;
  }

  private refusedKey(event: Event | undefined): undefined {
    if (isAbsent(event)) {
      const colon = skipSeparators(this.text, this.cursor, ',?');
      this.problems.add('a key is missing', colon, Math.min(colon + 1, this.text.length));
    }
    const { start, end } = this.node();
    if (isAbsent(event)) return undefined;
    const isTemplate = this.text.startsWith('{', start);
    this.problems.add('a key has to be plain text', start, end, isTemplate ? { hint: BRACE_HINT } : {});
    return undefined;
  }

  /** Block collections end with their last child; flow collections with their bracket, behind commas and comments. */
  private collectionEnd(isOpen: boolean, close: string): number {
    if (isOpen) return this.cursor;
    const at = skipSeparators(this.text, this.cursor, ',:?');
    if (this.text[at] !== close) throw new Error(`js-yaml saw a "${close}" at ${at}`);
    this.cursor = at + 1;
    return this.cursor;
  }
}

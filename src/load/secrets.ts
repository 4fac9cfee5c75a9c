import { isKnownBesideSecrets, isSecretKey, SECRET_KEY, SECRET_NAME } from '../diagnostic/secret-keys.ts';
import type { Span } from './parse-yaml.ts';
import { lineEnd } from './scan.ts';
import type { SourceNode } from './source-node.ts';

/** A line of keepalived.conf that says a password. */
export const RAW_SECRET = new RegExp(String.raw`\b${SECRET_KEY}(?:\s*[=:]\s*|\s+)\S`, 'i');

/** Whether a password's value is the mapping that names a secret, which is none; what cannot be a name may be one. */
export function isSecretName(node: SourceNode): boolean {
  if (node.kind !== 'map' || node.entries.size !== 1) return false;
  const name = node.entries.get('secret')?.node;
  return name?.kind === 'scalar' && SECRET_NAME.test(String(name.value));
}

/**
 * Where passwords may stand in what `authentication` or `auth_hmac` has: everything but known keys and their values. What is known
 * to be a password has its own place.
 *
 * @param place of the whole value.
 */
export function authSpans(node: SourceNode, place: Span): Span[] {
  if (node.kind === 'list')
    return node.items.flatMap((item) =>
      item.kind === 'map' ? authSpans(item, item) : secretSpans(item, item),
    );
  if (node.kind === 'scalar') return secretSpans(node, place);
  return [...node.entries].flatMap(([key, { keyStart, node: value }]) => {
    if (isKnownBesideSecrets(key) || isSecretKey(key)) return [];
    if (key === 'key') return authSpans(value, value);
    return secretSpans(value, { start: keyStart, end: value.end });
  });
}

/** Where a password stands: its place, and what its aliases stand for elsewhere. */
export function secretSpans(node: SourceNode, place: Span): Span[] {
  const spans = [place];
  const seen = new Set<SourceNode>();
  const collect = (part: SourceNode) => {
    if (seen.has(part)) return;
    seen.add(part);
    if (part.aliasOf !== undefined) collect(part.aliasOf);
    if (part.start < place.start || part.end > place.end) spans.push(part);
    if (part.kind === 'list') part.items.forEach(collect);
    if (part.kind === 'map') for (const entry of part.entries.values()) collect(entry.node);
  };
  collect(node);
  return spans;
}

const KEY = new RegExp(String.raw`\b${SECRET_KEY}\b["']?[ \t]*:?`, 'i');
/** What it says is known to a parser alone. */
const KEY_WITH_ESCAPES = /"[^"\\]*\\[^"]*"[ \t]*:/;
const NAME_OF_SECRET = /^[ \t]*["']?secret["']?[ \t]*:[ \t]*["']?[A-Za-z]\w{0,62}["']?[ \t]*\r?$/;

/**
 * Where passwords may stand in text that is not understood: in the lines below their keys that are further to the right, and
 * behind them and behind keys with escapes. Rather too much than too little.
 */
export function likelySecrets(text: string): Span[] {
  const spans: Span[] = [];
  let below: number | undefined;
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    const indent = line.search(/[^ \t]/);
    const isItem = line[indent] === '-';
    if (below !== undefined && indent !== -1 && line[indent] !== '#') {
      if (indent < below || (indent === below && !isItem)) below = undefined;
      else if (!NAME_OF_SECRET.test(line)) spans.push({ start: start + indent, end });
    }
    const escaped = KEY_WITH_ESCAPES.exec(line);
    const plain = KEY.exec(line);
    for (const key of [escaped, plain])
      if (key !== null) spans.push({ start: start + key.index + key[0].length, end });
    // The key of `- auth_pass: x` stands behind the dash.
    if (escaped !== null || plain !== null) below = line.search(/[^ \t-]/);
    start = end + 1;
  }
  return spans;
}

/** The text with `*` for all characters of the spans but spaces at the ends of lines. */
export function masked(text: string, spans: readonly Span[]): string {
  let shown = '';
  let done = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const from = Math.max(start, done);
    if (from >= end) continue;
    const stars = text
      .slice(from, end)
      .replace(/[^\s](?:[^\r\n]*[^\s])?/g, (part) => '*'.repeat(part.length));
    shown += text.slice(done, from) + stars;
    done = end;
  }
  return shown + text.slice(done);
}

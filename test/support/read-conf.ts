/** A line of keepalived.conf, or a block: what stands in its braces. */
export interface Block {
  readonly words: readonly string[];
  readonly children?: readonly Block[];
}

/** The judge of rendered files reads for itself: it shares no code with what writes them. */
export function readConf(text: string, id?: string): Block[] {
  const lines = text.split('\n').flatMap((line) => wordsOf(conditional(line, id)));
  const { blocks, next } = readBlocks(lines, 0);
  if (next !== lines.length) throw new Error('a "}" closes nothing');
  return blocks;
}

export type Words = readonly string[];

/** `@id` and `@^id` lines are for keepalived instances that are, or are not, that one. */
function conditional(line: string, id: string | undefined): string {
  const match = /^\s*@(\^?)(\S+)\s(.*)$/.exec(line);
  if (match === null) return line;
  const [, not, wanted, rest = ''] = match;
  return (wanted === id) === (not === '') ? rest : '';
}

/** A line has words, `{` and `}`, of which braces are entries of their own; `#` and `!` begin a comment. */
function wordsOf(line: string): Words[] {
  const words: string[] = [];
  for (const [word, quoted] of line.matchAll(/"([^"]*)"?|[#!].*|[{}]|[^\s"{}#!]+/g)) {
    if (quoted !== undefined) words.push(quoted);
    else if (!/^[#!]/.test(word)) words.push(word);
  }
  const parts: Words[] = [];
  let current: string[] = [];
  for (const word of words) {
    if (word !== '}') current.push(word);
    if (word === '{' || word === '}') {
      if (current.length > 0) parts.push(current);
      current = [];
    }
    if (word === '}') parts.push(['}']);
  }
  return current.length > 0 ? [...parts, current] : parts;
}

function readBlocks(lines: readonly Words[], from: number): { blocks: Block[]; next: number } {
  const blocks: Block[] = [];
  let at = from;
  for (; at < lines.length; at++) {
    const words = lines[at] ?? [];
    if (words[0] === '}') break;
    if (words.at(-1) !== '{') {
      blocks.push({ words });
      continue;
    }
    const inner = readBlocks(lines, at + 1);
    if (inner.next === lines.length) throw new Error(`"${words.join(' ')}" is not closed`);
    blocks.push({ words: words.slice(0, -1), children: inner.blocks });
    at = inner.next;
  }
  return { blocks, next: at };
}

import { quote } from '../diagnostic/quote.ts';
import { closest } from '../diagnostic/suggest.ts';
import type { ConfNode } from './conf-tree.ts';
import { type Word, wordsOf } from './words.ts';

/** A fault in raw lines: `line` and `column` are 0-based, in the text. */
export interface LineProblem {
  readonly message: string;
  readonly hint?: string;
  readonly line: number;
  readonly column: number;
}

/** A keyword in raw lines. */
export interface LineWord {
  readonly block: string;
  readonly name: string;
  readonly word: Word;
  /** 0-based, in the text. */
  readonly line: number;
  readonly column: number;
  /** How many blocks of the text are around it. */
  readonly depth: number;
}

export interface RawLines {
  /** Empty when there are problems. */
  readonly nodes: readonly ConfNode[];
  readonly words: readonly LineWord[];
  readonly problems: readonly LineProblem[];
}

interface Token {
  readonly text: string;
  readonly column: number;
  readonly isQuoted: boolean;
}

/** A block that is open: undefined `keywords` is a list, whose lines are no keywords. */
interface Open {
  readonly block: string | undefined;
  readonly children: ConfNode[];
  readonly line: number;
  readonly column: number;
}

/** Half of keepalived's 1,024 bytes to a line: what is quoted anew is longer. */
const LONGEST_LINE = 500;
const DEEPEST = 8;
const TOKEN = /"(?<quoted>[^"]*)"|(?<brace>[{}])|(?<plain>[^\s"{}]+)/gy;
/** What keepalived reads as syntax wherever it stands: its variables, escapes, sequences and quotes. */
const LIVE = /[$\\'`]|~(?:SEQ|LST)/;
/** `include`, `includer` and so on; not `include_check`, which is a keyword. */
const INCLUDE = /^include[a-z]?$/;
/** keepalived hands it to a shell, as root and even under `-t`, in 128 bytes of which the rest of the command takes 59. */
const SAVE_DIRECTORY = /^\/[A-Za-z0-9/._+-]{1,63}$/;

/**
 * Reads lines that somebody wants in a block of keepalived.conf as they are. They cannot leave the block: braces balance,
 * each keyword is one of its block, nothing is included, and no variable, escape or condition is left to keepalived.
 * Comments, on lines of their own, are dropped. What is written is made of the words anew.
 *
 * That holds where keepalived knows every word: to one that is older than a word's `since` the word is unknown, and the
 * `}` of a block that it opens closes the block around it. The caller compares `words` with the target.
 *
 * @param block the block's name; `root` for the file itself.
 */
export function readLines(text: string, block: string): RawLines {
  const reader = new LineReader(block);
  for (const [index, line] of text.split('\n').entries()) reader.take(line, index);
  return reader.end();
}

class LineReader {
  private readonly problems: LineProblem[] = [];
  private readonly words: LineWord[] = [];
  private readonly open: [Open, ...Open[]];

  constructor(block: string) {
    this.open = [{ block, children: [], line: 0, column: 0 }];
  }

  take(text: string, line: number): void {
    const problem = this.read(text, line);
    if (problem !== undefined) this.problems.push(problem);
  }

  private read(text: string, line: number): LineProblem | undefined {
    const indent = text.length - text.trimStart().length;
    if (text.trim() === '' || /^[#!]/.test(text.trim())) return undefined;
    const bad = refusedAs(text);
    if (bad !== undefined) return fault(bad.message, line, bad.column, bad.hint);
    const tokens = tokensOf(text);
    if (tokens === undefined) return fault('a double quote is not closed', line, text.lastIndexOf('"'));
    const unsafe = unsafeToken(tokens, text);
    if (unsafe !== undefined) return fault(unsafe.message, line, unsafe.column, unsafe.hint);
    const [first, ...others] = tokens;
    if (first === undefined) return undefined;
    if (first.text === '}' && !first.isQuoted) return this.close(others, line, indent);
    const isBlock = others.at(-1)?.text === '{' && others.at(-1)?.isQuoted === false;
    const values = isBlock ? others.slice(0, -1) : others;
    const brace = [first, ...values].find(({ text: word, isQuoted }) => !isQuoted && /[{}]/.test(word));
    if (brace !== undefined) {
      const hint = '"{" ends the line that opens a block, and "}" stands alone';
      return fault(`${quote(brace.text)} is not where a brace can be`, line, brace.column, hint);
    }
    return this.add(first, values, isBlock, line);
  }

  end(): RawLines {
    const unclosed = this.open.slice(1).at(-1);
    if (unclosed !== undefined)
      this.problems.push(fault('the block is not closed', unclosed.line, unclosed.column));
    const nodes = this.problems.length === 0 ? this.open[0].children : [];
    return { nodes, words: this.words, problems: this.problems };
  }

  private close(others: readonly Token[], line: number, column: number): LineProblem | undefined {
    const [surplus] = others;
    if (surplus !== undefined) return fault('"}" stands alone on its line', line, surplus.column);
    if (this.open.length === 1) return fault('"}" closes a block that is not open', line, column);
    this.open.pop();
    return undefined;
  }

  private add(
    first: Token,
    values: readonly Token[],
    isBlock: boolean,
    line: number,
  ): LineProblem | undefined {
    const parent = this.open.at(-1) as Open;
    const { column } = first;
    if (INCLUDE.test(first.text)) return fault('nothing can be included', line, column);
    if (first.text.startsWith('@')) return fault('a line cannot depend on a host', line, column);
    let inner: string | undefined;
    if (parent.block !== undefined) {
      const known = wordsOf(parent.block);
      const word = known.get(first.text);
      if (word === undefined) {
        const meant = closest(first.text, [...known.keys()]);
        const hint = meant === undefined ? undefined : `did you mean ${quote(meant)}?`;
        return fault(`keepalived knows no ${quote(first.text)} here`, line, column, hint);
      }
      if ((word.kind !== 'line') !== isBlock) {
        const message = `${quote(first.text)} ${isBlock ? 'is no block' : 'is a block: "{" is missing'}`;
        return fault(message, line, column);
      }
      if (word.isNamed === true && values.length === 0) {
        return fault(`${quote(first.text)} needs a name or an address`, line, column);
      }
      if (first.text === 'config_save_dir' && !SAVE_DIRECTORY.test(values[0]?.text ?? '')) {
        return fault('"config_save_dir" needs an absolute path of at most 64 plain characters', line, column);
      }
      const depth = this.open.length - 1;
      this.words.push({ block: parent.block, name: first.text, word, line, column, depth });
      if (word.kind === 'block') inner = first.text;
    } else if (isBlock) return fault('no block can be here', line, column);
    const words = values.map(({ text }) => text);
    if (!isBlock) {
      parent.children.push({ keyword: first.text, words });
      return undefined;
    }
    if (this.open.length > DEEPEST) return fault('too many blocks in blocks', line, column);
    const children: ConfNode[] = [];
    parent.children.push({ keyword: first.text, words, children });
    this.open.push({ block: inner, children, line, column });
    return undefined;
  }
}

function fault(message: string, line: number, column: number, hint?: string): LineProblem {
  return { message, line, column, ...(hint === undefined ? {} : { hint }) };
}

type Refusal = Pick<LineProblem, 'message' | 'column' | 'hint'>;

function refusedAs(text: string): Refusal | undefined {
  const strange = /[^\t\x20-\x7e]/.exec(text);
  if (strange !== null) return { message: 'only printable ASCII can be here', column: strange.index };
  if (text.length > LONGEST_LINE) {
    return { message: `the line is longer than ${LONGEST_LINE} characters`, column: LONGEST_LINE };
  }
  const live = LIVE.exec(text);
  if (live === null) return undefined;
  return {
    message: `${quote(live[0])} is syntax of keepalived's own, which lvsgen does not hand on`,
    column: live.index,
    hint: 'write the value itself',
  };
}

/** Words that keepalived takes for something else, or cuts in two. */
function unsafeToken(tokens: readonly Token[], text: string): Refusal | undefined {
  for (const { text: word, column, isQuoted } of tokens) {
    if (!isQuoted) {
      if (!/[#!]/.test(word)) continue;
      const hint = 'put the comment on a line of its own, or the word into double quotes';
      return { message: `${quote(word)} starts a comment`, column, hint };
    }
    if (word === '') return { message: 'a word is empty', column };
    // keepalived has forgotten the quotes when it counts braces: a process that skips the block loses its end, and with it,
    // in silence, what stands behind.
    if (/^[{}]$/.test(word))
      return { message: `${quote(word)} is a brace to keepalived, even in quotes`, column };
    const end = column + word.length + 2;
    if (/[^\s]/.test(text[column - 1] ?? ' ') || /[^\s]/.test(text[end] ?? ' ')) {
      return { message: 'double quotes can only stand around a whole word', column };
    }
  }
  return undefined;
}

/** Undefined when a quote is not closed. */
function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    if (/\s/.test(text[at] as string)) {
      TOKEN.lastIndex = at + 1;
      continue;
    }
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    const quoted = match.groups?.['quoted'];
    tokens.push({ text: quoted ?? match[0], column: at, isQuoted: quoted !== undefined });
  }
  return tokens;
}

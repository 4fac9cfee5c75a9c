import type Handlebars from 'handlebars';

/** What a template has at most. The lexer calls each brace, name and text between a symbol; lvsgen's own templates have some hundred. */
const MOST_SYMBOLS = 20_000;
/** Blocks, `else if` and expressions in parentheses, one in the other: the parser copies what is open at each symbol. */
const MOST_LEVELS = 64;

const COMPILE_OPTIONS = {
  // `log` would write to the terminal, past all that makes text harmless.
  knownHelpers: { sh: true, conf: true, conf_blocks: true, log: false },
  knownHelpersOnly: true,
  strict: true,
  noEscape: true,
  data: true,
};

/** The parts of Handlebars that its types do not have. `compile` is made of them, and does its work at the first use, too late. */
interface Parts {
  readonly Parser: { readonly lexer: Lexer; readonly terminals_: Readonly<Record<number, string>> };
  readonly Compiler: new () => { compile(program: hbs.AST.Program, options: object): object };
  readonly JavaScriptCompiler: new () => {
    compile(program: object, options: object, context: undefined, asObject: true): TemplateSpecification;
  };
}

interface Lexer {
  yy: object;
  readonly yytext: string;
  readonly yylloc: { readonly first_line: number; readonly first_column: number };
  setInput(text: string): void;
  lex(): number | string;
}

/**
 * Compiles a project's own template. What it costs grows with the template's size and no faster.
 *
 * @throws Error when it is none of Handlebars', is too large, or defines partials inside it.
 */
export function compileOwn(environment: typeof Handlebars, text: string): Handlebars.TemplateDelegate {
  const parts = environment as unknown as Parts;
  refuse(parts, text);
  // A copy: the compiler notes in its options what it is in.
  const options = { ...COMPILE_OPTIONS };
  const program = new parts.Compiler().compile(environment.parse(text), options);
  return environment.template(new parts.JavaScriptCompiler().compile(program, options, undefined, true));
}

/** Looks at the symbols before the parser does. */
function refuse({ Parser }: Parts, text: string): void {
  // The parser's own is not changed.
  const lexer: Lexer = Object.create(Parser.lexer);
  lexer.yy = {};
  lexer.setInput(text);
  const nesting = new Nesting();
  for (let count = 1; ; count++) {
    const token = lexer.lex();
    const symbol = typeof token === 'string' ? token : (Parser.terminals_[token] ?? END);
    if (symbol === END) return;
    nesting.see(symbol);
    const reason =
      count > MOST_SYMBOLS
        ? `it has more than ${MOST_SYMBOLS} braces, names and texts`
        : nesting.level > MOST_LEVELS
          ? `more than ${MOST_LEVELS} blocks and expressions are in each other`
          : isInline(symbol, lexer.yytext)
            ? 'a partial has to be a file in partials/, and cannot be given a block'
            : undefined;
    if (reason === undefined) continue;
    const { first_line: line, first_column: column } = lexer.yylloc;
    throw new Error(`${reason} - ${line}:${column}`);
  }
}

const END = 'EOF';

/** `{{#*inline "name"}}`, `{{* name}}`, `{{#> name}}`: nothing counts how often these are used. */
function isInline(symbol: string, text: string): boolean {
  return symbol === 'OPEN_PARTIAL_BLOCK' || (/^OPEN(?:_BLOCK)?$/.test(symbol) && text.endsWith('*'));
}

/** How many blocks and expressions are open. */
class Nesting {
  level = 0;
  /** The level that each open block is in: its end closes each `else if` of it, too. */
  private readonly blocks: number[] = [];

  see(symbol: string): void {
    switch (symbol) {
      case 'OPEN_BLOCK':
      case 'OPEN_INVERSE':
      case 'OPEN_RAW_BLOCK':
        this.blocks.push(this.level++);
        return;
      case 'OPEN_INVERSE_CHAIN':
      case 'OPEN_SEXPR':
        this.level++;
        return;
      case 'CLOSE_SEXPR':
        this.level--;
        return;
      case 'OPEN_ENDBLOCK':
      case 'END_RAW_BLOCK':
        this.level = this.blocks.pop() ?? 0;
    }
  }
}

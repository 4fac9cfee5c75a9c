import type Handlebars from 'handlebars';
import { OperationError } from '../diagnostic/failure.ts';
import { shellWord } from '../diagnostic/shell-word.ts';

/** Turns of loops, uses of partials and lines that these indent, of all files of a run with a project's own templates. */
const MOST_STEPS = 20_000_000;
/** Characters that files, partials, turns and helpers write, each counted by itself. */
const MOST_CHARACTERS = 512 * 1024 * 1024;
/** execve(2): MAX_ARG_STRLEN. */
const MOST_OF_WORD = 131_072;

/**
 * Counts what a project's templates do, and ends what would not end: twenty partials that each use the next one twice
 * write a million lines, forty a million times more.
 *
 * @param limits for tests.
 */
export class TemplateBudget {
  private steps: number;
  private characters: number;

  constructor({ steps = MOST_STEPS, characters = MOST_CHARACTERS } = {}) {
    this.steps = steps;
    this.characters = characters;
  }

  /** Has the loops of an environment count. */
  watch(environment: typeof Handlebars): void {
    const each = environment.helpers['each'] as Handlebars.HelperDelegate;
    const turn = (body: () => string) => {
      this.take(1, 0);
      return this.written(body());
    };
    environment.registerHelper(
      'each',
      function (this: unknown, items: unknown, options: Handlebars.HelperOptions) {
        const fn: Handlebars.TemplateDelegate = (context, more) => turn(() => options.fn(context, more));
        return each.call(this, items, { ...options, fn });
      },
    );
  }

  /** A partial that counts its uses, and what it writes. */
  counted(partial: Handlebars.TemplateDelegate): Handlebars.TemplateDelegate {
    return (context, options) => {
      this.take(1, 0);
      const text = this.written(partial(context, options));
      // Handlebars puts it before each line.
      const { indent } = (options ?? {}) as { readonly indent?: string };
      if (indent !== undefined) {
        const lines = linesOf(text);
        this.take(lines, lines * indent.length);
      }
      return text;
    };
  }

  /** Counts a text that is there. */
  written(text: string): string {
    this.take(0, text.length);
    return text;
  }

  /** @throws OperationError when that is more than what is left. */
  private take(steps: number, characters: number): void {
    this.steps -= steps;
    this.characters -= characters;
    if (this.steps < 0 || this.characters < 0)
      throw new OperationError('it takes more turns, or writes more, than any project needs');
  }
}

/**
 * A value as one word of a shell script. Quotes around quotes are four times as long, again and again.
 *
 * @throws OperationError when it is longer than any argument of a program can be.
 */
export function shortWord(value: string): string {
  if (value.length > MOST_OF_WORD)
    throw new OperationError(
      `{{sh}} takes at most ${MOST_OF_WORD} characters, as many as Linux takes of an argument`,
    );
  return shellWord(value);
}

/** How many lines a text has, without a list of them. */
function linesOf(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

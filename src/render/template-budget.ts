import type Handlebars from 'handlebars';
import { OperationError } from '../diagnostic/failure.ts';

/** Turns of loops and uses of partials, and characters, that all files of a run may take with templates of a project. */
const MOST_STEPS = 20_000_000;
const MOST_CHARACTERS = 256 * 1024 * 1024;

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
    const takeStep = () => this.take(1, 0);
    environment.registerHelper(
      'each',
      function (this: unknown, items: unknown, options: Handlebars.HelperOptions) {
        const fn: Handlebars.TemplateDelegate = (context, more) => {
          takeStep();
          return options.fn(context, more);
        };
        return each.call(this, items, { ...options, fn });
      },
    );
  }

  /** A partial that counts its uses, and what it writes. */
  counted(partial: Handlebars.TemplateDelegate): Handlebars.TemplateDelegate {
    return (context, options) => {
      this.take(1, 0);
      const text = partial(context, options);
      this.take(0, text.length);
      return text;
    };
  }

  /** @throws OperationError when that is more than what is left. */
  private take(steps: number, characters: number): void {
    this.steps -= steps;
    this.characters -= characters;
    if (this.steps < 0 || this.characters < 0)
      throw new OperationError('it takes more turns, or writes more, than any project needs');
  }
}

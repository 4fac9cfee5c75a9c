import type Handlebars from 'handlebars';
import runtime from 'handlebars/runtime.js';
import { OperationError } from '../diagnostic/failure.ts';
import { quoteList } from '../diagnostic/quote-list.ts';
import { shellWord } from '../diagnostic/shell-word.ts';
import { partials as builtInPartials, templates as builtInTemplates } from '../generated/templates.js';
import type { ConfNode } from '../keepalived/conf-tree.ts';
import { confText } from './conf-text.ts';
import { compileOwn } from './own-template.ts';
import { confWord } from './quoting.ts';
import { shortWord, TemplateBudget } from './template-budget.ts';

/** The templates of a project: lvsgen's own, and those that the project puts in their place. */
export interface Templates {
  /**
   * @param file the artifact's name: `keepalived.conf` is rendered by `keepalived.conf.hbs`.
   * @param view flat and total: a template that names what the view lacks is an error.
   * @throws OperationError when a project has templates of its own, and one of them fails.
   */
  render(file: string, view: object): string;
}

/** A project's own template: its file's name without `.hbs`, and its text. */
export interface TemplateSource {
  readonly name: string;
  readonly text: string;
  readonly isPartial: boolean;
}

/**
 * Loads the templates. Handlebars' compiler is only loaded for a project that has templates of its own.
 *
 * @throws OperationError when a project's template is none of Handlebars', or takes no other's place.
 */
export async function loadTemplates(own: readonly TemplateSource[] = []): Promise<Templates> {
  const handlebars = own.length === 0 ? runtime : (await import('handlebars/dist/cjs/handlebars.js')).default;
  const environment = (handlebars as typeof Handlebars).create();
  const budget = own.length === 0 ? undefined : new TemplateBudget();
  budget?.watch(environment);
  const written = (text: string) => budget?.written(text) ?? text;
  const word = budget === undefined ? shellWord : shortWord;
  environment.registerHelper('sh', (value: unknown) => written(word(String(value))));
  environment.registerHelper('conf', (value: unknown) => written(confWord(String(value))));
  environment.registerHelper('conf_blocks', (nodes: readonly ConfNode[]) =>
    written(confText(nodes).trimEnd()),
  );
  const templates = new Map<string, HandlebarsTemplateDelegate>();
  for (const [name, specification] of Object.entries(builtInPartials)) {
    const partial = environment.template(specification);
    environment.registerPartial(name, budget?.counted(partial) ?? partial);
  }
  for (const [name, specification] of Object.entries(builtInTemplates)) {
    templates.set(name, environment.template(specification));
  }
  for (const { name, text, isPartial } of own) {
    if (!isPartial && !templates.has(name)) {
      const known = quoteList([...templates.keys()].map((file) => `${file}.hbs`));
      throw new OperationError(
        `the template "${name}.hbs" would never be used: it has to be one of ${known}`,
      );
    }
    const template = inTemplate(isPartial ? `partials/${name}` : name, () => compileOwn(environment, text));
    if (isPartial) environment.registerPartial(name, budget?.counted(template) ?? template);
    else templates.set(name, template);
  }
  return {
    render(file, view) {
      const template = templates.get(file);
      if (template === undefined) throw new Error(`there is no template for ${file}`);
      return budget === undefined ? template(view) : inTemplate(file, () => budget.written(template(view)));
    },
  };
}

/** What fails in a project's own templates is the project's to mend; in lvsgen's, it is a fault of lvsgen's. */
function inTemplate<Result>(name: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split(/:?\n/);
    throw new OperationError(`the template "${name}.hbs" cannot be used: ${reason}`);
  }
}

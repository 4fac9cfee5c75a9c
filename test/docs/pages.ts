import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** With UPDATE_DOCS=1 what can be generated is written into the pages instead of being compared. */
export const UPDATE = process.env['UPDATE_DOCS'] === '1';

/** The pages for people, by their paths from the root; those of the rules have tests of their own. */
export const PAGES: readonly string[] = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

export const readPage = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  /** Without the fences; ends with a newline. */
  readonly text: string;
  /** Of the text within the page, in UTF-16 code units. */
  readonly offset: number;
  /** Of the opening fence, 1-based. */
  readonly line: number;
  /** The rules of an HTML comment `<!-- lints with: rule, rule -->` before the block. */
  readonly lintsWith: readonly string[];
}

const FENCED = /(?:^<!-- lints with: ([a-z0-9, -]+) -->\n+)?^```([a-z]*)\n((?:.*\n)*?)^```$/gm;

export function blocksOf(page: string): Block[] {
  return [...page.matchAll(FENCED)].map((match) => {
    const [whole, rules = '', language = '', text = ''] = match;
    const offset = match.index + whole.length - text.length - '```'.length;
    const line = page.slice(0, offset).split('\n').length - 1;
    return { language, text, offset, line, lintsWith: rules.split(', ').filter((rule) => rule !== '') };
  });
}

/** The file that a block stands for: its first line is `# clusters/prod/web.yaml`, or `{{!-- templates/x.hbs --}}`. */
export function fileOf({ language, text }: Block): string | undefined {
  if (language === 'handlebars') return /^\{\{!-- (templates\/\S+\.hbs) --\}\}\n/.exec(text)?.[1];
  return language === 'yaml' ? /^# ((?:clusters\/.+|lvsgen)\.ya?ml)\n/.exec(text)?.[1] : undefined;
}

/** Whether a block is a whole definition, and not a piece of one. */
export function isDefinition(block: Block): boolean {
  const file = fileOf(block);
  if (file !== undefined) return file.startsWith('clusters/');
  return block.language === 'yaml' && /^(?:#.*\n)*version: 1\n/.test(block.text);
}

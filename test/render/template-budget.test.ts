import handlebars from 'handlebars/dist/cjs/handlebars.js';
import { expect, test, vi } from 'vitest';
import { TemplateBudget } from '../../src/render/template-budget.ts';
import { loadTemplates, type TemplateSource } from '../../src/render/templates.ts';

const partial = (name: string, text: string): TemplateSource => ({ name, text, isPartial: true });
const script = (text: string): TemplateSource => ({ name: 'lvs_nat.sh', text, isPartial: false });
const SPENT =
  'the template "lvs_nat.sh.hbs" cannot be used: it takes more turns, or writes more, than any project needs';

/** Each uses the next one twice. */
const doubling = (count: number, last: string): TemplateSource[] =>
  Array.from({ length: count }, (_, at) =>
    partial(`p${at}`, at === count - 1 ? last : `{{> p${at + 1}}}{{> p${at + 1}}}`),
  );

test('partials that double end', async () => {
  const templates = await loadTemplates([script('{{> p0}}'), ...doubling(60, 'x')]);
  expect(() => templates.render('lvs_nat.sh', {})).toThrow(SPENT);
});

test('text that doubles ends before it fills the memory', async () => {
  const templates = await loadTemplates([script('{{> p0}}'), ...doubling(24, 'x'.repeat(1000))]);
  expect(() => templates.render('lvs_nat.sh', {})).toThrow(SPENT);
});

test('loops in loops end', async () => {
  const loops = '{{#each @root.items}}'.repeat(9) + '{{/each}}'.repeat(9);
  const templates = await loadTemplates([script(loops)]);
  const items = Array.from({ length: 50 }, (_, at) => at);
  expect(() => templates.render('lvs_nat.sh', { items })).toThrow(SPENT);
});

test('a partial that uses itself ends', async () => {
  const templates = await loadTemplates([script('{{> p}}'), partial('p', '{{> p}}')]);
  expect(() => templates.render('lvs_nat.sh', {})).toThrow(
    /^the template "lvs_nat\.sh\.hbs" cannot be used: /,
  );
});

test('what counts is that of all files together', async () => {
  const budget = new TemplateBudget({ steps: 3, characters: 10 });
  const counted = budget.counted(() => 'abcd');
  expect([counted({}), counted({})]).toEqual(['abcd', 'abcd']);
  expect(() => counted({})).toThrow('it takes more turns, or writes more, than any project needs');
});

test('loops and partials are as they were', async () => {
  const text = '{{#each items}}{{@index}}{{#if @last}}!{{/if}}{{> p of=this}}{{else}}none{{/each}}';
  const templates = await loadTemplates([script(text), partial('p', '<{{of}}>')]);
  expect(templates.render('lvs_nat.sh', { items: ['a', 'b'] })).toBe('0<a>1!<b>');
  expect(templates.render('lvs_nat.sh', { items: [] })).toBe('none');
});

const refusal = (text: string) =>
  loadTemplates([script(text)]).then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
const REFUSED = 'the template "lvs_nat.sh.hbs" cannot be used: ';

test.each([
  ['an inline partial', 'a\n {{#*inline "p0"}}{{> p1}}{{> p1}}{{/inline}}{{> p0}}', '2:1'],
  ['an inline partial in a block', '{{#if a}}{{~#*inline "p"}}{{/inline}}{{/if}}', '1:9'],
  ['a decorator', '{{* p}}', '1:0'],
  ['a partial with a block', '{{#> p}}{{> @partial-block}}{{/p}}', '1:0'],
])('%s is refused, since nothing counts it', async (_, text, place) => {
  expect(await refusal(text)).toBe(
    `${REFUSED}a partial has to be a file in partials/, and cannot be given a block - ${place}`,
  );
});

test('quotes that double end', async () => {
  const templates = await loadTemplates([script(`{{${'sh (sh ('.repeat(20)}sh "'"${'))'.repeat(20)}}}`)]);
  expect(() => templates.render('lvs_nat.sh', {})).toThrow(
    `${REFUSED}{{sh}} takes at most 131072 characters, as many as Linux takes of an argument`,
  );
});

test('lines that are indented count', () => {
  const indented = (limits: object) => () =>
    new TemplateBudget(limits).counted(() => 'a\nb\n')({}, { indent: '  ' } as object);
  expect(indented({ steps: 4, characters: 10 })).not.toThrow();
  for (const limits of [{ steps: 3 }, { characters: 9 }])
    expect(indented(limits)).toThrow('it takes more turns, or writes more, than any project needs');
});

test('what the helpers and the turns of loops write counts', async () => {
  const write = vi.spyOn(TemplateBudget.prototype, 'written');
  const text = '{{sh a}}{{conf b}}{{conf_blocks blocks}}{{#each items}}<{{this}}>{{/each}}';
  const templates = await loadTemplates([script(text)]);
  templates.render('lvs_nat.sh', { a: 1, b: 2, blocks: [{ keyword: 'x', words: [] }], items: [3, 4] });
  expect(write.mock.calls).toEqual([["'1'"], ['2'], ['x'], ['<3>'], ['<4>'], ["'1'2x<3><4>"]]);
  write.mockRestore();
});

const sh = (count: number) => `{{sh ${'(sh '.repeat(count)}"a"${')'.repeat(count)}}}`;
const nested = (open: string, close: string, count: number) => open.repeat(count) + close.repeat(count);

test.each([
  ['blocks', nested('{{#if true}}', '{{/if}}', 64), nested('{{#if true}}', '{{/if}}', 65)],
  ['other blocks', nested('{{^if true}}', '{{/if}}', 64), nested('{{^if true}}', '{{/if}}', 65)],
  ['expressions', sh(64), sh(65)],
  ['else', `{{#if a}}${'{{else if a}}'.repeat(63)}{{/if}}`, `{{#if a}}${'{{else if a}}'.repeat(64)}{{/if}}`],
])('%s are at most 64 levels deep', async (_, most, more) => {
  expect(await refusal(most)).toBe('none');
  expect(await refusal(more)).toMatch(
    new RegExp(`^${REFUSED}more than 64 blocks and expressions are in each other - 1:\\d+$`),
  );
});

test('what is closed is not nested, whatever stands in comments and strings', async () => {
  const closed =
    '{{#if a}}{{else if b}}{{sh (sh "(")}}{{!-- {{#if}} --}}{{/if}}{{{{if a}}}} {{#if}} {{{{/if}}}}(';
  expect(await refusal(closed.repeat(100))).toBe('none');
  expect(await refusal(nested('{{#if true}}{{!-- {{/if}} --}}{{sh ")"}})', '{{/if}}', 65))).toContain(
    '64 blocks',
  );
});

test('a template has at most 20,000 braces, names and texts', async () => {
  expect(await refusal('{{modules}}\n'.repeat(4999))).toBe('none');
  expect(await refusal('{{modules}}\n'.repeat(5001))).toBe(
    `${REFUSED}it has more than 20000 braces, names and texts - 5001:0`,
  );
});

test('a template is parsed once', async () => {
  const parse = vi.spyOn((handlebars as unknown as { Parser: { parse(): unknown } }).Parser, 'parse');
  const templates = await loadTemplates([script('{{> p}}'), partial('p', 'a')]);
  expect(templates.render('lvs_nat.sh', {}) + templates.render('lvs_nat.sh', {})).toBe('aa');
  expect(parse).toHaveBeenCalledTimes(2);
  parse.mockRestore();
});

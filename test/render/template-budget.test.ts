import { expect, test } from 'vitest';
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

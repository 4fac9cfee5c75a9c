import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lvsgen } from '../support/command.ts';
import { ROOT, readPage, UPDATE } from './pages.ts';

const PAGE = 'docs/commands.md';

function help(...command: string[]): string {
  const { stdout, status } = lvsgen([...command, '--help']);
  expect(status).toBe(0);
  return stdout;
}

function section(heading: string, text: string): string {
  return `## ${heading}\n\n\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`;
}

test(`${PAGE} has the help of every command`, () => {
  const overview = help();
  const [, list = ''] = /^Commands:\n((?: {2}.*\n)+)/m.exec(overview) ?? [];
  const commands = [...list.matchAll(/^ {2}([a-z]+)/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
  expect(commands).toContain('lint');
  const page = [
    '# Commands\n',
    'What `lvsgen COMMAND --help` prints. A test keeps this page fresh: `UPDATE_DOCS=1 npx vitest run test/docs` writes it.\n',
    section('lvsgen', overview),
    ...commands.map((name) => section(`lvsgen ${name}`, help(name))),
  ].join('\n');
  if (UPDATE) writeFileSync(join(ROOT, PAGE), page);
  else expect(readPage(PAGE)).toBe(page);
});

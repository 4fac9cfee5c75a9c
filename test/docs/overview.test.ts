import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lvsgen } from '../support/command.ts';
import { ROOT, readPage } from './pages.ts';

/** The picture shows the shop as it would be with the API's VIP, and what is rendered with its own. */
const SHOP = 'clusters/prod/shop.yaml';
const OWN = '10.20.0.101';
const OTHER = '10.20.0.100';

const picture = readPage('docs/overview.svg');
const project = mkdtempSync(join(tmpdir(), 'lvsgen-overview-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));
cpSync(join(ROOT, 'clusters/prod'), join(project, 'clusters/prod'), { recursive: true });

/** The lines of a panel as they are drawn; an empty line is drawn as nothing. */
function panel(id: string): string[] {
  const body = picture.split(`id="${id}">`)[1]?.split('</g>')[0] ?? '';
  return [...body.matchAll(/<text x="\d+" y="\d+">(.*)<\/text>/g)].map(([, text = '']) =>
    text
      .replace(/<[^>]+>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  );
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

test('the artifact is the one that is rendered', () => {
  lvsgen(['render'], { cwd: project });
  const conf = linesOf(readFileSync(join(project, 'artifacts/prod/app-lvs2/keepalived.conf'), 'utf8'));
  const lines = panel('artifact');
  expect(lines.length).toBeGreaterThan(20);
  expect(conf).toEqual(expect.arrayContaining(lines));
});

test('the definition and the finding are what lvsgen reads and says', () => {
  const text = readFileSync(join(project, SHOP), 'utf8').replaceAll(OWN, OTHER);
  writeFileSync(join(project, SHOP), text);
  expect(panel('definition').length).toBeGreaterThan(5);
  expect(linesOf(text)).toEqual(expect.arrayContaining(panel('definition')));
  expect(panel('finding')).toEqual(linesOf(lvsgen(['lint', SHOP], { cwd: project }).stdout));
});

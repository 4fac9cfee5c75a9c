import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { PAGES, ROOT, readPage } from './pages.ts';

const RULES = readdirSync(join(ROOT, 'docs/rules')).map((name) => `docs/rules/${name}`);

/** Fenced blocks and code in a line hold no links. */
const withoutCode = (text: string) => text.replace(/^```(?:.*\n)*?^```$/gm, '').replace(/`[^`\n]*`/g, 'code');

/** As GitHub names the headings of a page. */
function anchorsOf(page: string): Set<string> {
  const text = readPage(page).replace(/^```(?:.*\n)*?^```$/gm, '');
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(headings.map(slug));
}

const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');

test.each([...PAGES, ...RULES])('every link of %s leads somewhere', (page) => {
  const text = withoutCode(readPage(page));
  const links = [...text.matchAll(/\]\(([^()\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, inline, attribute]) => inline ?? attribute ?? '')
    .filter((link) => !/^[a-z]+:/.test(link));
  const dead = links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : normalize(join(dirname(page), path));
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(target).has(anchor);
  });
  expect(dead).toEqual([]);
});

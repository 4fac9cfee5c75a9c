import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { partOf } from '../../src/keepalived/parts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['test/lab/wide', 'test/lab/architectures', 'clusters/examples', 'clusters/prod'];

/** All places of the schema: `PART.WORD`. */
function placesOf(part: string, seen = new Set<string>()): Set<string> {
  if (seen.has(`${part}.`)) return seen;
  seen.add(`${part}.`);
  for (const [key, { part: inner }] of partOf(part).properties) {
    seen.add(`${part}.${key}`);
    if (inner !== undefined) placesOf(inner, seen);
  }
  return seen;
}

/** Those that a definition says. */
function saidBy(part: string, item: unknown, said: Set<string>): void {
  if (typeof item !== 'object' || item === null) return;
  if (Array.isArray(item)) {
    for (const one of item) saidBy(part, one, said);
    return;
  }
  const { properties } = partOf(part);
  const known = new Map(properties);
  const keys = Object.keys(item);
  if (keys.length > 0 && !keys.some((key) => known.has(key))) {
    // Parts by name.
    for (const one of Object.values(item)) saidBy(part, one, said);
    return;
  }
  for (const [key, value] of Object.entries(item)) {
    const property = known.get(key);
    if (property === undefined || value === false) continue;
    said.add(`${part}.${key}`);
    if (property.part !== undefined) saidBy(property.part, value, said);
  }
}

test('x', () => {
  const said = new Set<string>();
  for (const folder of FOLDERS)
    for (const name of readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.yaml'))
        saidBy('cluster', parse(readFileSync(`${root}/${folder}/${name}`, 'utf8'), { merge: true }), said);
  const all = [...placesOf('cluster')].filter((place) => !place.endsWith('.'));
  console.log(all.length, all.filter((place) => said.has(place)).length);
  console.log(all.filter((place) => !said.has(place)).join('\n'));
  expect(1).toBe(1);
});

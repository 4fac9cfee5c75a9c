import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compareText } from '../../../src/diagnostic/finding.ts';
import type { Name, Slip } from './slips.ts';

const NAMES: readonly Name[] = ['api', 'edge', 'shop', 'tour', 'web'];

/** The good definitions, by their names. */
export const definitions: ReadonlyMap<string, string> = new Map(
  NAMES.map((name) => [
    name,
    readFileSync(fileURLToPath(new URL(`definitions/${name}.yaml`, import.meta.url)), 'utf8'),
  ]),
);

export const fileOf = (name: string): string => `clusters/prod/${name}.yaml`;

/** The good definitions with slips, each applied to what the ones before it have left. */
export function withSlips(...slips: readonly Slip[]): Record<string, string> {
  const texts = new Map(definitions);
  for (const { from, file, apply } of slips) texts.set(file, apply(texts.get(from) ?? ''));
  const names = [...texts.keys()].sort(compareText);
  return Object.fromEntries(names.map((name) => [fileOf(name), texts.get(name) ?? '']));
}

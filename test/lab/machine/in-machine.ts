import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { CheckResult } from '../../../src/lab/checks/run-checks.ts';
import type { LabRun } from '../../../src/lab/laboratory.ts';
import { lvsgen, project } from '../../support/command.ts';
import { requirePrograms } from '../../support/programs.ts';

/** What a laboratory needs of this machine. */
export const canRun = requirePrograms([
  'qemu-system-x86_64',
  'depmod',
  'keepalived',
  'ipvsadm',
  'nft',
  'arping',
  'Net::SSLeay',
]);

/** `LABORATORIES=all` builds all laboratories, also those that take the longest, ten minutes more: CI has no time for them. */
export const isAll = process.env['LABORATORIES'] === 'all';

/** The checks that all clusters with an answer pass, at the beginning and in the middle. */
export const BEGINNING = ['applies-cleanly', 'kernel-holds-definition'];
export const TRAFFIC = ['answers', 'replies-take-their-way', 'applies-again'];
/** What a pair of directors with health checks passes between, up to the return of its VIPs. */
export const PAIR = [
  'checks-succeed',
  ...TRAFFIC,
  'loses-a-real-server',
  'loses-a-silent-host',
  'fails-over',
];

export interface Outcome {
  readonly status: number | null;
  readonly stderr: string;
  readonly runs: readonly LabRun[];
}

/** Gets the kernel, for `beforeAll`. */
export function prepare(): void {
  const { status, stderr } = lvsgen(['lab', '--prepare'], { seconds: 1800 });
  if (status !== 0) throw new Error(stderr);
}

/** Runs the laboratory of a definition that is a file, in a project of its own. */
export function runDefinition(file: string, ...options: readonly string[]): Outcome {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const root = project({ 'lvsgen.yaml': '', [`clusters/lab/${name}`]: readFileSync(file, 'utf8') });
  return runIn(root, ...options);
}

/** Runs the laboratories of definitions in a folder. */
export function runIn(cwd: string, ...args: readonly string[]): Outcome {
  const { status, stdout, stderr } = lvsgen(['lab', '--format', 'json', ...args], { cwd, seconds: 1800 });
  const { labs } = (stdout === '' ? { labs: [] } : JSON.parse(stdout)) as { labs: readonly LabRun[] };
  for (const { definitions, seconds } of labs) console.log(`${definitions.join(', ')}: ${seconds} s`);
  return { status, stderr, runs: labs };
}

/** Runs the laboratory of a definition in test/lab/wide/, which has to pass these checks between the first ones and the last two. */
export function expectAllOf(name: string, checks: readonly string[]): void {
  const outcome = runDefinition(fileURLToPath(new URL(`../wide/${name}`, import.meta.url)));
  expect(reasonsOf(outcome)).toEqual([]);
  expect(outcome.status, outcome.stderr).toBe(0);
  expect(checksThat(outcome, 'passed')).toEqual([
    ...BEGINNING,
    ...checks,
    'stops-without-trace',
    'comes-back-after-reboot',
  ]);
}

/** The names of the checks with an outcome, and of failed ones the reasons. */
export function checksThat({ runs }: Outcome, outcome: CheckResult['outcome']): string[] {
  return runs.flatMap(({ checks }) =>
    checks.filter((check) => check.outcome === outcome).map(({ id }) => id),
  );
}

/** What was seen where checks failed, by its title. */
export function evidenceOf({ runs }: Outcome): Record<string, readonly string[]> {
  const all = runs.flatMap(({ checks }) => checks.flatMap(({ evidence }) => evidence));
  return Object.fromEntries(all.map(({ title, lines }) => [title, lines]));
}

export function reasonsOf({ runs }: Outcome): string[] {
  return runs.flatMap(({ checks }) => checks.flatMap(({ reasons }) => [...reasons]));
}

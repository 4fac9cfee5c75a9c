import type { Finding, Range } from '../../src/diagnostic/finding.ts';
import { analyse } from '../../src/pipeline.ts';
import { readSettings } from '../../src/settings.ts';

/** A finding as tests write it down: every place with the characters that it names. */
export interface FoundProblem {
  severity: string;
  message: string;
  hint?: string;
  at: string;
  related?: string[];
}

/** Lints definitions, by their paths, and gives all findings. */
export async function lintAll(files: Record<string, string>, settings?: string): Promise<Finding[]> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const project = settings === undefined ? undefined : { file: 'lvsgen.yaml', bytes: encode(settings) };
  const read = await readSettings(project);
  const inputs = Object.entries(files).map(([file, text]) => ({ file, bytes: encode(text) }));
  const { findings } = await analyse(inputs, read.settings, '2026-11-23');
  return [...read.findings, ...findings];
}

/**
 * The findings of one rule, each with `at` as `file:line:column-line:column «characters»`. `related` and `hint` are
 * left out where a finding has none. One definition alone stands at `clusters/prod/<its name>.yaml`.
 */
export async function lint(
  rule: string,
  input: string | Record<string, string>,
  settings?: string,
): Promise<FoundProblem[]> {
  const files = typeof input === 'string' ? { [`clusters/prod/${nameOf(input)}.yaml`]: input } : input;
  const findings = await lintAll(files, settings);
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ severity, message, hint, file, range, related }) => ({
      severity,
      message,
      ...(hint === undefined ? {} : { hint }),
      at: place(files, file, range),
      ...(related.length === 0
        ? {}
        : { related: related.map((other) => `${place(files, other.file, other.range)} ${other.message}`) }),
    }));
}

/** Findings as text for people, sorted by place: `warning vip-outside-subnets 12:10-12:22 «192.0.2.1»: message`, then the hint. */
export function findingLines(files: Record<string, string>, findings: readonly Finding[]): string {
  if (findings.length === 0) return 'no findings\n';
  return findings
    .map(({ severity, rule, file, range, message, hint, related }) =>
      [
        `${severity} ${rule} ${place(files, file, range)}`,
        `  ${message}`,
        ...(hint === undefined ? [] : [`  help: ${hint}`]),
        ...related.map((other) => `  see ${place(files, other.file, other.range)} ${other.message}`),
      ]
        .map((line) => `${line}\n`)
        .join(''),
    )
    .join('');
}

function nameOf(text: string): string {
  return /^name: (\S+)$/m.exec(text)?.[1] ?? 'cluster';
}

function place(files: Record<string, string>, file: string, { start, end }: Range): string {
  const lines = (files[file] ?? '').split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, end.column - 1);
  lines[0] = (lines[0] ?? '').slice(start.column - 1);
  return `${file}:${start.line}:${start.column}-${end.line}:${end.column} «${lines.join('\n')}»`;
}

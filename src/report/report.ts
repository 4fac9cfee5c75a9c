import type { Finding } from '../diagnostic/finding.ts';

/** What a report may know beside the findings. */
export interface ReportContext {
  /** How many definitions were looked at. */
  readonly files: number;
  /** The text of a definition as it was read, or nothing if it could not be. */
  sourceOf(file: string): string | undefined;
  /** Whether the text may be coloured; only `pretty` does. */
  readonly color: boolean;
  /** Columns of the terminal; nothing where there is none. */
  readonly width?: number;
  ruleInfo(rule: string): RuleInfo | undefined;
  /** The version of lvsgen. */
  readonly version: string;
}

export interface RuleInfo {
  readonly summary: string;
  readonly helpUri?: string;
}

/** Findings, in the order of `compareFindings`, to text. Pure: the same input gives the same bytes. */
export type Report = (findings: readonly Finding[], context: ReportContext) => string;

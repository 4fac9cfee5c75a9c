/** A step in the route to a place in a definition: a mapping's key or a list's index (0-based). */
export type Path = readonly (string | number)[];

/**
 * A symbolic place in a definition. Rules name places this way and never see offsets;
 * `load/` is the only owner of those.
 */
export interface Location {
  /** The definition, relative to the project root, with `/`. */
  readonly file: string;
  readonly path: Path;
  /** Whether the key itself is meant, or what stands behind it. */
  readonly part: 'key' | 'value';
  /** A part of a scalar, in UTF-16 code units of its text: start, and end exclusive. */
  readonly slice?: readonly [start: number, end: number];
}

/** 1-based, columns in UTF-16 code units, as editors and the Language Server Protocol count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** From the worst down. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A second place that has to do with a finding, such as the other one of two that collide. */
export interface Related {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

/** What lvsgen has to say about a place in a file. Problems of YAML, of shape and of meaning are all one. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The fact: lower case, no final stop, the offending value quoted. */
  readonly message: string;
  /** The advice. */
  readonly hint?: string;
  readonly file: string;
  readonly range: Range;
  readonly related: readonly Related[];
}

/** Whether `severity` is as bad as `threshold`, or worse. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** The order of every report: by file, place, rule and message, so that equal definitions give equal bytes. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** By code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

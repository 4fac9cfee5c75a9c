import type { Lab } from '../world/lab.ts';
import type { HostState } from '../world/state.ts';

/** What a check says: why it holds, what is wrong and by which signs, or why it was not made. */
export type Verdict =
  | { readonly outcome: 'passed'; readonly detail: string }
  | {
      readonly outcome: 'failed';
      readonly reasons: readonly string[];
      readonly evidence: readonly Evidence[];
    }
  | { readonly outcome: 'skipped'; readonly detail: string };

/** What was seen, for a person: a table, addresses, a log. */
export interface Evidence {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What earlier checks leave to later ones. */
export interface Findings {
  /** Each host's state before anything was applied. */
  readonly before: Map<string, HostState>;
  /** When everything had been applied, in seconds of the machine's clock. */
  readonly appliedAt: { time: number };
  /** What became of the connections that were open while masters went and returned. */
  readonly connections: { readonly faults: string[]; readonly seen: string[] };
}

/** A claim about a laboratory. They are made one after the other, and each leaves the hosts as the next expects them. */
export interface Check {
  /** Kebab-case, stable: tests and reports name it. */
  readonly id: string;
  /** What holds when it passes, as a sentence without its stop. */
  readonly title: string;
  /** The checks without which this one says nothing. */
  readonly needs: readonly string[];
  readonly run: (lab: Lab, findings: Findings) => Promise<Verdict>;
}

export const passed = (detail: string): Verdict => ({ outcome: 'passed', detail });
export const skipped = (detail: string): Verdict => ({ outcome: 'skipped', detail });
export const failed = (reasons: readonly string[], evidence: readonly Evidence[] = []): Verdict => ({
  outcome: 'failed',
  reasons,
  evidence,
});

/** Passed without a reason against it. */
export function verdict(
  reasons: readonly string[],
  detail: string,
  evidence: readonly Evidence[] = [],
): Verdict {
  return reasons.length === 0 ? passed(detail) : failed(reasons, evidence);
}

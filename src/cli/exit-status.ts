/** The exit statuses of every command: stable from the first release. The severity is never encoded. */
export const EXIT = {
  /** Nothing to report. */
  ok: 0,
  /** Findings at or above the threshold, stale artifacts, or differences where they were asked for. */
  found: 1,
  /** Wrong usage. */
  usage: 2,
  /** The work could not be done: I/O, git, an internal fault. */
  failed: 3,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

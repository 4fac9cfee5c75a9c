/** Wrong usage: an unknown path, option or rule. The command exits with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The work could not be done (I/O, git). The command exits with 3. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
  /** What was seen, line by line: the end of a console. */
  readonly seen: readonly string[];

  constructor(message: string, seen: readonly string[] = []) {
    super(message);
    this.seen = seen;
  }
}

/** Whether an error is one of these. By its name: what is loaded on demand is a bundle with classes of its own. */
export function isFailure(error: unknown): error is UsageError | OperationError {
  return error instanceof Error && (error.name === 'UsageError' || error.name === 'OperationError');
}

/** Wrong usage: an unknown path, option or rule. The command exits with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The work could not be done (I/O, git). The command exits with 3. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
}

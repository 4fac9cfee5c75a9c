import { OperationError } from './failure.ts';

/** The reason of a failed system call in words: `EACCES: permission denied`. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(', ')[0] ?? message;
}

/** An error of the system as one that users can act on; a fault of our own as it is. */
export function asFailure(error: unknown, what: string): unknown {
  return error instanceof Error && 'syscall' in error
    ? new OperationError(`${what}: ${reasonOf(error)}`)
    : error;
}

/** Does what the system may refuse. @throws OperationError that says `what` could not be done, and why. */
export function attempt<Result>(what: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw asFailure(error, what);
  }
}

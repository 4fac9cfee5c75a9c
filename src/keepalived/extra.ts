import { OperationError } from '../diagnostic/failure.ts';
import type { ConfNode } from './conf-tree.ts';
import { readLines } from './read-lines.ts';

/** The comment above them. */
export const EXTRA = 'extra';

/**
 * The lines that somebody wants in a block as they are, under a comment that says so.
 *
 * @param block as {@link readLines} takes it.
 * @throws OperationError for lines with a fault, which `invalid-raw-lines` finds: they could break the whole file.
 */
export function extraNodes(options: Readonly<Record<string, unknown>>, block: string): ConfNode[] {
  const { extra } = options;
  if (typeof extra !== 'string') return [];
  const { nodes, problems } = readLines(extra, block);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new OperationError(`extra lines of ${block}, line ${problem.line + 1}: ${problem.message}`);
  }
  return nodes.map((node) => ({ ...node, comment: EXTRA }));
}

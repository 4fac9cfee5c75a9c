import type { Path, Range } from '../../src/diagnostic/finding.ts';
import { type LoadedDefinition, loadDefinition } from '../../src/load/definition-file.ts';
import type { YamlProblem } from '../../src/load/source-node.ts';

export const FILE = 'clusters/web.yaml';

/** Loads text or bytes as the pipeline does. */
export async function load(content: string | Uint8Array): Promise<LoadedDefinition> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return loadDefinition({ file: FILE, bytes });
}

/** `1:2-3:4`: lines and columns, 1-based, the end exclusive. */
export function showRange({ start, end }: Range): string {
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

/** All problems, one line each: `1:2-3:4 message (related at 5:6-7:8)`. */
export function showProblems(definition: LoadedDefinition): string[] {
  const { fileProblem, problems, suppressionProblems } = definition;
  return [...(fileProblem === undefined ? [] : [fileProblem]), ...problems, ...suppressionProblems].map(
    (problem) => showProblem(definition, problem),
  );
}

function showProblem({ lines }: LoadedDefinition, { message, start, end, related }: YamlProblem): string {
  const at = showRange(lines.range(start, end));
  if (related === undefined) return `${at} ${message}`;
  return `${at} ${message} (${related.message} ${showRange(lines.range(related.start, related.end))})`;
}

/** The problems of a text, see {@link showProblems}. */
export async function problemsOf(content: string | Uint8Array): Promise<string[]> {
  return showProblems(await load(content));
}

/** Where a key or value stands, and what stands there. */
export function placeOf(
  definition: LoadedDefinition,
  path: Path,
  part: 'key' | 'value' = 'value',
  slice?: readonly [number, number],
): string {
  const range = definition.resolve({ file: FILE, path, part, ...(slice === undefined ? {} : { slice }) });
  return `${showRange(range)} ${JSON.stringify(textAt(definition.text, range))}`;
}

/** Written apart from the code under test: splits lines, and counts. */
function textAt(text: string, { start, end }: Range): string {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  const offset = ({ line, column }: Range['start']) => (starts[line - 1] as number) + column - 1;
  return text.slice(offset(start), offset(end));
}

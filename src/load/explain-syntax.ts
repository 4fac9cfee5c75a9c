import type * as yaml from 'yaml';
import { conflictMarkers } from './conflict-markers.ts';
import { describeComplaint, isClear, type SyntaxFault, TAB } from './describe-complaint.ts';
import { describeError } from './describe-syntax.ts';
import { parseYaml, type SyntaxComplaint } from './parse-yaml.ts';
import { LineIndex } from './source-map.ts';
import type { YamlProblem } from './source-node.ts';
import { topLevelParts } from './top-level-parts.ts';

/** Of a larger text only js-yaml's complaint is told: `yaml` takes up to 10 µs for each character of broken text. */
const MAX_EXPLAINED = 128 * 1024;
const MAX_EXPLANATIONS = 20;

/**
 * Says for an operator why a text is no YAML, with the help of `yaml`, which goes on after an error and knows more of
 * it than js-yaml. Of each part of the outermost mapping that is no YAML by itself only the first fault is told: the rest
 * mostly follows from it, and what does not is found once that one is mended. At least one, at most 20.
 *
 * @param fallback js-yaml's complaint, told when `yaml` has none, or fails, or the text is large.
 */
export async function explainSyntax(
  text: string,
  fallback: SyntaxComplaint,
): Promise<readonly YamlProblem[]> {
  const markers = conflictMarkers(text);
  if (markers.length > 0) return markers;
  if (text.length > MAX_EXPLAINED || isClear(fallback.message))
    return [toProblem(text, describeComplaint(text, fallback))];
  const whole = await faultsOf(text, fallback);
  const faults: SyntaxFault[] = [];
  for (const part of topLevelParts(text)) {
    const alone = FIRST_KEY + text.slice(part.start, part.end);
    const complaint = parseYaml(alone).syntaxError;
    if (complaint === undefined) continue;
    // The parser was not lost yet when it came to the first one.
    const found =
      (faults.length === 0
        ? whole.find(({ start }) => start >= part.start && start < part.end)
        : undefined) ?? moved((await faultsOf(alone, complaint))[0], part.start - FIRST_KEY.length);
    if (found !== undefined) faults.push(found);
    if (faults.length >= MAX_EXPLANATIONS) break;
  }
  if (faults.length === 0) faults.push(...whole.slice(0, 1));
  return withoutRepeats(text, faults).map((fault) => toProblem(text, fault));
}

/** Before a part that is looked at alone, so that it has to be a mapping. */
const FIRST_KEY = '_: 0\n';

function moved(fault: SyntaxFault | undefined, by: number): SyntaxFault | undefined {
  if (fault === undefined) return undefined;
  const { start, end, related } = fault;
  return {
    ...fault,
    start: start + by,
    end: end + by,
    ...(related === undefined
      ? {}
      : { related: { ...related, start: related.start + by, end: related.end + by } }),
  };
}

/** Who indents with tabs does so in many lines, and has to be told once. */
function withoutRepeats(text: string, faults: readonly SyntaxFault[]): SyntaxFault[] {
  const first = faults.findIndex(({ message }) => message === TAB.message);
  const lines = first < 0 ? 0 : (text.match(/^ *\t[ \t]*[^\s#]/gm) ?? []).length;
  const hint = lines > 1 ? `${TAB.hint}: ${lines} lines have tabs` : TAB.hint;
  return faults.flatMap((fault, index) => {
    if (fault.message !== TAB.message) return [fault];
    return index === first ? [{ ...fault, hint }] : [];
  });
}

/** All that can be said of a text, in its order: at most one fault for each line. */
async function faultsOf(text: string, complaint: SyntaxComplaint): Promise<SyntaxFault[]> {
  const own = describeComplaint(text, complaint);
  // js-yaml stops at the very item; `yaml` takes it for part of the one before.
  const known = complaint.message.startsWith('missed comma') ? [own] : [];
  const faults = [...known, ...(await explanationsOf(text, known[0]?.start))];
  return faults.length === 0 ? [own] : faults.sort((a, b) => a.start - b.start);
}

/** @param known the offset of an error that is told already. */
async function explanationsOf(text: string, known: number | undefined): Promise<SyntaxFault[]> {
  const parser = await import('yaml');
  const faults: SyntaxFault[] = [];
  const lines = new LineIndex(text);
  const told = new Set(known === undefined ? [] : [lines.position(known).line]);
  try {
    // `yaml` does not take a lone CR for the end of a line, as YAML does; the offsets stay.
    const documents = parser.parseAllDocuments(text.replace(/\r(?!\n)/g, '\n'), {
      prettyErrors: false,
      stringKeys: true,
      uniqueKeys: false,
    });
    for (const document of documents) {
      const unclosed = document.errors.length === 0 ? [] : unclosedPlaces(parser, document, text);
      for (const { code, message, pos } of document.errors) {
        const { line } = lines.position(pos[0]);
        if (code === 'NON_STRING_KEY' || told.has(line)) continue;
        told.add(line);
        const fault = describeError(text, { code, message, start: pos[0], end: pos[1] }, unclosed);
        faults.push(fault);
        // All that is said of the text after that follows from it.
        if (fault.isLast || faults.length >= MAX_EXPLANATIONS) return faults;
      }
    }
  } catch {
    // Its recursion overflows on what it cannot read; js-yaml's complaint is still there.
  }
  return faults;
}

/** Offsets of brackets and quotes that are never closed: `yaml` names the place where it gave up instead. */
function unclosedPlaces(parser: typeof yaml, document: yaml.Document.Parsed, text: string): number[] {
  const places: number[] = [];
  const look = (node: yaml.ParsedNode, closers: string) => {
    const [start, end] = node.range;
    if (end - start < 2 || !closers.includes(text[end - 1] as string)) places.push(start);
  };
  parser.visit(document, {
    Collection: (_, node) => {
      if (node.flow === true && node.range) look(node as yaml.ParsedNode, parser.isMap(node) ? '}' : ']');
    },
    Scalar: (_, node) => {
      if (!node.range) return;
      if (node.type === 'QUOTE_DOUBLE') look(node as yaml.ParsedNode, '"');
      if (node.type === 'QUOTE_SINGLE') look(node as yaml.ParsedNode, "'");
    },
  });
  return places;
}

/** Shows at least one character: behind the end of the text, the last one that can be seen. */
function toProblem(text: string, { message, hint, start, end, related }: SyntaxFault): YamlProblem {
  const seen = text.trimEnd().length;
  const isBehind = start >= seen;
  const from = isBehind ? Math.max(seen - 1, 0) : start;
  const to = isBehind ? seen : Math.min(Math.max(end, from + 1), text.length);
  return {
    message,
    ...(hint === undefined ? {} : { hint }),
    start: from,
    end: to,
    ...(related === undefined ? {} : { related }),
  };
}

import type * as yaml from 'yaml';
import { conflictMarkers } from './conflict-markers.ts';
import { describeComplaint, isClear, type SyntaxFault } from './describe-complaint.ts';
import { describeError } from './describe-syntax.ts';
import type { SyntaxComplaint } from './parse-yaml.ts';
import { LineIndex } from './source-map.ts';
import type { YamlProblem } from './source-node.ts';

/** Of a larger text only js-yaml's complaint is told: `yaml` takes up to 10 µs for each character of broken text. */
const MAX_EXPLAINED = 128 * 1024;
const MAX_EXPLANATIONS = 20;

/**
 * Says for an operator why a text is no YAML, with the help of `yaml`, which goes on after an error and knows more of
 * it than js-yaml. At most one problem per line, as the later ones follow from the first; at least one, at most 20.
 *
 * @param fallback js-yaml's complaint, told when `yaml` has none, or fails, or the text is large.
 */
export async function explainSyntax(
  text: string,
  fallback: SyntaxComplaint,
): Promise<readonly YamlProblem[]> {
  const markers = conflictMarkers(text);
  if (markers.length > 0) return markers;
  const own = toProblem(text, describeComplaint(text, fallback));
  if (text.length > MAX_EXPLAINED || isClear(fallback.message)) return [own];
  const problems: YamlProblem[] = [];
  // js-yaml stops at the very item; `yaml` takes it for part of the one before.
  if (fallback.message.startsWith('missed comma')) problems.push(own);
  for (const fault of await faultsOf(text, problems[0]?.start)) {
    if (problems.length < MAX_EXPLANATIONS) problems.push(toProblem(text, fault));
  }
  return problems.length === 0 ? [own] : problems.sort((a, b) => a.start - b.start);
}

/** @param known the offset of an error that is told already. */
async function faultsOf(text: string, known: number | undefined): Promise<SyntaxFault[]> {
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

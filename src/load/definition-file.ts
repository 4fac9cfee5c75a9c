import type { Location, Range } from '../diagnostic/finding.ts';
import { conflictMarkers } from './conflict-markers.ts';
import { explainSyntax } from './explain-syntax.ts';
import { type ParsedYaml, parseYaml } from './parse-yaml.ts';
import { likelySecrets, masked } from './secrets.ts';
import { LineIndex, offsetsOf } from './source-map.ts';
import { dataOf, type MapNode, type SourceNode, type YamlProblem } from './source-node.ts';
import { readSuppressions, type Suppression } from './suppressions.ts';
import { characterName, decodeUtf8, unseenCharacters } from './text.ts';

/** A definition as it was read, or why it could not be. `file` is relative to the project root, with `/`. */
export type DefinitionFile =
  | { readonly file: string; readonly bytes: Uint8Array }
  | { readonly file: string; readonly problem: string; readonly hint?: string };

export interface LoadedDefinition {
  readonly file: string;
  /** As far as it can be shown; without a byte order mark. */
  readonly text: string;
  /** {@link text} for reports: with `*` in place of passwords. */
  readonly shownText: string;
  /** Of {@link text}; built when first asked for. */
  readonly lines: LineIndex;
  /** Absent when the file is no YAML mapping; then there is a problem. */
  readonly root: MapNode | undefined;
  /** {@link root} as plain data, on null-prototype objects. Parts that aliases share are the same objects. */
  readonly data: Record<string, unknown> | undefined;
  /** Why the file cannot be taken for text at all. */
  readonly fileProblem?: YamlProblem;
  /** What is wrong with the YAML, in the order of the text. */
  readonly problems: readonly YamlProblem[];
  readonly suppressions: readonly Suppression[];
  readonly suppressionProblems: readonly YamlProblem[];
  /** @throws Error when the definition has no such place: a bug of who named it. */
  resolve(location: Location): Range;
}

/** Unseen characters that are reported of one file. */
const MAX_UNSEEN = 20;

/** Bytes to data, places and suppressions. Never throws for bad input; a promise only where YAML's syntax is broken. */
export function loadDefinition(input: DefinitionFile): LoadedDefinition | Promise<LoadedDefinition> {
  if ('problem' in input) {
    const { file, problem: message, hint } = input;
    return new Loaded(file, '', { fileProblem: fileProblem(message, hint, 0, 0) });
  }
  const { file } = input;
  const decoded = decodeUtf8(input.bytes);
  const { text } = decoded;
  if ('problem' in decoded) {
    const { problem, hint, start, end } = decoded;
    return new Loaded(file, text, { fileProblem: fileProblem(problem, hint, start, end) });
  }
  // What stands in the file is not what is seen: nothing else that could be said of it would be understood.
  const unreadable = [...unseenProblems(text), ...conflictMarkers(text)];
  if (unreadable.length > 0) return notUnderstood(file, text, unreadable);
  const parsed = parseYaml(text);
  if (parsed.syntaxError === undefined) return fromYaml(file, text, parsed);
  return explainSyntax(text, parsed.syntaxError).then((problems) => notUnderstood(file, text, problems));
}

function notUnderstood(file: string, text: string, problems: readonly YamlProblem[]): LoadedDefinition {
  return new Loaded(file, text, { problems, shownText: masked(text, likelySecrets(text)) });
}

function fromYaml(file: string, text: string, parsed: ParsedYaml): LoadedDefinition {
  const { suppressions, problems: suppressionProblems } = readSuppressions(text, parsed.scalars);
  const rootProblem = problemOfRoot(text, parsed.root);
  const problems = rootProblem === undefined ? parsed.problems : [rootProblem, ...parsed.problems];
  return new Loaded(file, text, {
    root: parsed.root?.kind === 'map' ? parsed.root : undefined,
    problems: problems.length < 2 ? problems : [...problems].sort((a, b) => a.start - b.start),
    suppressions,
    suppressionProblems,
    ...(parsed.secrets.length === 0 ? {} : { shownText: masked(text, parsed.secrets) }),
  });
}

function problemOfRoot(text: string, root: SourceNode | undefined): YamlProblem | undefined {
  if (root?.kind === 'map') return undefined;
  const hint = 'a definition starts with "version: 1"';
  if (root === undefined || root.start === root.end) {
    const isEmpty = text.trim() === '';
    const message = isEmpty
      ? 'the file is empty'
      : root
        ? 'the file has no content'
        : 'the file has only comments';
    return { message, hint, start: 0, end: 0 };
  }
  const what = root.kind === 'list' ? 'a list' : dataOf(root) === null ? 'null' : 'a single value';
  return { message: `a definition is a mapping, this is ${what}`, hint, start: root.start, end: root.end };
}

function unseenProblems(text: string): YamlProblem[] {
  return unseenCharacters(text, MAX_UNSEEN).map(({ start, end }) => ({
    message: `the file contains ${characterName(text.slice(start, end))}, which cannot be seen`,
    hint: 'delete the character',
    start,
    end,
  }));
}

function fileProblem(message: string, hint: string | undefined, start: number, end: number): YamlProblem {
  return { message, ...(hint === undefined ? {} : { hint }), start, end };
}

class Loaded implements LoadedDefinition {
  readonly file: string;
  readonly text: string;
  readonly shownText: string;
  readonly root: MapNode | undefined;
  readonly fileProblem?: YamlProblem;
  readonly problems: readonly YamlProblem[];
  readonly suppressions: readonly Suppression[];
  readonly suppressionProblems: readonly YamlProblem[];
  private index: LineIndex | undefined;

  constructor(file: string, text: string, parts: Partial<LoadedDefinition>) {
    this.file = file;
    this.text = text;
    this.shownText = parts.shownText ?? text;
    this.root = parts.root;
    if (parts.fileProblem !== undefined) this.fileProblem = parts.fileProblem;
    this.problems = parts.problems ?? [];
    this.suppressions = parts.suppressions ?? [];
    this.suppressionProblems = parts.suppressionProblems ?? [];
  }

  get data(): Record<string, unknown> | undefined {
    return this.root?.data;
  }

  get lines(): LineIndex {
    this.index ??= new LineIndex(this.text);
    return this.index;
  }

  resolve(location: Location): Range {
    if (this.root === undefined) throw new Error(`${this.file} has no places: it could not be read`);
    return this.lines.range(...offsetsOf(this.root, location));
  }
}

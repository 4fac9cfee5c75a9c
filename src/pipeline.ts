import { compareFindings, type Finding, type Location, type Range } from './diagnostic/finding.ts';
import { type Judged, withoutSymptoms } from './lint/causes.ts';
import { inputFindings, shapeFinding } from './lint/input-findings.ts';
import { invalidFile } from './lint/input-rules.ts';
import { rules } from './lint/registry.ts';
import type { Problem } from './lint/rule.ts';
import { runRules } from './lint/runner.ts';
import { applySuppressions } from './lint/suppress.ts';
import { toFinding } from './lint/to-finding.ts';
import { type DefinitionFile, type LoadedDefinition, loadDefinition } from './load/definition-file.ts';
import { buildCluster } from './model/build-cluster.ts';
import type { Cluster } from './model/cluster.ts';
import { badPath, environmentOf } from './model/environment.ts';
import { buildRepository, type Repository } from './model/repository.ts';
import type { ClusterDefinition } from './schema/definition.ts';
import { checkCluster, type ShapeResult } from './schema/validate.ts';
import type { Settings } from './settings.ts';

/** What a repository's definitions mean, and what is wrong with them. */
export interface Analysis {
  /** Of every definition that can be understood. */
  readonly repository: Repository;
  /** Those of them that have a key which has to be there by a guess alone: a misspelt one. */
  readonly guessed: ReadonlySet<string>;
  /** Of all files, sorted. */
  readonly findings: readonly Finding[];
  /** The text of each file that has one, for code frames: without its passwords. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * The one place that says load → schema → model → lint.
 *
 * @param files every definition of the repository: rules look across them.
 * @param today `YYYY-MM-DD`, for suppressions that expire.
 */
export async function analyse(
  files: readonly DefinitionFile[],
  settings: Settings,
  today: string,
): Promise<Analysis> {
  const findings: Finding[] = [];
  const loaded = new Map<string, LoadedDefinition>();
  const clusters: Cluster[] = [];
  const placesInText = new Map<string, ShapeResult<ClusterDefinition>['inText']>();
  const guessed = new Set<string>();
  // A value that was refused is one fault: what a rule makes of it is said of a value that nobody can use.
  const unusable = new Set<string>();
  for (const file of files) {
    const definition = await loadDefinition(file);
    loaded.set(file.file, definition);
    const refused = inputFindings(definition);
    const { data, isGuess, inText, ...shape } = checkShape(definition, refused);
    findings.push(...refused, ...shape.findings);
    for (const { file, range } of [...refused, ...shape.refused]) unusable.add(rangeKey(file, range));
    if (data === undefined) continue;
    if (isGuess) guessed.add(file.file);
    placesInText.set(file.file, inText);
    clusters.push(buildCluster(file.file, environmentOf(file.file, settings.clusters), data));
  }
  const repository = buildRepository(clusters, settings.reserved);
  const rangeOf = (location: Location): Range => {
    const { file } = location;
    const definition = loaded.get(file);
    if (definition === undefined) throw new Error(`a rule named a place in ${file}, which was not loaded`);
    return definition.resolve(placesInText.get(file)?.(location) ?? location);
  };
  const problems = new Map<Finding, Problem>();
  for (const { rule, problem } of runRules(rules, repository)) {
    const range = rangeOf(problem.at);
    if (unusable.has(rangeKey(problem.at.file, range))) continue;
    const related = (problem.related ?? []).map(({ at, message }) => ({
      file: at.file,
      range: rangeOf(at),
      message,
    }));
    if (related.some((place) => unusable.has(rangeKey(place.file, place.range)))) continue;
    const finding = toFinding(rule, problem, problem.at.file, range, related);
    findings.push(finding);
    problems.set(finding, problem);
  }
  const judged = applySuppressions(findings, [...loaded.values()], today).flatMap((finding): Judged[] => {
    const severity = settings.severities.get(finding.rule) ?? finding.severity;
    return severity === 'off' ? [] : [{ finding: { ...finding, severity }, problem: problems.get(finding) }];
  });
  return {
    repository,
    guessed,
    findings: withoutSymptoms(judged).sort(compareFindings),
    sources: new Map([...loaded.values()].map(({ file, shownText }) => [file, shownText])),
  };
}

/**
 * What a definition's shape says.
 *
 * @param unread what is wrong with it as YAML.
 */
function checkShape(
  definition: LoadedDefinition,
  unread: readonly Finding[],
): Omit<ShapeResult<ClusterDefinition>, 'problems' | 'refused'> & {
  readonly findings: readonly Finding[];
  readonly refused: readonly Finding[];
} {
  // One reason is enough for a file that nobody can read.
  const path = unread.some(({ rule }) => rule === invalidFile.id) ? undefined : badPath(definition.file);
  const ofPath = path === undefined ? [] : [toFinding(invalidFile, path, definition.file, START)];
  if (definition.root === undefined) {
    return { data: undefined, isGuess: false, inText: (place) => place, findings: ofPath, refused: [] };
  }
  const { problems, refused, data, ...read } = checkCluster(definition.data);
  // What was refused as YAML has no shape of its own: `080` is one fault.
  const starts = new Set(unread.map(({ range: { start } }) => `${start.line}:${start.column}`));
  const findingsOf = (list: typeof problems) =>
    list
      .map((problem) => shapeFinding(definition, problem))
      .filter(({ range: { start } }) => !starts.has(`${start.line}:${start.column}`));
  return {
    ...read,
    data: path === undefined ? data : undefined,
    findings: [...ofPath, ...findingsOf(problems)],
    refused: findingsOf(refused),
  };
}

function rangeKey(file: string, { start, end }: Range): string {
  return `${file}:${start.line}:${start.column}-${end.line}:${end.column}`;
}

const START: Range = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

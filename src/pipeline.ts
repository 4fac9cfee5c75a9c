import { compareFindings, type Finding, type Location, type Range } from './diagnostic/finding.ts';
import { inputFindings, shapeFinding } from './lint/input-findings.ts';
import { invalidFile } from './lint/input-rules.ts';
import { rules } from './lint/registry.ts';
import { runRules } from './lint/runner.ts';
import { applySuppressions } from './lint/suppress.ts';
import { toFinding } from './lint/to-finding.ts';
import { type DefinitionFile, type LoadedDefinition, loadDefinition } from './load/definition-file.ts';
import { buildCluster } from './model/build-cluster.ts';
import type { Cluster } from './model/cluster.ts';
import { badPath, environmentOf } from './model/environment.ts';
import { buildRepository, type Repository } from './model/repository.ts';
import type { ClusterDefinition } from './schema/definition.ts';
import { checkCluster } from './schema/validate.ts';
import type { Settings } from './settings.ts';

/** What a repository's definitions mean, and what is wrong with them. */
export interface Analysis {
  /** Of every definition that can be understood. */
  readonly repository: Repository;
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
  for (const file of files) {
    const definition = await loadDefinition(file);
    loaded.set(file.file, definition);
    const refused = inputFindings(definition);
    findings.push(...refused);
    const data = checkShape(definition, refused, findings);
    if (data === undefined) continue;
    clusters.push(buildCluster(file.file, environmentOf(file.file, settings.clusters), data));
  }
  const repository = buildRepository(clusters, settings.reserved);
  const rangeOf = ({ file, ...place }: Location): Range => {
    const definition = loaded.get(file);
    if (definition === undefined) throw new Error(`a rule named a place in ${file}, which was not loaded`);
    return definition.resolve({ file, ...place });
  };
  // A value that was refused is one fault: what a rule makes of it there is said of a value that nobody can use.
  const refusedPlaces = new Set(findings.map(({ file, range }) => rangeKey(file, range)));
  for (const { rule, problem } of runRules(rules, repository)) {
    const range = rangeOf(problem.at);
    if (refusedPlaces.has(rangeKey(problem.at.file, range))) continue;
    const related = (problem.related ?? []).map(({ at, message }) => ({
      file: at.file,
      range: rangeOf(at),
      message,
    }));
    findings.push(toFinding(rule, problem, problem.at.file, range, related));
  }
  const kept = applySuppressions(findings, [...loaded.values()], today).flatMap((finding) => {
    const severity = settings.severities.get(finding.rule) ?? finding.severity;
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });
  return {
    repository,
    findings: kept.sort(compareFindings),
    sources: new Map([...loaded.values()].map(({ file, shownText }) => [file, shownText])),
  };
}

/** The data of a definition whose shape can be understood. What is wrong with it is added to the findings. */
function checkShape(
  definition: LoadedDefinition,
  refused: readonly Finding[],
  findings: Finding[],
): ClusterDefinition | undefined {
  const path = badPath(definition.file);
  if (path !== undefined) {
    findings.push(toFinding(invalidFile, path, definition.file, START));
  }
  if (definition.root === undefined) return undefined;
  const { problems, data } = checkCluster(definition.data);
  // What was refused as YAML has no shape of its own: `080` is one fault.
  const isRefused = ({ range }: Finding) =>
    refused.some(
      ({ range: { start } }) => start.line === range.start.line && start.column === range.start.column,
    );
  findings.push(
    ...problems.map((problem) => shapeFinding(definition, problem)).filter((finding) => !isRefused(finding)),
  );
  return path === undefined ? data : undefined;
}

function rangeKey(file: string, { start, end }: Range): string {
  return `${file}:${start.line}:${start.column}-${end.line}:${end.column}`;
}

const START: Range = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

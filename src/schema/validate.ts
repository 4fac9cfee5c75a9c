import type { ErrorObject } from 'ajv';
import type { Path } from '../diagnostic/finding.ts';
import { validateCluster, validateProject } from '../generated/validators.js';
import { problemsAfterDefaults } from './after-defaults.ts';
import type { ClusterDefinition } from './definition.ts';
import { describe } from './describe.ts';
import type { ShapeProblem } from './shape-problem.ts';

/** More problems of one file are not reported: what is broken so often has one cause. */
const MAX_PROBLEMS = 100;

export interface ShapeResult<Data> {
  readonly problems: readonly ShapeProblem[];
  /** The data, typed, when it can be understood in spite of its problems. */
  readonly data: Data | undefined;
}

export interface ProjectDefinition {
  readonly clusters?: string;
  readonly artifacts?: string;
  readonly templates?: string;
  readonly rules?: Readonly<Record<string, 'error' | 'warning' | 'info' | 'off'>>;
  readonly reserved?: readonly {
    readonly subnet: string;
    readonly addresses?: readonly string[];
    readonly virtual_router_ids?: readonly number[];
  }[];
}

/** Holds a definition against schemas/cluster.schema.json: one clear sentence for each thing that is wrong. */
export function checkCluster(data: unknown): ShapeResult<ClusterDefinition> {
  const valid = validateCluster(data);
  const problems = valid ? [] : problemsOf(validateCluster.errors ?? [], data);
  if (!problems.every(({ benign }) => benign)) return { problems, data: undefined };
  const definition = data as ClusterDefinition;
  const others = problemsAfterDefaults(definition);
  return {
    problems: withoutTypos([...problems, ...others]),
    data: others.length === 0 ? definition : undefined,
  };
}

/** Holds `lvsgen.yaml` against schemas/project.schema.json. */
export function checkProject(data: unknown): ShapeResult<ProjectDefinition> {
  const valid = validateProject(data);
  const problems = valid ? [] : problemsOf(validateProject.errors ?? [], data);
  return { problems, data: problems.length === 0 ? (data as ProjectDefinition) : undefined };
}

/** An error of a key's text comes before the one that says which key it is: a definition that is a function of its own does not know it. */
function withPropertyNames(errors: readonly ErrorObject[]): ErrorObject[] {
  return errors.map((error, index) => {
    const next = errors[index + 1];
    const isOfKey = next?.keyword === 'propertyNames' && next.instancePath === error.instancePath;
    return isOfKey ? { ...error, propertyName: String(next.params['propertyName']) } : error;
  });
}

function problemsOf(errors: readonly ErrorObject[], data: unknown): ShapeProblem[] {
  const problems = new Map<string, ShapeProblem>();
  for (const error of withPropertyNames(errors)) {
    if (problems.size >= MAX_PROBLEMS) break;
    const path = pathOf(error.instancePath, data);
    const problem = describe(error, path, valueAt(data, path));
    if (problem === undefined) continue;
    const key = JSON.stringify([problem.path, problem.part, problem.message]);
    if (!problems.has(key)) problems.set(key, problem);
  }
  return withoutTypos([...problems.values()]);
}

/** A key that is missing because it is misspelt is one fault: the misspelt key stands for both. */
function withoutTypos(problems: readonly ShapeProblem[]): ShapeProblem[] {
  const idOf = (owner: Path, key: string) => JSON.stringify([owner, key]);
  const isMissing = (problem: ShapeProblem) => problem.owner !== undefined;
  const missing = new Set(problems.filter(isMissing).map(({ owner, key }) => idOf(owner ?? [], key ?? '')));
  const typos = new Set<string>();
  const marked = problems.map((problem) => {
    const id = idOf(problem.path.slice(0, -1), problem.key ?? '');
    if (problem.key === undefined || isMissing(problem) || !missing.has(id)) return problem;
    typos.add(id);
    return { ...problem, benign: false };
  });
  return marked.filter(({ owner, key }) => owner === undefined || !typos.has(idOf(owner, key ?? '')));
}

/** ajv gives JSON pointers, in which a list's index looks like a key. */
function pathOf(pointer: string, data: unknown): Path {
  if (pointer === '') return [];
  const path: (string | number)[] = [];
  let value = data;
  for (const token of pointer.slice(1).split('/')) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(key) : key);
    value = (value as Record<string, unknown>)[key];
  }
  return path;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], data);
}

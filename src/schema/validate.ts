import type { ErrorObject } from 'ajv';
import type { Path } from '../diagnostic/finding.ts';
import { valueAt } from '../diagnostic/value-at.ts';
import { validateCluster, validateProject } from '../generated/validators.js';
import { problemsAfterDefaults } from './after-defaults.ts';
import { type AsMeant, readAsMeant } from './as-meant.ts';
import type { ClusterDefinition } from './definition.ts';
import { describe } from './describe.ts';
import type { ShapeProblem } from './shape-problem.ts';

/** More problems of one file are not reported: what is broken so often has one cause. */
const MAX_PROBLEMS = 100;

export interface ShapeResult<Data> {
  readonly problems: readonly ShapeProblem[];
  /** Those of them that leave nothing to read: not a misspelt key or word. */
  readonly refused: readonly ShapeProblem[];
  /** The data, typed, when it can be understood in spite of its problems: misspelt keys and words as they were meant. */
  readonly data: Data | undefined;
  /** Whether a key that has to be there is there by a guess alone. */
  readonly isGuess: boolean;
  /** Where the text has what stands at a place of {@link data}. */
  readonly inText: AsMeant['inText'];
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
  return shapeResult<ClusterDefinition>(data, (read) => {
    const problems = validateCluster(read) ? [] : problemsOf(validateCluster.errors ?? [], read);
    return problems.every(({ benign }) => benign)
      ? [...problems, ...problemsAfterDefaults(read as ClusterDefinition)]
      : problems;
  });
}

/** Holds `lvsgen.yaml` against schemas/project.schema.json. */
export function checkProject(data: unknown): ShapeResult<ProjectDefinition> {
  const result = shapeResult<ProjectDefinition>(data, (read) =>
    validateProject(read) ? [] : problemsOf(validateProject.errors ?? [], read),
  );
  return { ...result, data: result.problems.length === 0 ? result.data : undefined };
}

function shapeResult<Data>(
  data: unknown,
  check: (data: unknown) => readonly ShapeProblem[],
): ShapeResult<Data> {
  const read = readAsMeant(data, check);
  return {
    problems: [...read.misspelt, ...read.refused],
    refused: read.refused,
    data: read.refused.every(({ benign }) => benign) ? (read.data as Data) : undefined,
    isGuess: read.isGuess,
    inText: read.inText,
  };
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
    const path = pathOf(error.instancePath, data);
    const problem = describe(error, path, valueAt(data, path));
    if (problem === undefined) continue;
    // Whether the file can be understood depends on all of them.
    if (problems.size >= MAX_PROBLEMS && problem.benign) continue;
    const key = JSON.stringify([problem.path, problem.part, problem.message]);
    if (!problems.has(key)) problems.set(key, problem);
    if (problems.size > MAX_PROBLEMS) break;
  }
  return [...problems.values()];
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

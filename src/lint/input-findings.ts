import type { Finding } from '../diagnostic/finding.ts';
import type { LoadedDefinition } from '../load/definition-file.ts';
import type { ShapeProblem } from '../schema/shape-problem.ts';
import { invalidFile, invalidShape, invalidSuppression, invalidYaml } from './input-rules.ts';
import { toFinding } from './to-finding.ts';

/** What is wrong with a file before its shape is looked at: bytes, YAML, suppression comments. */
export function inputFindings(definition: LoadedDefinition): Finding[] {
  const { file, fileProblem, problems, suppressionProblems } = definition;
  const range = (start: number, end: number) => definition.lines.range(start, end);
  return [
    ...(fileProblem === undefined ? [] : [{ rule: invalidFile, problem: fileProblem }]),
    ...problems.map((problem) => ({ rule: invalidYaml, problem })),
    ...suppressionProblems.map((problem) => ({ rule: invalidSuppression, problem })),
  ].map(({ rule, problem }) => {
    const { related } = problem;
    return toFinding(
      rule,
      problem,
      file,
      range(problem.start, problem.end),
      related === undefined
        ? []
        : [{ file, range: range(related.start, related.end), message: related.message }],
    );
  });
}

/** What a schema has against a file. */
export function shapeFinding(definition: LoadedDefinition, problem: ShapeProblem): Finding {
  const { file } = definition;
  const related = (problem.related ?? []).map(({ message, ...place }) => ({
    file,
    range: definition.resolve({ ...place, file }),
    message,
  }));
  return toFinding(invalidShape, problem, file, definition.resolve({ ...problem, file }), related);
}

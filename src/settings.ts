import { parseAddress, parsePrefix } from './address/address.ts';
import type { Finding, Severity } from './diagnostic/finding.ts';
import { quote } from './diagnostic/quote.ts';
import { closest } from './diagnostic/suggest.ts';
import { allRules, findRule } from './lint/find-rule.ts';
import { inputFindings, shapeFinding } from './lint/input-findings.ts';
import { invalidFile, invalidShape, invalidSuppression, invalidYaml } from './lint/input-rules.ts';
import { type DefinitionFile, type LoadedDefinition, loadDefinition } from './load/definition-file.ts';
import type { Reservation } from './model/repository.ts';
import type { ShapeProblem } from './schema/shape-problem.ts';
import { checkProject, type ProjectDefinition } from './schema/validate.ts';

/** `lvsgen.yaml`, with what it leaves out filled in. */
export interface Settings {
  /** Folders, relative to the project root, with `/`; the root itself is empty. */
  readonly clusters: string;
  readonly artifacts: string;
  readonly templates: string | undefined;
  /** Per rule, where it differs from the rule's own. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly reserved: readonly Reservation[];
}

/** What {@link readSettings} makes of `lvsgen.yaml`. */
export interface ProjectSettings {
  readonly settings: Settings;
  /** Whether the settings are those that the file means: a finding need not stand in the way of that. */
  readonly isUnderstood: boolean;
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Reads the project's settings.
 *
 * @param file `lvsgen.yaml` and its bytes; absent when the project has none.
 */
export async function readSettings(file: DefinitionFile | undefined): Promise<ProjectSettings> {
  if (file === undefined) {
    return { settings: toSettings({}), isUnderstood: true, findings: [], sources: new Map() };
  }
  const loaded = await loadDefinition(file);
  if (isBlank(loaded))
    return { settings: toSettings({}), isUnderstood: true, findings: [], sources: new Map() };
  const findings = inputFindings(loaded);
  let data: ProjectDefinition = {};
  let isUnderstood = false;
  if (loaded.root !== undefined && findings.length === 0) {
    const shape = checkProject(loaded.data);
    const problems = [
      ...shape.problems,
      ...severityProblems(shape.data ?? {}),
      ...folderProblems(shape.data ?? {}),
    ];
    findings.push(...problems.map((problem) => shapeFinding(loaded, problem)));
    isUnderstood = shape.data !== undefined && folderProblems(shape.data).length === 0;
    data = shape.data ?? {};
  }
  return {
    settings: toSettings(data),
    isUnderstood,
    findings,
    sources: new Map([[loaded.file, loaded.shownText]]),
  };
}

/** A file that says nothing, which is enough to mark the root of a project. */
function isBlank({ text, fileProblem }: LoadedDefinition): boolean {
  return fileProblem === undefined && text.split('\n').every((line) => /^\s*(?:#|$)/.test(line));
}

/** What cannot be understood must not be rendered: no setting changes that. */
const ALWAYS_ERRORS: ReadonlySet<string> = new Set(
  [invalidFile, invalidYaml, invalidShape, invalidSuppression].map(({ id }) => id),
);

/** Rules that `lvsgen.yaml` names and that are not there, or that must not change. */
function severityProblems({ rules: severities = {} }: ProjectDefinition): ShapeProblem[] {
  return Object.keys(severities).flatMap((id) => {
    const at = { path: ['rules', id], part: 'key', benign: true } as const;
    if (findRule(id) === undefined) {
      const suggestion = closest(
        id,
        allRules.map((rule) => rule.id),
      );
      const hint = suggestion === undefined ? 'lvsgen rules lists them' : `did you mean "${suggestion}"?`;
      return [{ message: `there is no rule ${quote(id)}`, hint, ...at }];
    }
    if (!ALWAYS_ERRORS.has(id)) return [];
    const hint = 'delete the line: what cannot be understood cannot be rendered';
    return [{ message: `${quote(id)} is always an error`, hint, ...at }];
  });
}

/** A folder of git's own; artifacts among the definitions, or the other way round: each would be taken for the other. */
function folderProblems(data: ProjectDefinition): ShapeProblem[] {
  const { clusters, artifacts, templates } = toSettings(data);
  const inGit = Object.entries({ clusters, artifacts, templates }).filter(([, folder]) =>
    folder?.split('/').some((part) => part.toLowerCase() === '.git'),
  );
  if (inGit.length > 0) {
    return inGit.map(([key, folder]) => ({
      message: `${quote(String(folder))} is git's own`,
      hint: 'give it a folder of the work tree',
      path: [key],
      part: 'value',
      benign: false,
    }));
  }
  const isBelow = (folder: string, other: string) => other === '' || `${folder}/`.startsWith(`${other}/`);
  if (!isBelow(clusters, artifacts) && !isBelow(artifacts, clusters)) return [];
  const key = data.artifacts === undefined ? 'clusters' : 'artifacts';
  return [
    {
      message: `the artifacts in ${quote(artifacts || '.')} and the definitions in ${quote(clusters || '.')} are not apart`,
      hint: 'give each a folder of its own',
      path: [key],
      part: 'value',
      benign: false,
    },
  ];
}

function toSettings(data: ProjectDefinition): Settings {
  return {
    clusters: folderPath(data.clusters ?? 'clusters'),
    artifacts: folderPath(data.artifacts ?? 'artifacts'),
    templates: data.templates === undefined ? undefined : folderPath(data.templates),
    severities: new Map(Object.entries(data.rules ?? {}).filter(([id]) => !ALWAYS_ERRORS.has(id))),
    reserved: (data.reserved ?? []).flatMap((item) => {
      const subnet = parsePrefix(item.subnet);
      if (subnet === undefined) return [];
      const addresses = (item.addresses ?? []).flatMap((text) => parseAddress(text) ?? []);
      return [{ subnet, addresses, virtualRouterIds: item.virtual_router_ids ?? [] }];
    }),
  };
}

/** One spelling for each folder: `./a//b/` is `a/b`, and the root itself is empty. */
function folderPath(text: string): string {
  return text
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

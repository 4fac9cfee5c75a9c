import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { findRule } from '../src/lint/find-rule.ts';
import { rules } from '../src/lint/registry.ts';

/** What each part of src/ may import of the others: arrows point down only. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  diagnostic: [],
  address: [],
  // `definition.ts`, types alone: what the model is built from.
  model: ['diagnostic', 'address', 'schema (types)'],
  load: ['diagnostic'],
  // The formats of addresses are those of the rules: one parser, one answer.
  schema: ['diagnostic', 'address', 'generated'],
  // Suppressions and the findings of the way in are about loaded definitions.
  lint: ['diagnostic', 'address', 'model', 'keepalived', 'load (types)', 'schema (types)'],
  // Words and lines of keepalived.conf, and how the parts of a definition become such.
  keepalived: ['diagnostic', 'address', 'model', 'generated'],
  render: ['diagnostic', 'address', 'model', 'keepalived', 'generated'],
  'text-diff': ['diagnostic'],
  report: ['diagnostic'],
  // The texts of the programs in its machine are generated.
  lab: ['diagnostic', 'address', 'model', 'keepalived', 'generated'],
  // What io reads is what load and render take: their input types, and load's bound on size.
  io: ['diagnostic', 'load', 'render (types)'],
  settings: ['diagnostic', 'address', 'model (types)', 'load', 'schema', 'lint'],
  pipeline: ['diagnostic', 'model', 'load', 'schema', 'lint', 'settings (types)'],
  // The public API re-exports.
  index: [
    'pipeline',
    'settings',
    'lint',
    'render',
    'diagnostic (types)',
    'load (types)',
    'model (types)',
    'schema (types)',
  ],
  cli: [
    'diagnostic',
    'io',
    'pipeline',
    'settings',
    'text-diff',
    'report',
    'lint',
    'render',
    'model',
    'lab',
    'load (types)',
  ],
};

/** Rules see the model, the rule's type and what two of them share; not how findings are made or suppressed, not each other. */
const RULES_MAY_IMPORT = [
  'diagnostic',
  'address',
  'model',
  'keepalived',
  'lint/rule.ts',
  'lint/not-attached.ts',
  'lint/interface-problem.ts',
  'lint/facts.ts',
];

/** Who may import a package. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'js-yaml': ['load'],
  // Explains syntax errors; js-yaml reads.
  yaml: ['load'],
  // The types of its errors; its code is generated.
  ajv: ['schema'],
  handlebars: ['render'],
  diff: ['text-diff'],
  commander: ['cli'],
  'ip-address': ['address'],
  // load tells one of three words from text that is none of ours, with a bound of its own.
  'fastest-levenshtein': ['diagnostic', 'load'],
  'node:fs': ['io', 'lab'],
  'node:child_process': ['io', 'lab'],
  'node:crypto': ['io', 'render', 'report', 'lab'],
  // isIPv4 and isIPv6, and the type of a pipe.
  'node:net': ['address', 'io'],
  // isUtf8.
  'node:buffer': ['load'],
  'node:path': ['io', 'cli', 'lab'],
  'node:os': ['lab'],
  // The start of the bundle.
  'node:vm': ['io'],
  // Types of a machine's ends.
  'node:stream': ['lab'],
  // styleText.
  'node:util': ['cli', 'report'],
};

/** What stands outside of src/cli and needs the process: nothing that could print or end it. */
const PROCESS: Readonly<Record<string, readonly string[]>> = {
  // Git is run with the environment, made safe.
  'src/io/git.ts': ['process.env'],
  // The name of the staging folder, and whether another one's process still runs.
  'src/io/write-artifacts.ts': ['process.kill', 'process.pid'],
  // Where programs and caches are, on what machine, and as whom.
  'src/lab/machine/cache.ts': ['process.env', 'process.pid'],
  'src/lab/machine/host-machine.ts': ['process.getuid'],
  'src/lab/machine/kernel.ts': ['process.env'],
  'src/lab/machine/prepare.ts': ['process.platform'],
  'src/lab/machine/programs.ts': ['process.env'],
  // A word of keepalived's: a name, and not the process.
  'src/keepalived/vocabulary.ts': ['process'],
  'src/schema/definition.ts': ['process'],
  // Windows knows no executable bit.
  'src/io/files.ts': ['process.platform'],
};

const MOST_LINES = 250;
/** Both are generated. */
const LONG_BY_NATURE = ['src/lint/registry.ts', 'src/schema/definition.ts'];

const HEADINGS = ['What it finds', 'Why it matters', 'Bad', 'Good', 'Source'];

interface Import {
  readonly from: string;
  /** A path in the repository, or a package's name. */
  readonly to: string;
  readonly isType: boolean;
}

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const FILES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.ts') && !path.startsWith('src/generated/'))
  .sort();
const IMPORTS = FILES.flatMap(importsOf);

function importsOf(from: string): Import[] {
  const code = read(from);
  const statements = code.matchAll(/^(?:import|export)\b(?<clause>[^;'"]*?)\bfrom\s*'(?<target>[^']+)'/gm);
  const bare = code.matchAll(/(?:\bimport\(\s*|^import\s+)'(?<target>[^']+)'/gm);
  return [...statements, ...bare].map(({ groups }) => {
    const { clause = '', target = '' } = groups ?? {};
    const names = /\{(?<inner>[^}]*)\}/.exec(clause)?.groups?.['inner'];
    const isEachType =
      names?.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type ')) ?? false;
    const isLocal = target.startsWith('.');
    return {
      from,
      to: isLocal ? posix.join(dirname(from), target) : packageOf(target),
      isType: /^\s*type\b/.test(clause) || (isEachType && !/^\s*\w+\s*,/.test(clause)),
    };
  });
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier.split('/')[0] as string;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** `src/load/text.ts` is of `load`, `src/pipeline.ts` of `pipeline`. */
function layerOf(path: string): string {
  const [, first = ''] = path.split('/');
  return first.replace(/\.ts$/, '');
}

const isLocal = ({ to }: Import) => to.startsWith('src/');

/** Without comments and the text of strings, but with the code in templates. */
function codeOf(path: string): string {
  return read(path)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/\/\/.*/g, '');
}

test('the imports are read at all', () => {
  expect(FILES.length).toBeGreaterThan(100);
  expect(IMPORTS).toContainEqual({ from: 'src/cli/main.ts', to: 'src/cli/program.ts', isType: false });
  expect(IMPORTS).toContainEqual({
    from: 'src/io/template-folder.ts',
    to: 'src/render/templates.ts',
    isType: true,
  });
  expect(IMPORTS).toContainEqual({ from: 'src/render/templates.ts', to: 'handlebars', isType: false });
  expect(IMPORTS.filter(({ to }) => to === 'node:fs').length).toBeGreaterThan(3);
});

describe('layers', () => {
  test('each import points down', () => {
    const wrong = IMPORTS.filter(isLocal).filter(({ from, to, isType }) => {
      const [source, target] = [layerOf(from), layerOf(to)];
      const allowed = ALLOWED[source] ?? [];
      return (
        source !== target && !allowed.includes(target) && !(isType && allowed.includes(`${target} (types)`))
      );
    });
    expect(wrong.map(({ from, to, isType }) => `${from} -> ${to}${isType ? ' (type)' : ''}`)).toEqual([]);
  });

  test('each arrow that is allowed is in use', () => {
    const used = new Set(
      IMPORTS.filter(isLocal).flatMap(({ from, to, isType }) => {
        const arrow = `${layerOf(from)} -> ${layerOf(to)}`;
        return isType ? [`${arrow} (types)`] : [arrow];
      }),
    );
    const arrows = Object.entries(ALLOWED).flatMap(([source, targets]) =>
      targets.map((target) => `${source} -> ${target}`),
    );
    expect(arrows.filter((arrow) => !used.has(arrow))).toEqual([]);
  });

  test('nothing but src/ and known packages is imported', () => {
    const isKnown = ({ to }: Import) => to.startsWith('src/') || Object.hasOwn(PACKAGES, to);
    expect(IMPORTS.filter((entry) => !isKnown(entry)).map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test('a rule sees the model and the type of a rule', () => {
    const wrong = IMPORTS.filter(({ from }) => from.startsWith('src/lint/rules/')).filter(
      ({ to }) =>
        !RULES_MAY_IMPORT.some((allowed) => to === `src/${allowed}` || to.startsWith(`src/${allowed}/`)),
    );
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test('no file imports itself by way of others', () => {
    const targets = new Map<string, string[]>();
    for (const { from, to } of IMPORTS.filter((entry) => isLocal(entry) && !entry.isType)) {
      targets.set(from, [...(targets.get(from) ?? []), to]);
    }
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, way: readonly string[]) => {
      if (way.includes(file)) cycles.push([...way.slice(way.indexOf(file)), file].join(' -> '));
      if (way.includes(file) || done.has(file)) return;
      for (const target of targets.get(file) ?? []) visit(target, [...way, file]);
      done.add(file);
    };
    for (const file of FILES) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

describe('owners', () => {
  test('each package is imported by its owner alone', () => {
    const wrong = IMPORTS.filter(({ to }) => Object.hasOwn(PACKAGES, to)).filter(
      ({ from, to }) => !PACKAGES[to]?.includes(layerOf(from)),
    );
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test('each owner is one', () => {
    const owners = new Set(IMPORTS.map(({ from, to }) => `${to}: ${layerOf(from)}`));
    const listed = Object.entries(PACKAGES).flatMap(([name, layers]) =>
      layers.map((layer) => `${name}: ${layer}`),
    );
    expect(listed.filter((entry) => !owners.has(entry))).toEqual([]);
  });

  test('of ajv, only types are imported', () => {
    expect(IMPORTS.filter(({ to, isType }) => to === 'ajv' && !isType).map(({ from }) => from)).toEqual([]);
  });

  test('process and console are in the command', () => {
    const found: Record<string, string[]> = {};
    for (const file of FILES.filter((path) => layerOf(path) !== 'cli')) {
      const uses = [...codeOf(file).matchAll(/\b(?:console|globalThis|process)\b(?:\.\w+)?/g)].map(
        ([use]) => use,
      );
      if (uses.length > 0) found[file] = [...new Set(uses)].sort();
    }
    expect(found).toEqual(PROCESS);
  });

  test("waits and measures in the lab by the machine's clock, which is not this process's", () => {
    const uses = FILES.filter((file) => /setTimeout|performance\.now|Date\.now/.test(codeOf(file)));
    // What a user waits for; a machine that says nothing any more; when a file was used.
    expect(uses.filter((file) => file.startsWith('src/lab/'))).toEqual([
      'src/lab/checks/run-checks.ts',
      'src/lab/laboratory.ts',
      'src/lab/machine/agent-channel.ts',
      'src/lab/machine/boot.ts',
      'src/lab/machine/cache.ts',
      'src/lab/machine/qemu-machine.ts',
      'src/lab/machine/saved-state.ts',
    ]);
  });

  test('only main sets the exit status, and nothing ends the process', () => {
    const uses = (pattern: RegExp) => FILES.filter((file) => pattern.test(codeOf(file)));
    expect(uses(/process\.exitCode/)).toEqual(['src/cli/main.ts']);
    expect(uses(/process\.(?:exit|abort)\b(?!Code)/)).toEqual([]);
    expect(uses(/\bconsole\b/)).toEqual([]);
  });

  test('only the command asks what day it is, and nobody for a random number that an artifact could show', () => {
    const uses = (pattern: RegExp) => FILES.filter((file) => pattern.test(codeOf(file)));
    // And the lab's cache, of which file was used last.
    expect(uses(/new Date\(\)|Date\.now/)).toEqual(['src/cli/workspace.ts', 'src/lab/machine/cache.ts']);
    expect(uses(/Math\.random|randomUUID/)).toEqual([]);
    expect(uses(/randomBytes/)).toEqual(['src/io/write-artifacts.ts']);
    expect(uses(/\bhostname\(|toLocale|localeCompare/)).toEqual([]);
    // How wide a line of a code frame is; the language does not matter.
    expect(uses(/\bIntl\./)).toEqual(['src/report/cells.ts']);
  });
});

describe('modules', () => {
  test(`have at most ${MOST_LINES} lines`, () => {
    const long = FILES.filter((file) => read(file).split('\n').length - 1 > MOST_LINES);
    expect(long).toEqual(LONG_BY_NATURE);
  });

  test('export by name', () => {
    // Declares the form of a package's own export.
    const isDeclaration = (file: string) => file === 'src/render/handlebars.d.ts';
    expect(FILES.filter((file) => !isDeclaration(file) && /^export default\b/m.test(codeOf(file)))).toEqual(
      [],
    );
  });

  test('are named in kebab-case', () => {
    expect(FILES.filter((file) => !/^src(?:\/[a-z0-9-]+)+(?:\.d)?\.ts$/.test(file))).toEqual([]);
  });

  test('have no folder for what belongs nowhere', () => {
    expect(FILES.filter((file) => /\/(?:utils?|helpers?|common|misc|lib)(?:\/|\.ts$)/.test(file))).toEqual(
      [],
    );
  });
});

describe('rules', () => {
  const idsIn = (folder: string, ending: string) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(ending))
      .map((name) => basename(name, ending))
      .sort();
  const files = idsIn('src/lint/rules', '.ts');

  test('are files that the registry lists, each by the name of its file', () => {
    expect(rules.map(({ id }) => id).sort()).toEqual(files);
    expect(Object.isFrozen(rules)).toBe(true);
  });

  test('have a test each, in a folder of the same topic, and no other tests stand there', () => {
    const placesIn = (folder: string, ending: string) =>
      globSync(`**/*${ending}`, { cwd: join(ROOT, folder) })
        .map((path) => path.slice(0, -ending.length))
        .sort();
    expect(placesIn('test/lint/rules', '.test.ts')).toEqual(placesIn('src/lint/rules', '.ts'));
  });

  test('have a page each, with its headings', () => {
    const pages = new Set(idsIn('docs/rules', '.md'));
    expect(files.filter((id) => !pages.has(id))).toEqual([]);
    const wrong = [...pages].filter((id) => {
      const page = read(`docs/rules/${id}.md`);
      const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      const start = `# ${id}\n\nSeverity: ${findRule(id)?.severity}\n`;
      return !page.startsWith(start) || headings.join() !== HEADINGS.join();
    });
    expect(wrong).toEqual([]);
  });

  test('state one fault in one sentence, and where it is written', () => {
    for (const { id, summary, source, catalogue } of rules) {
      expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(summary, id).toMatch(/^\S.*[^.\s]$/);
      expect(source, id).not.toBe('');
      expect(new Set(catalogue).size, id).toBe(catalogue.length);
    }
  });
});

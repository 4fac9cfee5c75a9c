import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../src/model/repository.ts';
import { directorScriptView } from '../../src/render/views/director-script-view.ts';
import { forwardScriptView } from '../../src/render/views/forward-script-view.ts';
import { keepalivedView } from '../../src/render/views/keepalived-view.ts';
import { markScriptView } from '../../src/render/views/mark-script-view.ts';
import { modulesView } from '../../src/render/views/modules-view.ts';
import { realServerScriptView } from '../../src/render/views/real-server-script-view.ts';
import { sysctlView } from '../../src/render/views/sysctl-view.ts';
import { tunnelScriptView } from '../../src/render/views/tunnel-script-view.ts';
import { unitView } from '../../src/render/views/unit-view.ts';
import { watchView } from '../../src/render/views/watch-view.ts';
import { goldenFolder, projectRoot, renderProject } from './rendered.ts';

type Context = Readonly<Record<string, unknown>>;

const read = (folder: string) =>
  new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.hbs'))
      .map((name) => [
        name.slice(0, -'.hbs'.length),
        Handlebars.parse(readFileSync(join(folder, name), 'utf8')),
      ]),
  );
const templates = read(join(projectRoot, 'templates'));
const partials = read(join(projectRoot, 'templates/partials'));

/** What each template gets: `keepalived.conf.hbs` a KeepalivedView, the scripts' templates one kind of view. */
const KINDS: Readonly<Record<string, string>> = {
  'keepalived.conf': 'keepalived',
  '90-lvsgen.conf': 'sysctl',
  'lvsgen.conf': 'modules',
  'script.service': 'unit',
  'lvsgen-watch.service': 'watch',
  'lvsgen-watch.timer': 'watch',
  'lvs_nat.sh': 'script',
  'lvs_dr.sh': 'script',
  'lvs_dr_rs.sh': 'script',
  'lvs_tun.sh': 'script',
  'lvs_tun_rs.sh': 'script',
  'lvs_fwmark.sh': 'script',
  'lvs_forward.sh': 'script',
};

/** The views of every host of the golden projects, by their kind: together they have every part. */
const views = new Map<string, Context[]>();

beforeAll(async () => {
  const hosts: Host[] = [];
  for (const folder of [projectRoot, ...readdirSync(goldenFolder).map((name) => join(goldenFolder, name))]) {
    const { repository } = await renderProject(folder);
    hosts.push(
      ...[...repository.environments.values()].flatMap((environment) => [...environment.hosts.values()]),
    );
  }
  const of = (...kinds: ((host: Host) => object)[]) =>
    hosts.flatMap((host) => kinds.map((view) => view(host) as Context));
  views.set('keepalived', of(keepalivedView));
  views.set('sysctl', of(sysctlView));
  views.set('modules', of(modulesView));
  views.set(
    'unit',
    ['lvs_dr_rs.sh', 'lvs_fwmark.sh', 'lvs_nat.sh'].map((script) => ({
      ...unitView('lvs1', script, ['clusters/prod/web.yaml'], [script]),
    })),
  );
  views.set(
    'watch',
    of((host) =>
      watchView(host, new Map([['lvs_nat.sh', host.directors.map(({ cluster }) => cluster.file)]])),
    ),
  );
  views.set(
    'script',
    of(
      (host) => directorScriptView(host, 'NAT', 'lvs_nat.sh'),
      (host) => directorScriptView(host, 'DR', 'lvs_dr.sh'),
      (host) => realServerScriptView(host, 'lvs_dr_rs.sh'),
      (host) => tunnelScriptView(host, 'lvs_tun_rs.sh'),
      (host) => markScriptView(host, 'lvs_fwmark.sh'),
      (host) => forwardScriptView(host, 'lvs_forward.sh'),
    ),
  );
});

function walkAll(): Walker {
  const walker = new Walker();
  for (const [name, program] of templates) {
    const kind = KINDS[name] ?? expect.fail(`${name} has no view`);
    walker.walk(program, views.get(kind) ?? [], kind);
  }
  return walker;
}

/** Parameters that some call of a partial gives, and others leave out. */
const parametersOf = (partial: string): Set<string> => {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, name, hash } = node as hbs.AST.PartialStatement;
    if (type === 'PartialStatement' && (name as hbs.AST.PathExpression).original === partial) {
      for (const { key } of hash?.pairs ?? []) names.add(key);
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'loc') visit(value);
  };
  for (const program of [...templates.values(), ...partials.values()]) visit(program);
  return names;
};

/** Walks a template with all contexts that it can have, and complains of each path that one of them lacks. */
class Walker {
  readonly problems = new Set<string>();
  /** `instances[].lines[].keyword` */
  readonly used = new Set<string>();
  readonly partials = new Set<string>();
  private readonly calls: { readonly partial: string; readonly aliases: ReadonlyMap<string, string> }[] = [];

  walk(program: hbs.AST.Program, contexts: readonly Context[], at: string): void {
    for (const statement of program.body) this.statement(statement, contexts, at);
  }

  private statement(statement: hbs.AST.Statement, contexts: readonly Context[], at: string): void {
    switch (statement.type) {
      case 'MustacheStatement': {
        const { path, params } = statement as hbs.AST.MustacheStatement;
        for (const expression of params.length > 0 ? params : [path]) this.valuesAt(expression, contexts, at);
        return;
      }
      case 'PartialStatement':
        this.partial(statement as hbs.AST.PartialStatement, contexts, at);
        return;
      case 'BlockStatement':
        this.block(statement as hbs.AST.BlockStatement, contexts, at);
        return;
      case 'ContentStatement':
      case 'CommentStatement':
        return;
      default:
        this.problems.add(`${at}: a ${statement.type} is more than a template decides`);
    }
  }

  private block(
    { path, params, program, inverse }: hbs.AST.BlockStatement,
    contexts: readonly Context[],
    at: string,
  ): void {
    const helper = (path as hbs.AST.PathExpression).original;
    const [param] = params;
    if (param === undefined || !['each', 'if', 'unless'].includes(helper)) {
      this.problems.add(`${at}: {{#${helper}}} is more than a template decides`);
      return;
    }
    const values = this.valuesAt(param, contexts, at, helper !== 'each');
    if (helper !== 'each') {
      if (program !== undefined) this.walk(program, contexts, at);
    } else {
      const name = this.nameInView((param as hbs.AST.PathExpression).original);
      const items = values.flatMap((value) => {
        if (Array.isArray(value)) return value as Context[];
        this.problems.add(`${at}: ${name} is no list`);
        return [];
      });
      if (items.length === 0)
        this.problems.add(`${at}: ${name} is empty in every view, so that nothing is known of it`);
      this.walk(program, items, `${at}.${name}[]`);
    }
    if (inverse !== undefined) this.walk(inverse, contexts, at);
  }

  private partial(
    { name, params, hash }: hbs.AST.PartialStatement,
    contexts: readonly Context[],
    at: string,
  ): void {
    const { original } = name as hbs.AST.PathExpression;
    const program = partials.get(original);
    if (program === undefined || params.length > 0) {
      this.problems.add(`${at}: there is no partial ${original}, or it gets a context of its own`);
      return;
    }
    const pairs = hash?.pairs ?? [];
    const values = pairs.map(({ key, value }) => ({
      key,
      values: 'value' in value ? contexts.map(() => value.value) : this.valuesAt(value, contexts, at),
    }));
    const given = contexts.map((context, index) =>
      Object.assign({}, context, ...values.map((pair) => ({ [pair.key]: pair.values[index] }))),
    );
    const aliases = pairs.flatMap(({ key, value }): [string, string][] =>
      value.type === 'PathExpression' ? [[key, (value as hbs.AST.PathExpression).original]] : [],
    );
    this.partials.add(original);
    this.calls.push({ partial: original, aliases: new Map(aliases) });
    this.walk(program, given, at);
    this.calls.pop();
  }

  /** What a partial calls by the name of a parameter is what its caller gave. */
  private nameInView(key: string): string {
    return this.calls.at(-1)?.aliases.get(key) ?? key;
  }

  private valuesAt(
    expression: hbs.AST.Expression,
    contexts: readonly Context[],
    at: string,
    isFlag = false,
  ): unknown[] {
    if (expression.type !== 'PathExpression') return [];
    const { parts, depth, data, original } = expression as hbs.AST.PathExpression;
    if (depth > 0 || data || parts.length > 1) this.problems.add(`${at}: ${original} leaves the view`);
    const [key] = parts as string[];
    if (key === undefined) return [...contexts];
    this.used.add(`${at}.${this.nameInView(key)}`);
    const partial = this.calls.at(-1)?.partial;
    return contexts.flatMap((context) => {
      if (Object.hasOwn(context, key) && context[key] !== undefined) return [context[key]];
      const isParameter = partial !== undefined && parametersOf(partial).has(key);
      if (!isFlag || !isParameter) this.problems.add(`${at}: ${original} is not in the view`);
      return [];
    });
  }
}

/** Every key of a view, with the way to it. */
function keysOf(value: unknown, at: string, keys = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) keysOf(item, `${at}[]`, keys);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      keys.add(`${at}.${key}`);
      keysOf(part, `${at}.${key}`, keys);
    }
  }
  return keys;
}

describe('the templates', () => {
  it('are those that have a view', () => {
    expect([...templates.keys()].sort()).toEqual(Object.keys(KINDS).sort());
  });

  it('name nothing that a view lacks, where strict mode would not notice', () => {
    expect([...walkAll().problems]).toEqual([]);
  });

  it('use all that the views have', () => {
    const { used } = walkAll();
    const known = [...views].flatMap(([kind, all]) => all.flatMap((view) => [...keysOf(view, kind)]));
    // What is in the blocks is written by conf_blocks: conf-text.ts.
    const named = known.filter((key) => !key.startsWith('keepalived.blocks[].'));
    expect([...new Set(named)].filter((key) => !used.has(key))).toEqual([]);
  });

  it('use every partial', () => {
    const names = [...partials.keys()];
    expect(names.filter((name) => !walkAll().partials.has(name))).toEqual([]);
  });
});

// Compiles the schemas and the templates ahead of time into src/generated/, with the programs of the lab's machine, and
// derives the types of a definition from its schema, and the registry of rules from their files. What is generated is not committed; types and
// registry are, and `--check` says if they are stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _ } from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import Handlebars from 'handlebars';
import { compile as compileTypes } from 'json-schema-to-typescript';
import { assembleSchema } from './schema.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const generated = join(root, 'src/generated');
const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Equal files stay untouched, so that a watcher is not woken for nothing. */
function writeIfChanged(path, text) {
  let old;
  try {
    old = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  if (old !== text) writeFileSync(path, text);
}

export function generateValidators() {
  const schemas = { validateCluster: 'cluster.schema.json', validateProject: 'project.schema.json' };
  const ajv = new Ajv2020({
    allErrors: true,
    // Gives each error the schema that holds the failed keyword: a path into it would be relative to its `$ref`.
    verbose: true,
    ownProperties: true,
    allowUnionTypes: true,
    multipleOfPrecision: 6,
    unicodeRegExp: true,
    // A definition that many properties refer to is one function: inlined, the bundle that every start reads is half as large again.
    inlineRefs: false,
    code: { source: true, esm: true, lines: false, optimize: 2, formats: _`formats` },
  });
  ajv.addVocabulary(['x-syntax', 'x-program', 'x-block', 'x-line', 'x-conf', 'x-word']);
  const formats = readFileSync(join(root, 'src/schema/formats.ts'), 'utf8');
  for (const [, name] of formats.matchAll(/^ {2}'?([a-z-]+)'?: is/gm)) ajv.addFormat(name, () => true);
  const exportsByName = {};
  for (const [name, file] of Object.entries(schemas)) {
    const schema = withoutTexts(readJson(`schemas/${file}`));
    ajv.addSchema(schema);
    exportsByName[name] = schema.$id;
  }
  let code = standaloneCode(ajv, exportsByName);
  // ajv refers to formats and helpers by `require`; imports bundle better and load faster.
  let imports = "import { formats } from '../schema/formats.ts';\n";
  code = code.replace(/require\("([^"]+)"\)\.default/g, (_, path) => {
    const name = `ajv_${basename(path).replace(/\W/g, '_')}`;
    if (!imports.includes(name))
      imports += `import ${name}_ns from '${path}.js';\nconst ${name} = ${name}_ns.default ?? ${name}_ns;\n`;
    return name;
  });
  return `${imports}${joinedInPlace(code)}\n`;
}

/** ajv copies all earlier errors for each definition that fails: with many of them the time grows with the square. */
function joinedInPlace(code) {
  const copies = /(\w+) = \1 === null \? (\w+\.errors) : \1\.concat\(\2\)/g;
  const joined = code.replace(copies, '$1 = joined($1, $2)');
  if (joined.includes('.concat(')) throw new Error('ajv joins errors in another way: see joinedInPlace');
  const helper =
    'function joined(errors, more) { if (errors === null) return more; for (const error of more) errors.push(error); return errors; }';
  return `${helper}\n${joined}`;
}

/**
 * A schema without what is only for people: every start reads the validators, which have their schema in them. What a
 * required property is for stays: the message that it is missing says so.
 */
function withoutTexts(schema, isRequired = false) {
  if (Array.isArray(schema)) return schema.map((entry) => withoutTexts(entry));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { required = [] } = schema;
  const inner = (key, value) => {
    if (isText(key, value)) return value;
    if (key !== 'properties' || !Array.isArray(required)) return withoutTexts(value);
    const own = Object.entries(value).map(([name, property]) => [
      name,
      withoutTexts(property, required.includes(name)),
    ]);
    return Object.fromEntries(own);
  };
  const kept = Object.entries(schema).filter(([key, value]) => isRequired || !isText(key, value));
  return Object.fromEntries(kept.map(([key, value]) => [key, inner(key, value)]));
}

/** A property may have that name, too: then it is a schema. */
const isText = (key, value) =>
  (key === 'description' && typeof value === 'string') || (key === 'examples' && Array.isArray(value));

export function generateTemplates() {
  const options = {
    knownHelpersOnly: true,
    knownHelpers: { sh: true, conf: true, conf_blocks: true },
    strict: true,
    noEscape: true,
  };
  const specOf = (path) => String(Handlebars.precompile(readFileSync(path, 'utf8'), options));
  const table = (folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.hbs'))
      .sort()
      .map((name) => `  '${basename(name, '.hbs')}': ${specOf(join(folder, name))},\n`)
      .join('');
  const templates = join(root, 'templates');
  return `export const templates = {\n${table(templates)}};\nexport const partials = {\n${table(join(templates, 'partials'))}};\n`;
}

/** The programs that run in the lab's machine, as texts. */
export function generateGuest() {
  const folder = join(root, 'src/lab/guest');
  const texts = readdirSync(folder)
    .sort()
    .map((name) => `  '${name}': ${JSON.stringify(readFileSync(join(folder, name), 'utf8'))},\n`);
  return `export const guest = {\n${texts.join('')}};\n`;
}

/** Each `$ref` alone: with a description beside it, the type that it refers to would be written once more. */
function withoutSiblings(schema) {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(withoutSiblings);
  if (typeof schema.$ref === 'string') return { $ref: schema.$ref };
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withoutSiblings(value)]));
}

export async function generateTypes() {
  const schema = { ...readJson('schemas/cluster.schema.json'), title: 'ClusterDefinition' };
  return compileTypes(withoutSiblings(schema), 'ClusterDefinition', {
    additionalProperties: false,
    bannerComment:
      '// Derived from schemas/cluster.schema.json by `npm run generate`: change the schema, not this file.',
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 110 },
  });
}

/**
 * How the parts of a definition are written in keepalived.conf, by the schema's names: its properties in the order of the
 * schema, which is that of keepalived.conf(5). See src/keepalived/blocks.ts for the annotations.
 */
export function generateBlocks() {
  const schema = readJson('schemas/cluster.schema.json');
  const entries = Object.entries({ cluster: schema, ...schema.$defs }).filter(
    ([, { properties }]) => properties,
  );
  const blocks = entries.map(([name, definition]) => {
    const properties = Object.entries(definition.properties).map(([key, property]) => {
      const kind = kindOf(property, schema.$defs);
      const isPart = schema.$defs[kind]?.properties !== undefined;
      const isAddress = ['address', 'address_prefix', 'subnet', 'host'].includes(kind);
      return [
        key,
        {
          ...('x-conf' in property ? { form: property['x-conf'] } : {}),
          ...('x-word' in property ? { word: property['x-word'] } : {}),
          ...(isPart ? { part: kind } : {}),
          ...(isAddress ? { isAddress } : {}),
        },
      ];
    });
    return [name, { block: definition['x-block'], isLine: definition['x-line'], properties }];
  });
  return `export const blocks = ${JSON.stringify(Object.fromEntries(blocks))};\n`;
}

/** What rules are about, in the order of src/lint/topics.ts. */
export function topics() {
  const text = readFileSync(join(root, 'src/lint/topics.ts'), 'utf8');
  return [...text.matchAll(/^ {2}(\w+): '/gm)].map(([, topic]) => topic);
}

/** The registry of rules: the files of src/lint/rules/, by their folders, in the order of src/lint/topics.ts. */
export function generateRegistry() {
  const folder = join(root, 'src/lint/rules');
  const known = topics();
  const unknown = readdirSync(folder).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`src/lint/rules/${unknown} is no topic of src/lint/topics.ts`);
  const rules = known.flatMap((topic) => {
    const path = join(folder, topic);
    if (!existsSync(path)) return [];
    return readdirSync(path)
      .sort()
      .map((file) => {
        const [, name] =
          readFileSync(join(path, file), 'utf8').match(/^export const (\w+): \w+Rule = /m) ?? [];
        if (name === undefined) throw new Error(`src/lint/rules/${topic}/${file} exports no rule`);
        return { topic, name, path: `./rules/${topic}/${file}` };
      });
  });
  const imports = rules.map(({ name, path }) => `import { ${name} } from '${path}';\n`).sort(byPath);
  const lists = known
    .map((topic) => ({ topic, own: rules.filter((rule) => rule.topic === topic) }))
    .filter(({ own }) => own.length > 0)
    .map(({ topic, own }) => `  ${topic}: [\n${own.map(({ name }) => `    ${name},\n`).join('')}  ],\n`);
  return `// Made of the files in rules/ by \`npm run generate\`: add a file there, and change nothing here.
import type { Rule } from './rule.ts';
${imports.join('')}import type { Topic } from './topics.ts';

/** Every rule, by its topic. */
export const rulesByTopic: Readonly<Partial<Record<Topic, readonly Rule[]>>> = Object.freeze({
${lists.join('')}});

/** Every rule, in the order of the topics. */
export const rules: readonly Rule[] = Object.freeze(Object.values(rulesByTopic).flat());
`;
}

const byPath = (one, other) => {
  const [a, b] = [one, other].map((line) => line.slice(line.indexOf("'")));
  return a < b ? -1 : 1;
};

/** The name of the definition that a property's values, or the entries of its lists and mappings, follow. */
function kindOf({ $ref, items, additionalProperties }, definitions) {
  const name = $ref?.replace('#/$defs/', '');
  const next = items ?? (additionalProperties === false ? undefined : additionalProperties);
  if (name !== undefined) {
    const target = definitions[name];
    return target.properties === undefined ? (kindOf(target, definitions) ?? name) : name;
  }
  return next === undefined ? undefined : kindOf(next, definitions);
}

export async function generate({ check = false } = {}) {
  mkdirSync(generated, { recursive: true });
  const keep = (path, text) => {
    if (!check) writeIfChanged(join(root, path), text);
    else if (readFileSync(join(root, path), 'utf8') !== text)
      throw new Error(`${path} is stale: npm run generate`);
  };
  const schema = assembleSchema(join(root, 'schemas/source'));
  keep('schemas/cluster.schema.json', `${JSON.stringify(schema, undefined, 2)}\n`);
  writeIfChanged(join(generated, 'validators.js'), generateValidators());
  writeIfChanged(join(generated, 'templates.js'), generateTemplates());
  writeIfChanged(join(generated, 'guest.js'), generateGuest());
  writeIfChanged(join(generated, 'blocks.js'), generateBlocks());
  keep('src/schema/definition.ts', await generateTypes());
  keep('src/lint/registry.ts', generateRegistry());
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await generate({ check: process.argv.includes('--check') });

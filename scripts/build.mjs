// Bundles the command, dist/command.cjs, and the library, dist/index.cjs. dist/lvsgen.cjs starts the command with the code that V8 made of it.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { generate } from './generate.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Packages that few calls need: bundles of their own, loaded when they are asked for. */
const ON_DEMAND = { yaml: 'yaml', 'handlebars/dist/cjs/handlebars.js': 'handlebars' };
/** A part of lvsgen itself that one command needs, by how that imports it. */
const LAB = { '../../lab/laboratory.ts': 'lab' };

const onDemand = {
  name: 'on-demand',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ path, kind }) => {
      const name = { ...ON_DEMAND, ...LAB }[path];
      return kind === 'dynamic-import' && name !== undefined
        ? { path: `./${name}.cjs`, external: true }
        : undefined;
    });
  },
};

/**
 * V8 of Node 20 is slow on the object that js-yaml's inner loop works on, because it is made by a spread: parsing takes a quarter of
 * the time without. Everywhere else a spread is faster than what esbuild puts in its place.
 */
const withoutSpreads = {
  name: 'without-spreads',
  setup({ onLoad }) {
    onLoad({ filter: /js-yaml\.mjs$/ }, ({ path }) =>
      transform(readFileSync(path, 'utf8'), { supported: { 'object-rest-spread': false } }).then(
        ({ code }) => ({
          contents: code,
        }),
      ),
    );
  },
};

const options = {
  absWorkingDir: root,
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  // What a script imports that is no module itself is required.
  supported: { 'dynamic-import': false },
  logLevel: 'warning',
  write: false,
};

await generate();
const onDemandBuild = await build({
  ...options,
  entryPoints: Object.fromEntries(Object.entries(ON_DEMAND).map(([path, name]) => [name, path])),
});
const mainBuild = await build({
  ...options,
  entryPoints: {
    lvsgen: 'src/io/start.ts',
    command: 'src/cli/main.ts',
    index: 'src/index.ts',
    lab: 'src/lab/laboratory.ts',
  },
  define: { LVSGEN_VERSION: JSON.stringify(version), 'import.meta.dirname': '__dirname' },
  plugins: [onDemand, withoutSpreads],
});
// Each file is put into its place whole: somebody may be calling the command right now.
mkdirSync(join(root, 'dist'), { recursive: true });
const launcher = join(root, 'dist/lvsgen.cjs');
const code = join(root, 'dist/command.cjs.code');
// V8 tells code from that of another bundle by the length alone: the old one goes before there is a new bundle.
rmSync(code, { force: true });
for (const { path, contents } of [...onDemandBuild.outputFiles, ...mainBuild.outputFiles]) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, contents);
  if (path === launcher) chmodSync(temporary, 0o755);
  renameSync(temporary, path);
}

// Whatever the command finds in this repository: it has run.
spawnSync(process.execPath, [join(root, 'scripts/code-cache.cjs'), launcher, `${code}.${process.pid}`]);
renameSync(`${code}.${process.pid}`, code);

// Bundles the command, dist/lvsgen.cjs, and the library, dist/index.cjs: a user's start is then the read of one file.
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
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
  // V8 of Node 20 is slow on the object spreads of js-yaml's inner loop: parsing takes a quarter of the time without.
  supported: { 'object-rest-spread': false },
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
  entryPoints: { lvsgen: 'src/cli/main.ts', index: 'src/index.ts', lab: 'src/lab/laboratory.ts' },
  define: { LVSGEN_VERSION: JSON.stringify(version), 'import.meta.dirname': '__dirname' },
  plugins: [onDemand],
});
// Each file is put into its place whole: somebody may be calling the command right now.
mkdirSync(join(root, 'dist'), { recursive: true });
for (const { path, contents } of [...onDemandBuild.outputFiles, ...mainBuild.outputFiles]) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, contents);
  if (path === join(root, 'dist/lvsgen.cjs')) chmodSync(temporary, 0o755);
  renameSync(temporary, path);
}

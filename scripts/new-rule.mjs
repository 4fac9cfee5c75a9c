// Begins a rule: npm run new-rule -- TOPIC ID
// Writes its file, its test and its page, and puts it into the registry. The tests fail until all three say something.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate, topics } from './generate.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [topic, id] = process.argv.slice(2);
const known = topics().filter((one) => one !== 'files');
if (!known.includes(topic) || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id ?? '')) {
  console.error(
    `usage: npm run new-rule -- TOPIC ID\n\nTopics: ${known.join(', ')}. The id states the fault, as duplicate-vip does.`,
  );
  process.exit(2);
}
const name = id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

const RULE = `import type { ClusterRule } from '../../rule.ts';

/** TODO: the law, and why it holds. */
export const ${name}: ClusterRule = {
  id: '${id}',
  severity: 'error',
  summary: 'TODO: what is wrong, in one sentence.',
  catalogue: [],
  source: '',
  *cluster(cluster) {
    if (cluster.name !== 'TODO') return;
    yield { message: 'TODO: the fact, in lower case', hint: 'TODO: the advice', at: cluster.origin.at('name') };
  },
};
`;

const TEST = `import { expect, test } from 'vitest';
import { DR, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = '${id}';

test('TODO: the fault', async () => {
  expect(await lint(rule, HA)).toEqual([
    {
      severity: 'error',
      message: 'TODO',
      hint: 'TODO',
      at: 'TODO',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
});
`;

const PAGE = `# ${id}

Severity: error

## What it finds

TODO

## Why it matters

TODO

## Bad

\`\`\`yaml
# clusters/prod/web.yaml
version: 1
\`\`\`

## Good

\`\`\`yaml
# clusters/prod/web.yaml
version: 1
\`\`\`

## Source

TODO
`;

const files = {
  [`src/lint/rules/${topic}/${id}.ts`]: RULE,
  [`test/lint/rules/${topic}/${id}.test.ts`]: TEST,
  [`docs/rules/${id}.md`]: PAGE,
};
const taken = Object.keys(files).find((path) => existsSync(join(root, path)));
if (taken !== undefined) {
  console.error(`${taken} is there already`);
  process.exit(1);
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
await generate();
console.log('src/lint/registry.ts');
console.log(`
Next: npx vitest run --project all test/lint/rules/${topic}/${id}.test.ts test/docs/rule-pages.test.ts test/architecture.test.ts
Then: UPDATE_DOCS=1 npx vitest run --project all test/docs/rule-index.test.ts`);

import { expect, test } from 'vitest';
import { sarif } from '../../src/report/sarif.ts';
import { context, FINDINGS, finding } from './sample.ts';

const parse = (...given: Parameters<typeof sarif>) => JSON.parse(sarif(...given));
const resultsOf = (findings: Parameters<typeof sarif>[0]) => parse(findings, context()).runs[0].results;

test('is a log with one run', () => {
  expect(parse(FINDINGS.slice(0, 1), context())).toEqual({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'lvsgen',
            version: '1.2.3',
            rules: [
              {
                id: 'duplicate-vip',
                shortDescription: { text: 'each VIP belongs to one cluster' },
                helpUri: 'https://example.org/rules/duplicate-vip',
              },
            ],
          },
        },
        invocations: [{ executionSuccessful: true }],
        columnKind: 'utf16CodeUnits',
        results: [
          {
            ruleId: 'duplicate-vip',
            ruleIndex: 0,
            level: 'error',
            message: {
              text: 'VIP "192.168.0.38" is already used by cluster "api"\nhelp: give one of the two another address',
            },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'clusters/prod/web.yaml', uriBaseId: '%SRCROOT%' },
                  region: { startLine: 3, startColumn: 10, endLine: 3, endColumn: 22 },
                },
              },
            ],
            relatedLocations: [
              {
                id: 1,
                physicalLocation: {
                  artifactLocation: { uri: 'clusters/prod/api.yaml', uriBaseId: '%SRCROOT%' },
                  region: { startLine: 3, startColumn: 10, endLine: 3, endColumn: 22 },
                },
                message: { text: 'first used here' },
              },
            ],
            partialFingerprints: { 'lvsgenFinding/v1': '0642b33ef3aa8a51e6e65711729b38b8' },
          },
        ],
      },
    ],
  });
});

test('without findings has an empty list of results, which says that all is well', () => {
  const [run] = parse([], context()).runs;
  expect(run.results).toEqual([]);
  expect(run.tool.driver.rules).toEqual([]);
});

test('names each rule once, and results point to theirs', () => {
  const [run] = parse([...FINDINGS, ...FINDINGS], context()).runs;
  const { rules } = run.tool.driver;
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(['duplicate-vip', 'odd-port', 'zero-weight']);
  expect(rules[1]).toEqual({ id: 'odd-port' });
  for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex].id).toBe(ruleId);
  expect(run.results.map(({ level }: { level: string }) => level).slice(0, 3)).toEqual([
    'error',
    'note',
    'warning',
  ]);
});

test('writes paths as URI references', () => {
  const uri = (file: string) =>
    resultsOf([finding({ file })])[0].locations[0].physicalLocation.artifactLocation.uri;
  expect(uri('a b/c#d?e%.yaml')).toBe('a%20b/c%23d%3Fe%25.yaml');
  expect(uri('javascript:x')).toBe('javascript%3Ax');
  expect(uri('ü\ud800\n')).toBe('%C3%BC%EF%BF%BD%0A');
});

test('does not make links of values', () => {
  const message = 'name "[x](https://evil.example)" [a [b] c](1) [0]';
  expect(resultsOf([finding({ message })])[0].message.text).toBe(
    'name "[x\\](https://evil.example)" [a [b] c\\](1) [0]',
  );
});

test('holds as many results as code scanning takes, the worst, and says how many more there are', () => {
  const infos = Array.from({ length: 25_000 }, () => finding({ severity: 'info' }));
  const [run] = parse([...infos, finding({}), finding({ severity: 'warning' })], context()).runs;
  expect(run.results).toHaveLength(25_000);
  expect(run.results.slice(0, 3).map(({ level }: { level: string }) => level)).toEqual([
    'error',
    'warning',
    'note',
  ]);
  expect(run.invocations).toEqual([
    {
      executionSuccessful: true,
      toolExecutionNotifications: [
        { level: 'warning', message: { text: '+2 more findings (2 infos): a run holds 25000 results' } },
      ],
    },
  ]);
});

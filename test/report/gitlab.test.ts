import { expect, test } from 'vitest';
import { gitlab } from '../../src/report/gitlab.ts';
import { context, FINDINGS, finding, range } from './sample.ts';

const parse = (...given: Parameters<typeof gitlab>) => JSON.parse(gitlab(...given));

test('is a list of issues', () => {
  expect(gitlab(FINDINGS.slice(0, 1), context())).toBe(`\
[
  {
    "description": "VIP \\"192.168.0.38\\" is already used by cluster \\"api\\"; help: give one of the two another address",
    "check_name": "duplicate-vip",
    "fingerprint": "0642b33ef3aa8a51e6e65711729b38b8",
    "severity": "critical",
    "location": {
      "path": "clusters/prod/web.yaml",
      "lines": {
        "begin": 3,
        "end": 3
      }
    }
  }
]
`);
});

test('without findings is an empty list', () => {
  expect(gitlab([], context())).toBe('[]\n');
});

test('has for each what GitLab requires', () => {
  for (const issue of parse(FINDINGS, context())) {
    expect(issue).toEqual({
      description: expect.stringMatching(/./),
      check_name: expect.stringMatching(/./),
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
      location: {
        path: expect.stringMatching(/^[^./]/),
        lines: { begin: expect.any(Number), end: expect.any(Number) },
      },
    });
  }
});

test('fingerprints differ, and stay when a finding moves', () => {
  const prints = (findings: Parameters<typeof gitlab>[0]) =>
    parse(findings, context()).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  const many = Array.from({ length: 500 }, (_, at) =>
    finding({ message: `m ${at % 7}`, rule: `r${at % 3}` }),
  );
  expect(new Set(prints(many)).size).toBe(500);
  expect(prints([finding({ range: range(90, 1, 2) })])).toEqual(prints([finding({})]));
  expect(prints([finding({ rule: 'a', file: 'b' })])).not.toEqual(
    prints([finding({ rule: 'ab', file: '' })]),
  );
});

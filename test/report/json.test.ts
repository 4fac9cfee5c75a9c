import { expect, test } from 'vitest';
import { json } from '../../src/report/json.ts';
import { API, context, FINDINGS, finding, range, WEB } from './sample.ts';

test('is the contract, byte for byte', () => {
  expect(json(FINDINGS.slice(0, 1), context())).toBe(`\
{
  "version": 1,
  "findings": [
    {
      "rule": "duplicate-vip",
      "severity": "error",
      "message": "VIP \\"192.168.0.38\\" is already used by cluster \\"api\\"",
      "hint": "give one of the two another address",
      "file": "clusters/prod/web.yaml",
      "range": {
        "start": {
          "line": 3,
          "column": 10
        },
        "end": {
          "line": 3,
          "column": 22
        }
      },
      "related": [
        {
          "file": "clusters/prod/api.yaml",
          "range": {
            "start": {
              "line": 3,
              "column": 10
            },
            "end": {
              "line": 3,
              "column": 22
            }
          },
          "message": "first used here"
        }
      ]
    }
  ],
  "summary": {
    "files": 3,
    "errors": 1,
    "warnings": 0,
    "infos": 0
  }
}
`);
});

test('without findings', () => {
  expect(json([], context())).toBe(`\
{
  "version": 1,
  "findings": [],
  "summary": {
    "files": 3,
    "errors": 0,
    "warnings": 0,
    "infos": 0
  }
}
`);
});

test('has no hint where there is none, and always the related places', () => {
  const [, second] = JSON.parse(json(FINDINGS, context())).findings;
  expect(Object.keys(second)).toEqual(['rule', 'severity', 'message', 'file', 'range', 'related']);
  expect(second.related).toEqual([]);
});

test('has what the contract names and no more', () => {
  const place = { file: API, range: range(1, 1, 2), message: 'm', path: ['a'] };
  const found = { ...finding({ related: [place] }), path: ['b'] };
  const [only] = JSON.parse(json([found], context())).findings;
  expect(only).not.toHaveProperty('path');
  expect(only.related).toEqual([{ file: API, range: range(1, 1, 2), message: 'm' }]);
});

test('keeps values exact, though a terminal sees only what can be seen', () => {
  const message = '\u001b[31m \u009b \u202e \u2028 \ufeff \ud800 \u{e0041} ##[group] 日本語 👍';
  const text = json([finding({ message, file: `${WEB}\n` })], context());
  expect(text).toContain(
    '"\\u001b[31m \\u009b \\u202e \\u2028 \\ufeff \\ud800 \\udb40\\udc41 #\\u0023[group] 日本語 👍"',
  );
  const [only] = JSON.parse(text).findings;
  expect(only.message).toBe(message);
  expect(only.file).toBe(`${WEB}\n`);
});

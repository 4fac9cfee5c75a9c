import { expect, test } from 'vitest';
import { HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'regex-before-head';
const get = (url: string, type = 'HTTP_GET') =>
  HA.replace(/TCP_CHECK: \{[^}]*\}/, `${type}: { url: [{ path: /, ${url} }] }`);
const hint =
  'add multiline to regex_options, so that ^ stands for the beginning of each line; or leave ^ out';

test('the beginning of the page, which is not that of the answer', async () => {
  expect(await lint(rule, get('regex: "^ok"'))).toEqual([
    {
      severity: 'warning',
      message:
        'regex "^ok" can match nothing: ^ stands for the beginning of the answer, which is "HTTP/", so the check always fails, unless the page comes in a packet of its own',
      hint,
      at: 'clusters/prod/web-ha.yaml:32:45-32:50 «"^ok"»',
    },
  ]);
});

test('one that must not match never does', async () => {
  expect(await lint(rule, get('regex: "^[a-z]+", regex_no_match: true', 'SSL_GET'))).toEqual([
    {
      severity: 'warning',
      message:
        'regex "^[a-z]+" can match nothing: ^ stands for the beginning of the answer, which is "HTTP/", so the check never fails, unless the page comes in a packet of its own',
      hint,
      at: 'clusters/prod/web-ha.yaml:32:44-32:53 «"^[a-z]+"»',
    },
  ]);
});

test.each([
  'regex: "ok"',
  'regex: "^ok", regex_options: [multiline]',
  'regex: "^HTTP/1"',
  'regex: "^http/1", regex_options: [caseless]',
  'regex: "^.*ok"',
  'regex: "^[A-Z]"',
  'regex: "^[^a]"',
  'regex: "^x?HTTP"',
  'regex: "^[a-z]*HTTP"',
  'regex: "^ok|ready"',
  'regex: "^ok", regex_min_offset: 100',
])('silent: %s', async (url) => {
  expect(await lint(rule, get(url))).toEqual([]);
});

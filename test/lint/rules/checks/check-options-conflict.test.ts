import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'check-options-conflict';
const checked = (check: string) => HA.replace(/TCP_CHECK: \{[^}]*\}/, check);
const fetched = (options: string) => checked(`HTTP_GET: { url: [{ path: /, ${options} }] }`);

test('a word of a regex without the regex', async () => {
  expect(await lint(rule, fetched('regex_options: [caseless]'))).toEqual([
    {
      severity: 'error',
      message: '"regex_options" has no effect without a regex: keepalived drops it',
      hint: 'add regex to the url, or remove regex_options',
      at: 'clusters/prod/web-ha.yaml:32:53-32:63 «[caseless]»',
    },
  ]);
});

test('offsets and stack sizes in the wrong order', async () => {
  expect(
    await lint(rule, fetched('regex: ok, regex_min_offset: 9, regex_max_offset: 8, regex_stack: [2, 1]')),
  ).toEqual([
    {
      severity: 'error',
      message: 'regex_min_offset 9 is more than regex_max_offset 8: keepalived drops both',
      hint: 'swap them',
      at: 'clusters/prod/web-ha.yaml:32:67-32:68 «9»',
    },
    {
      severity: 'error',
      message: 'the regex_stack starts with 2 bytes, more than its most, 1: keepalived drops it',
      hint: 'write the smaller number first',
      at: 'clusters/prod/web-ha.yaml:32:104-32:110 «[2, 1]»',
    },
  ]);
});

test('a word of TLS without TLS', async () => {
  const without = (at: string) => ({
    severity: 'error',
    message: 'keepalived knows no "tls_compliant" of HTTP_GET',
    hint: 'remove it, or make the check an SSL_GET',
    at,
  });
  expect(await lint(rule, fetched('tls_compliant: true'))).toEqual([
    without('clusters/prod/web-ha.yaml:32:53-32:57 «true»'),
  ]);
  expect(await lint(rule, fetched('tls_compliant: true').replace('HTTP_GET', 'SSL_GET'))).toEqual([]);
});

test('a range of status codes that ends before it starts', async () => {
  expect(await lint(rule, fetched('status_code: [200, 308-300]'))).toEqual([
    {
      severity: 'error',
      message: 'the status codes "308-300" end before they start: keepalived drops them',
      hint: 'write "300-308"',
      at: 'clusters/prod/web-ha.yaml:32:57-32:64 «308-300»',
    },
  ]);
});

test('lengths of a reply that none has', async () => {
  expect(await lint(rule, checked('UDP_CHECK: { min_reply_length: 2, max_reply_length: 1 }'))).toEqual([
    {
      severity: 'error',
      message: 'min_reply_length 2 is more than max_reply_length 1: the check fails always',
      hint: 'set max_reply_length to 2 or more',
      at: 'clusters/prod/web-ha.yaml:32:40-32:41 «2»',
    },
  ]);
  expect(await lint(rule, checked('UDP_CHECK: { min_reply_length: 256 }'))).toEqual([
    {
      severity: 'error',
      message: 'min_reply_length 256 is more than max_reply_length 255, its default: the check fails always',
      hint: 'set max_reply_length to 256 or more',
      at: 'clusters/prod/web-ha.yaml:32:40-32:43 «256»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  const equal = 'regex: ok, regex_min_offset: 8, regex_max_offset: 8, regex_stack: [2, 2]';
  expect(await lint(rule, fetched(`${equal}, status_code: [200, 300-300, 301-308]`))).toEqual([]);
  expect(await lint(rule, fetched('regex_no_match: false'))).toEqual([]);
  expect(await lint(rule, checked('UDP_CHECK: { min_reply_length: 255 }'))).toEqual([]);
  expect(await lint(rule, checked('UDP_CHECK: { max_reply_length: 0 }'))).toEqual([]);
  expect(
    await lint(rule, edit(HA, 'connect_port: 80 }', 'connect_port: 80 }\n      - UDP_CHECK: {}')),
  ).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'plain-check-on-tls-port';
const http = (base: string, options = '') =>
  base.replace(/TCP_CHECK: \{[^}]*\}/, `HTTP_GET: { ${options}url: [{ path: / }] }`);

test('the port of the virtual server is 443', async () => {
  expect(await lint(rule, http(edit(HA, 'port: 80\n', 'port: 443\n')))).toEqual([
    {
      severity: 'warning',
      message: 'HTTP_GET sends plain HTTP to port "443", where servers speak TLS',
      hint: 'use SSL_GET, which speaks TLS, or TCP_CHECK, which only opens the port',
      at: 'clusters/prod/web-ha.yaml:32:9-32:17 «HTTP_GET»',
      related: ['clusters/prod/web-ha.yaml:26:11-26:14 «443» the port that it takes'],
    },
  ]);
});

test('the port of a real server behind NAT is 8443', async () => {
  expect(
    await lint(rule, http(edit(NAT_HA, '{ name: rs2, port: 8080 }', '{ name: rs2, port: 8443 }'))),
  ).toEqual([
    {
      severity: 'warning',
      message: 'HTTP_GET sends plain HTTP to port "8443", where servers speak TLS',
      hint: 'use SSL_GET, which speaks TLS, or TCP_CHECK, which only opens the port',
      at: 'clusters/prod/edge.yaml:45:9-45:17 «HTTP_GET»',
      related: ['clusters/prod/edge.yaml:48:28-48:32 «8443» the port that it takes'],
    },
  ]);
});

test('connect_port is 443', async () => {
  expect(await lint(rule, http(HA, 'connect_port: 443, '))).toEqual([
    {
      severity: 'warning',
      message: 'HTTP_GET sends plain HTTP to port "443", where servers speak TLS',
      hint: 'use SSL_GET, which speaks TLS, or TCP_CHECK, which only opens the port',
      at: 'clusters/prod/web-ha.yaml:32:35-32:38 «443»',
    },
  ]);
});

test('a defaulted check points at the default', async () => {
  const defaulted = `${edit(HA.replace(/ {4}checks:\n.*\n/, ''), 'port: 80\n', 'port: 443\n')}defaults:
  virtual_servers:
    checks:
      - HTTP_GET: { url: [{ path: / }] }
`;
  expect(await lint(rule, defaulted)).toEqual([
    {
      severity: 'warning',
      message: 'HTTP_GET sends plain HTTP to port "443", where servers speak TLS',
      hint: 'use SSL_GET, which speaks TLS, or TCP_CHECK, which only opens the port',
      at: 'clusters/prod/web-ha.yaml:37:9-37:17 «HTTP_GET»',
      related: ['clusters/prod/web-ha.yaml:26:11-26:14 «443» the port that it takes'],
    },
  ]);
});

test('SMTP_CHECK at the port of submission over TLS, HTTP_GET at that of LDAP', async () => {
  const at = (port: number, check: string) =>
    lint(rule, edit(HA.replace(/TCP_CHECK: \{[^}]*\}/, check), 'port: 80\n', `port: ${port}\n`));
  expect(await at(465, 'SMTP_CHECK: {}')).toEqual([
    {
      severity: 'warning',
      message: 'SMTP_CHECK sends plain SMTP to port "465", where servers speak TLS',
      hint: 'use TCP_CHECK, which only opens the port',
      at: 'clusters/prod/web-ha.yaml:32:9-32:19 «SMTP_CHECK»',
      related: ['clusters/prod/web-ha.yaml:26:11-26:14 «465» the port that it takes'],
    },
  ]);
  expect(await at(636, 'HTTP_GET: { url: [{ path: / }] }')).toEqual([
    {
      severity: 'warning',
      message: 'HTTP_GET sends plain HTTP to port "636", where servers speak TLS',
      hint: 'use TCP_CHECK, which only opens the port',
      at: 'clusters/prod/web-ha.yaml:32:9-32:17 «HTTP_GET»',
      related: ['clusters/prod/web-ha.yaml:26:11-26:14 «636» the port that it takes'],
    },
  ]);
  expect(await at(25, 'SMTP_CHECK: {}')).toEqual([]);
  expect(await at(2379, 'HTTP_GET: { url: [{ path: /health }] }')).toEqual([]);
});

test('the answer to plain HTTP may be the one that is waited for', async () => {
  const waitsFor = (codes: string) =>
    lint(
      rule,
      http(edit(HA, 'port: 80\n', 'port: 443\n')).replace('path: /', `path: /, status_code: ${codes}`),
    );
  for (const codes of ['400', '[200, 400]', '[200, 399-401]', '[300-400]'])
    expect(await waitsFor(codes)).toEqual([]);
  for (const codes of ['200', '[401-499]', '[200-399, 401]']) expect(await waitsFor(codes)).toHaveLength(1);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, http(HA))).toEqual([]);
  // TCP_CHECK is right for TLS.
  expect(
    await lint(rule, edit(edit(HA, 'port: 80\n', 'port: 443\n'), 'connect_port: 80', 'connect_port: 443')),
  ).toEqual([]);
  // The real servers behind port 443 speak plain HTTP on 8080.
  expect(await lint(rule, http(edit(NAT_HA, 'port: 80\n', 'port: 443\n')))).toEqual([]);
  expect(await lint(rule, http(edit(HA, 'port: 80\n', 'port: 443\n'), 'connect_port: 80, '))).toEqual([]);
});

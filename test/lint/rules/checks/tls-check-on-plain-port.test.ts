import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'tls-check-on-plain-port';
const tls = (base: string, options = '') =>
  base.replace(/TCP_CHECK: \{[^}]*\}/, `SSL_GET: { ${options}url: [{ path: / }] }`);

test('the port of the virtual server is 80', async () => {
  expect(await lint(rule, tls(HA))).toEqual([
    {
      severity: 'warning',
      message: 'SSL_GET begins with a TLS handshake, and servers at port "80" speak without TLS',
      hint: 'use HTTP_GET for HTTP, or set connect_port to the port that has TLS',
      at: 'clusters/prod/web-ha.yaml:32:9-32:16 «SSL_GET»',
      related: ['clusters/prod/web-ha.yaml:26:11-26:13 «80» the port that it takes'],
    },
  ]);
});

test('connect_port is 8080', async () => {
  expect(await lint(rule, tls(edit(HA, 'port: 80\n', 'port: 443\n'), 'connect_port: 8080, '))).toEqual([
    {
      severity: 'warning',
      message: 'SSL_GET begins with a TLS handshake, and servers at port "8080" speak without TLS',
      hint: 'use HTTP_GET for HTTP, or set connect_port to the port that has TLS',
      at: 'clusters/prod/web-ha.yaml:32:34-32:38 «8080»',
    },
  ]);
});

test('the real servers behind NAT have port 8080', async () => {
  expect(await lint(rule, tls(edit(NAT_HA, 'port: 80\n', 'port: 443\n')))).toEqual([
    {
      severity: 'warning',
      message: 'SSL_GET begins with a TLS handshake, and servers at port "8080" speak without TLS',
      hint: 'use HTTP_GET for HTTP, or set connect_port to the port that has TLS',
      at: 'clusters/prod/edge.yaml:45:9-45:16 «SSL_GET»',
      related: ['clusters/prod/edge.yaml:47:28-47:32 «8080» the port that it takes'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, tls(edit(HA, 'port: 80\n', 'port: 443\n')))).toEqual([]);
  // Nobody knows what is there.
  expect(await lint(rule, tls(edit(HA, 'port: 80\n', 'port: 8000\n')))).toEqual([]);
  expect(await lint(rule, tls(HA, 'connect_port: 443, '))).toEqual([]);
  // HTTP on port 80, TLS between the director and the real servers.
  expect(await lint(rule, tls(NAT_HA.replaceAll('port: 8080', 'port: 8443')))).toEqual([]);
});

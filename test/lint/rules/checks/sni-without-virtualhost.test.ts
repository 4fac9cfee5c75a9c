import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sni-without-virtualhost';
const checked = (options: string, base = HA) =>
  base.replace(/TCP_CHECK: \{[^}]*\}/, `SSL_GET: { ${options} }`);
const found = {
  severity: 'warning',
  message: 'enable_sni has no effect for "http": without a virtualhost keepalived has no server name to send',
  hint: 'add virtualhost to the check: servers that need the name end the handshake without it, and would all be taken for dead',
  at: 'clusters/prod/web-ha.yaml:32:32-32:36 «true»',
};

test('no virtualhost at all, or at one of two urls', async () => {
  expect(await lint(rule, checked('enable_sni: true, url: [{ path: / }]'))).toEqual([found]);
  const one = 'enable_sni: true, url: [{ path: /, virtualhost: a.example.org }, { path: /b }]';
  expect(await lint(rule, checked(one))).toEqual([found]);
});

test("the real server's is not for the handshake", async () => {
  const named = edit(HA, '{ name: rs2, weight: 1 }', '{ name: rs2, virtualhost: a.example.org }').replace(
    '{ name: rs1, weight: 1 }',
    '{ name: rs1, virtualhost: a.example.org }',
  );
  expect(await lint(rule, checked('enable_sni: true, url: [{ path: / }]', named))).toEqual([
    {
      ...found,
      related: [
        'clusters/prod/web-ha.yaml:34:35-34:48 «a.example.org» this one is for the Host header alone',
      ],
    },
  ]);
});

test('a check in defaults is one fault', async () => {
  const defaulted = `${HA.replace(/ {4}checks:\n.*\n/, '')}defaults:
  virtual_servers:
    checks:
      - SSL_GET: { enable_sni: true, url: [{ path: / }] }
`;
  const twice = defaulted.replace(
    'virtual_servers:\n',
    `virtual_servers:
  - { name: named, vip: 192.168.0.38, port: 443, protocol: TCP, lvs_sched: rr, lvs_method: DR, virtualhost: a.example.org, real_servers: [{ name: rs1 }] }
`,
  );
  expect(await lint(rule, twice)).toEqual([{ ...found, at: 'clusters/prod/web-ha.yaml:38:32-38:36 «true»' }]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  const named = 'virtualhost: a.example.org';
  expect(await lint(rule, checked(`enable_sni: true, ${named}, url: [{ path: / }]`))).toEqual([]);
  expect(await lint(rule, checked(`enable_sni: true, url: [{ path: /, ${named} }]`))).toEqual([]);
  const service = edit(HA, '    delay_loop: 6\n', `    delay_loop: 6\n    ${named}\n`);
  expect(await lint(rule, checked('enable_sni: true, url: [{ path: / }]', service))).toEqual([]);
  for (const options of ['enable_sni: false, ', '', `${named}, `])
    expect(await lint(rule, checked(`${options}url: [{ path: / }]`))).toEqual([]);
});

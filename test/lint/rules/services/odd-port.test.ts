import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'odd-port';
const SERVERS = '      - { name: rs1, port: 8080 }\n      - { name: rs2, port: 8080 }\n';
const more = edit(
  NAT_HA,
  'virtual_servers:\n',
  `  - { name: rs3, address: 10.0.0.103/24, gateway: 10.0.0.1 }
  - { name: rs4, address: 10.0.0.104/24, gateway: 10.0.0.1 }
virtual_servers:
`,
);
const withPorts = (...servers: string[]) =>
  edit(more, SERVERS, servers.map((it) => `      - { name: ${it.replace(' ', ', port: ')} }\n`).join(''));

test('one of three has another port', async () => {
  expect(await lint(rule, withPorts('rs1 8080', 'rs2 8008', 'rs3 8080'))).toEqual([
    {
      severity: 'info',
      message: '"rs2" has port "8008", and the 2 other real servers of "http" have "8080"',
      hint: 'write 8080 if it is a slip',
      at: 'clusters/prod/edge.yaml:50:28-50:32 «8008»',
      related: ['clusters/prod/edge.yaml:49:28-49:32 «8080» the port of the others'],
    },
  ]);
});

test('one has no port of its own, and so the one of the service', async () => {
  expect(
    (await lint(rule, withPorts('rs1 8080', 'rs2 8080', 'rs3'))).map(({ at, message }) => [at, message]),
  ).toEqual([
    [
      'clusters/prod/edge.yaml:51:17-51:20 «rs3»',
      '"rs3" has port "80", and the 2 other real servers of "http" have "8080"',
    ],
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  const silent = [
    ['rs1 8080', 'rs2 8081'],
    ['rs1 8080', 'rs2 8080', 'rs3 8080'],
    ['rs1 8080', 'rs2 8080', 'rs3 8081', 'rs4 8081'],
    ['rs1 8080', 'rs2 8080', 'rs3 8081', 'rs4 8082'],
    // A second daemon on one host.
    ['rs1 8080', 'rs2 8080', 'rs2 8081'],
  ];
  for (const servers of silent) expect(await lint(rule, withPorts(...servers)), servers.join()).toEqual([]);
});

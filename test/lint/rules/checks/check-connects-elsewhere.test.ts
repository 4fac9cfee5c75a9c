import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'check-connects-elsewhere';
const tcp = (base: string, options: string) =>
  base.replace(/TCP_CHECK: \{[^}]*\}/, `TCP_CHECK: { ${options} }`);

test('connect_port is not the port of the real servers', async () => {
  // DR: the virtual server's. NAT: the real server's own.
  expect(await lint(rule, tcp(HA, 'connect_port: 81'))).toEqual([
    {
      severity: 'warning',
      message: 'check of port "81", but real server "rs1" serves port 80',
      hint: 'leave connect_port out: the check then takes the port of each real server',
      at: 'clusters/prod/web-ha.yaml:32:36-32:38 «81»',
      related: ['clusters/prod/web-ha.yaml:26:11-26:13 «80» the port that clients are sent to'],
    },
  ]);
  expect(await lint(rule, tcp(NAT_HA, 'connect_port: 80'))).toEqual([
    {
      severity: 'warning',
      message: 'check of port "80", but real server "rs1" serves port 8080',
      hint: 'leave connect_port out: the check then takes the port of each real server',
      at: 'clusters/prod/edge.yaml:45:36-45:38 «80»',
      related: ['clusters/prod/edge.yaml:47:28-47:32 «8080» the port that clients are sent to'],
    },
  ]);
});

test('connect_port fits one real server and not the other', async () => {
  const mixed = tcp(edit(NAT_HA, '{ name: rs2, port: 8080 }', '{ name: rs2 }'), 'connect_port: 8080');
  expect(await lint(rule, mixed)).toEqual([
    {
      severity: 'warning',
      message: 'check of port "8080", but real server "rs2" serves port 80',
      hint: 'leave connect_port out: the check then takes the port of each real server',
      at: 'clusters/prod/edge.yaml:45:36-45:40 «8080»',
      related: ['clusters/prod/edge.yaml:39:11-39:13 «80» the port that clients are sent to'],
    },
  ]);
});

test('connect_ip is another address, or that of one real server for all', async () => {
  expect(await lint(rule, tcp(HA, 'connect_ip: 192.168.0.99'))).toEqual([
    {
      severity: 'warning',
      message: 'check of "192.168.0.99" says nothing of real server "rs1"',
      hint: 'leave connect_ip out: the check then takes the address of each real server',
      at: 'clusters/prod/web-ha.yaml:32:34-32:46 «192.168.0.99»',
      related: ["clusters/prod/web-ha.yaml:21:27-21:42 «192.168.0.18/24» the real server's address"],
    },
  ]);
  expect(await lint(rule, tcp(HA, 'connect_ip: 192.168.0.18'))).toEqual([
    {
      severity: 'warning',
      message: 'check of "192.168.0.18" says nothing of real server "rs2"',
      hint: 'leave connect_ip out: the check then takes the address of each real server',
      at: 'clusters/prod/web-ha.yaml:32:34-32:46 «192.168.0.18»',
      related: ["clusters/prod/web-ha.yaml:22:27-22:42 «192.168.0.28/24» the real server's address"],
    },
  ]);
});

test('connect_ip is the VIP', async () => {
  expect(await lint(rule, tcp(HA, 'connect_ip: 192.168.0.38'))).toEqual([
    {
      severity: 'warning',
      message: 'check of the VIP "192.168.0.38": a dead real server passes it as long as another one lives',
      hint: 'leave connect_ip out: the check then takes the address of each real server',
      at: 'clusters/prod/web-ha.yaml:32:34-32:46 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.38» the VIP'],
    },
  ]);
});

test('another check that goes elsewhere, too, or an HTTP_GET of another host', async () => {
  const two = tcp(HA, 'connect_port: 81').replace(
    'TCP_CHECK:',
    'TCP_CHECK: { connect_port: 9100 }\n      - TCP_CHECK:',
  );
  expect((await lint(rule, two)).map(({ message }) => message)).toEqual([
    'check of port "9100", but real server "rs1" serves port 80',
    'check of port "81", but real server "rs1" serves port 80',
  ]);
  const http = tcp(HA, 'connect_port: 8081, connect_ip: 192.168.0.99').replace(
    'TCP_CHECK: {',
    'HTTP_GET: { url: [{ path: /healthz }],',
  );
  expect((await lint(rule, http)).map(({ message }) => message)).toEqual([
    'check of "192.168.0.99" says nothing of real server "rs1"',
  ]);
});

test('a check in defaults is named once, where it stands', async () => {
  const service = (name: string, port: number) => `  - name: ${name}
    vip: 192.168.0.38
    port: ${port}
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    real_servers: [{ name: rs1 }, { name: rs2 }]
`;
  const defaulted = `${HA}${service('https', 443)}${service('smtp', 25)}defaults:
  virtual_servers:
    checks: [{ TCP_CHECK: { connect_port: 80 } }]
`;
  expect(await lint(rule, defaulted)).toEqual([
    {
      severity: 'warning',
      message: 'check of port "80", but real server "rs1" serves port 443',
      hint: 'leave connect_port out: the check then takes the port of each real server',
      at: 'clusters/prod/web-ha.yaml:52:43-52:45 «80»',
      related: ['clusters/prod/web-ha.yaml:38:11-38:14 «443» the port that clients are sent to'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, tcp(NAT_HA, 'connect_port: 8080'))).toEqual([]);
  // Each real server with its own address.
  const own = edit(
    edit(
      HA,
      '{ name: rs1, weight: 1 }',
      '{ name: rs1, checks: [{ TCP_CHECK: { connect_ip: 192.168.0.18 } }] }',
    ),
    '{ name: rs2, weight: 1 }',
    '{ name: rs2, checks: [{ TCP_CHECK: { connect_ip: 192.168.0.28 } }] }',
  );
  expect(await lint(rule, own)).toEqual([]);
  // Another transport has to go elsewhere.
  expect(await lint(rule, edit(tcp(HA, 'connect_port: 9100'), 'protocol: TCP', 'protocol: UDP'))).toEqual([]);
  // DR with a port of its own is the business of dr-port-remapped.
  expect(await lint(rule, edit(HA, '{ name: rs2, weight: 1 }', '{ name: rs2, port: 8080 }'))).toEqual([]);
  // Another one beside a check that goes where the clients go.
  const beside = (options: string) =>
    tcp(HA, 'connect_timeout: 3').replace('TCP_CHECK:', `TCP_CHECK: { ${options} }\n      - TCP_CHECK:`);
  expect(await lint(rule, beside('connect_port: 9100'))).toEqual([]);
  expect(await lint(rule, beside('connect_ip: 192.168.0.99'))).toEqual([]);
  // The application answers for itself at its health port.
  const http = (options: string) =>
    tcp(HA, options).replace('TCP_CHECK: {', 'HTTP_GET: { url: [{ path: /healthz }],');
  expect(await lint(rule, http('connect_port: 8081'))).toEqual([]);
  // A port that is none is the schema's.
  expect(await lint(rule, edit(HA, 'port: 80\n', 'port: 0\n'))).toEqual([]);
});

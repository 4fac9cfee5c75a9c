import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'check-protocol-mismatch';
const check = 'TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }';
const service = (protocol: string, port: number, by: string) =>
  edit(edit(edit(HA, 'protocol: TCP', `protocol: ${protocol}`), 'port: 80\n', `port: ${port}\n`), check, by);

test('TCP_CHECK of a UDP service, with the same port or none', async () => {
  expect(await lint(rule, service('UDP', 514, 'TCP_CHECK: { connect_timeout: 3 }'))).toEqual([
    {
      severity: 'error',
      message: '"TCP_CHECK" cannot tell the health of UDP virtual server "http"',
      hint: 'use UDP_CHECK, or set connect_port to a TCP port that shows the health of the real server',
      at: 'clusters/prod/web-ha.yaml:32:9-32:18 «TCP_CHECK»',
      related: ['clusters/prod/web-ha.yaml:27:15-27:18 «UDP» the service is UDP'],
    },
  ]);
  expect(await lint(rule, service('UDP', 80, check))).toEqual([
    {
      severity: 'error',
      message: '"TCP_CHECK" cannot tell the health of UDP virtual server "http"',
      hint: 'use UDP_CHECK, or set connect_port to a TCP port that shows the health of the real server',
      at: 'clusters/prod/web-ha.yaml:32:9-32:18 «TCP_CHECK»',
      related: ['clusters/prod/web-ha.yaml:27:15-27:18 «UDP» the service is UDP'],
    },
  ]);
});

test('a port where one server answers by both transports, with connect_port or without', async () => {
  for (const options of ['{}', '{ connect_port: 53 }']) {
    expect(await lint(rule, service('UDP', 53, `TCP_CHECK: ${options}`))).toEqual([
      {
        severity: 'warning',
        message: '"TCP_CHECK" sees port 53 by TCP only, but clients of virtual server "http" come by UDP',
        hint: 'add a UDP_CHECK, or use it instead: a server can answer by the one and not by the other',
        at: 'clusters/prod/web-ha.yaml:32:9-32:18 «TCP_CHECK»',
        related: ['clusters/prod/web-ha.yaml:27:15-27:18 «UDP» the service is UDP'],
      },
    ]);
  }
  expect(await lint(rule, service('TCP', 5060, 'UDP_CHECK: {}'))).toEqual([
    {
      severity: 'warning',
      message: '"UDP_CHECK" sees port 5060 by UDP only, but clients of virtual server "http" come by TCP',
      hint: 'add a TCP_CHECK, or use it instead: a server can answer by the one and not by the other',
      at: 'clusters/prod/web-ha.yaml:32:9-32:18 «UDP_CHECK»',
      related: ['clusters/prod/web-ha.yaml:27:15-27:18 «TCP» the service is TCP'],
    },
  ]);
  // No SCTP there, and no mercy for a service at another port beside it.
  expect((await lint(rule, service('SCTP', 53, 'TCP_CHECK: {}'))).map(({ severity }) => severity)).toEqual([
    'error',
  ]);
  const both = `${service('UDP', 53, 'DROP').replace('    checks:\n      - DROP\n', '')}  - name: syslog
    vip: 192.168.0.38
    port: 514
    protocol: UDP
    lvs_sched: rr
    lvs_method: DR
    real_servers: [{ name: rs1 }]
defaults: { virtual_servers: { checks: [{ TCP_CHECK: {} }] } }
`;
  expect((await lint(rule, both)).map(({ message }) => message)).toEqual([
    '"TCP_CHECK" cannot tell the health of UDP virtual server "syslog"',
  ]);
});

test('HTTP_GET of a UDP service', async () => {
  expect(await lint(rule, service('UDP', 443, 'HTTP_GET: { url: [{ path: / }] }'))).toEqual([
    {
      severity: 'error',
      message: '"HTTP_GET" cannot tell the health of UDP virtual server "http"',
      hint: 'use UDP_CHECK, or set connect_port to a TCP port that shows the health of the real server',
      at: 'clusters/prod/web-ha.yaml:32:9-32:17 «HTTP_GET»',
      related: ['clusters/prod/web-ha.yaml:27:15-27:18 «UDP» the service is UDP'],
    },
  ]);
});

test('UDP_CHECK of a TCP service', async () => {
  expect(await lint(rule, service('TCP', 80, 'UDP_CHECK: { connect_timeout: 3 }'))).toEqual([
    {
      severity: 'error',
      message: '"UDP_CHECK" cannot tell the health of TCP virtual server "http"',
      hint: 'use TCP_CHECK or HTTP_GET, or set connect_port to a UDP port that shows the health of the real server',
      at: 'clusters/prod/web-ha.yaml:32:9-32:18 «UDP_CHECK»',
      related: ['clusters/prod/web-ha.yaml:27:15-27:18 «TCP» the service is TCP'],
    },
  ]);
});

test('any check of an SCTP service', async () => {
  expect(await lint(rule, service('SCTP', 3868, 'TCP_CHECK: {}'))).toEqual([
    {
      severity: 'error',
      message: '"TCP_CHECK" cannot tell the health of SCTP virtual server "http"',
      hint: 'keepalived has no check for SCTP: set connect_port to another port that shows the health of the real server',
      at: 'clusters/prod/web-ha.yaml:32:9-32:18 «TCP_CHECK»',
      related: ['clusters/prod/web-ha.yaml:27:15-27:19 «SCTP» the service is SCTP'],
    },
  ]);
});

test('a check in defaults is named once, with the services that it does not fit', async () => {
  const defaulted = `${edit(service('TCP', 80, 'DROP'), '    checks:\n      - DROP\n', '')}  - name: syslog
    vip: 192.168.0.38
    port: 514
    protocol: UDP
    lvs_sched: rr
    lvs_method: DR
    real_servers: [{ name: rs1 }, { name: rs2 }]
  - name: snmp-trap
    vip: 192.168.0.38
    port: 162
    protocol: UDP
    lvs_sched: rr
    lvs_method: DR
    real_servers: [{ name: rs1 }]
defaults:
  virtual_servers:
    checks:
      - TCP_CHECK: { connect_timeout: 3 }
`;
  expect(await lint(rule, defaulted)).toEqual([
    {
      severity: 'error',
      message: '"TCP_CHECK" cannot tell the health of UDP virtual server "syslog"',
      hint: 'use UDP_CHECK, or set connect_port to a TCP port that shows the health of the real server',
      at: 'clusters/prod/web-ha.yaml:51:9-51:18 «TCP_CHECK»',
      related: [
        'clusters/prod/web-ha.yaml:37:15-37:18 «UDP» the service is UDP',
        'clusters/prod/web-ha.yaml:44:15-44:18 «UDP» the service is UDP',
      ],
    },
  ]);
});

test('a check of one real server', async () => {
  const own = edit(HA, '{ name: rs2, weight: 1 }', '{ name: rs2, checks: [{ UDP_CHECK: {} }] }');
  expect(await lint(rule, own)).toEqual([
    {
      severity: 'error',
      message: '"UDP_CHECK" cannot tell the health of TCP virtual server "http"',
      hint: 'use TCP_CHECK or HTTP_GET, or set connect_port to a UDP port that shows the health of the real server',
      at: 'clusters/prod/web-ha.yaml:35:33-35:42 «UDP_CHECK»',
      related: ['clusters/prod/web-ha.yaml:27:15-27:18 «TCP» the service is TCP'],
    },
  ]);
});

test('a check that has a name has its type as its place', async () => {
  const [{ at } = {}] = await lint(rule, service('TCP', 53, 'DNS_CHECK: { name: example.org }'));
  expect(at).toBe('clusters/prod/web-ha.yaml:32:9-32:18 «DNS_CHECK»');
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, service('UDP', 53, 'UDP_CHECK: { require_reply: true }'))).toEqual([]);
  expect(await lint(rule, service('TCP', 80, 'HTTP_GET: { url: [{ path: / }] }'))).toEqual([]);
  // Another port on purpose.
  expect(await lint(rule, service('UDP', 514, 'TCP_CHECK: { connect_port: 9100 }'))).toEqual([]);
  expect(await lint(rule, service('SCTP', 3868, 'TCP_CHECK: { connect_port: 9100 }'))).toEqual([]);
  expect(await lint(rule, service('UDP', 53, 'TCP_CHECK: { connect_port: 9100 }'))).toEqual([]);
  // DNS answers by both, and both are looked at.
  expect(await lint(rule, service('UDP', 53, 'TCP_CHECK: {}\n      - UDP_CHECK: {}'))).toEqual([]);
  // Nobody runs it with engine ipvsadm: check-without-keepalived says that.
  const unused = edit(
    edit(DR, 'protocol: TCP', 'protocol: UDP'),
    '    real_servers:\n      - { name: rs1',
    '    checks: [{ TCP_CHECK: {} }]\n    real_servers:\n      - { name: rs1',
  );
  expect(await lint(rule, unused)).toEqual([]);
  // A protocol that is none is the schema's.
  expect(await lint(rule, service('ICMP', 80, 'TCP_CHECK: {}'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'ops-with-nat';

/** The VIP is not the director's own address. */
const outside = (text: string) => text.replace('vip: 172.16.254.200', 'vip: 172.16.254.210');
/** The service of NAT at another port and over UDP, with more words. */
const udp = (port: number, words = 'ops: true', base = NAT) =>
  edit(outside(base), 'port: 80\n    protocol: TCP\n', `port: ${port}\n    protocol: UDP\n    ${words}\n`);
const marked = (marks: string, base = NAT) =>
  edit(
    outside(base),
    '    vip: 172.16.254.210\n    port: 80\n    protocol: TCP\n',
    `    fwmark: 7\n    marks: [${marks}]\n    ops: true\n`,
  );
const severities = async (text: string) => (await lint(rule, text)).map(({ severity }) => severity);

test('a service that may have no answers', async () => {
  expect(await lint(rule, udp(514))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-nat.yaml:19:10-19:14 «true»",
        "hint": "remove ops, or set lvs_method to DR or TUN; where nothing is answered, such as syslog, allow this",
        "message": "ops of virtual server "http" with NAT: answers leave with the address of the real server, and clients drop them",
        "related": [
          "clusters/prod/web-nat.yaml:21:17-21:20 «NAT» the method",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('a service whose clients wait for answers', async () => {
  expect(await lint(rule, udp(53))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-nat.yaml:19:10-19:14 «true»",
        "hint": "remove ops, or set lvs_method to DR or TUN",
        "message": "ops of virtual server "http" with NAT: answers leave with the address of the real server, and clients drop them, here those at port 53",
        "related": [
          "clusters/prod/web-nat.yaml:21:17-21:20 «NAT» the method",
        ],
        "severity": "error",
      },
    ]
  `);
  for (const port of [88, 123, 443, 853, 1812, 1813]) expect(await severities(udp(port))).toEqual(['error']);
  // DHCP and SIP know whose answer it is without its source.
  for (const port of [67, 5060, 0]) expect(await severities(udp(port))).toEqual(['warning']);
});

test('a check that asks the real servers and waits', async () => {
  const checked = (check: string) =>
    udp(5000, `ops: true\n    checks: [{ ${check} }]`, edit(HA, 'lvs_method: DR', 'lvs_method: NAT'));
  const base = (check: string) => checked(check).replace(/ {4}checks:\n(?: {6}.*\n)+/, '');
  expect(await lint(rule, base('DNS_CHECK: { name: example.org }'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:28:10-28:14 «true»",
        "hint": "remove ops, or set lvs_method to DR or TUN",
        "message": "ops of virtual server "http" with NAT: answers leave with the address of the real server, and clients drop them",
        "related": [
          "clusters/prod/web-ha.yaml:31:17-31:20 «NAT» the method",
        ],
        "severity": "error",
      },
    ]
  `);
  expect(await severities(base('UDP_CHECK: { require_reply: true }'))).toEqual(['error']);
  expect(await severities(base('UDP_CHECK: {}'))).toEqual(['warning']);
  expect(await severities(base('PING_CHECK: {}'))).toEqual(['warning']);
});

test('by firewall mark, where UDP gets it', async () => {
  expect(await severities(marked('{ vip: 172.16.254.210, protocol: UDP, port: 53 }'))).toEqual(['error']);
  expect(await severities(marked('{ vip: 172.16.254.210, protocol: UDP, port: 50-60 }'))).toEqual([
    'warning',
  ]);
  expect(await severities(marked('{ vip: 172.16.254.210 }'))).toEqual(['warning']);
  expect(await severities(marked('{ vip: 172.16.254.210, protocol: TCP, port: 53 }'))).toEqual([]);
});

test('the engine sip, which knows a real server by its port', async () => {
  const SIP = '    persistence_timeout: 60\n    persistence_engine: sip\n';
  const mark = marked('{ vip: 172.16.254.210, protocol: UDP, port: 5060 }');
  expect(await severities(edit(mark, '    ops: true\n', `    ops: true\n${SIP}`))).toEqual(['warning']);
  expect(await severities(udp(0, `ops: true\n${SIP}`.trimEnd()))).toEqual(['warning']);
});

test('one real server with NAT is enough, and its method is named', async () => {
  const text = edit(
    udp(53, 'ops: true', DR),
    'name: rs2, weight: 1',
    'name: rs2, weight: 1, lvs_method: NAT',
  );
  expect((await lint(rule, text))[0]?.related).toMatchInlineSnapshot(`
    [
      "clusters/prod/web-dr.yaml:22:45-22:48 «NAT» the method",
    ]
  `);
});

test('the own address of the director, which answers get by masquerading', async () => {
  const own = udp(53).replace('vip: 172.16.254.210', 'vip: 172.16.254.200');
  expect(await severities(own)).toEqual([]);
  expect(await severities(`masquerade: false\n${own}`)).toEqual(['error']);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, udp(53, 'ops: false'))).toEqual([]);
  expect(await lint(rule, udp(53, 'ops: true', DR))).toEqual([]);
  // The engine finds the answers' connections.
  expect(
    await lint(rule, udp(5060, 'ops: true\n    persistence_timeout: 60\n    persistence_engine: sip')),
  ).toEqual([]);
  // scheduler-flag-ignored speaks.
  expect(await lint(rule, edit(NAT, 'protocol: TCP\n', 'protocol: TCP\n    ops: true\n'))).toEqual([]);
});

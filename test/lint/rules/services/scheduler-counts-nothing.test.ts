import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'scheduler-counts-nothing';

const udp = (scheduler: string, words = '', base = DR) =>
  edit(edit(base, 'protocol: TCP', 'protocol: UDP'), 'lvs_sched: wrr\n', `lvs_sched: ${scheduler}\n${words}`);
const OPS = '    ops: true\n';
const marked = (scheduler: string, marks: string, words = '') =>
  edit(
    edit(
      DR,
      '    vip: 192.168.0.38\n    port: 80\n    protocol: TCP\n',
      `    fwmark: 7\n    marks: [${marks}]\n`,
    ),
    'lvs_sched: wrr\n',
    `lvs_sched: ${scheduler}\n${words}`,
  );

test('UDP, where only active connections count', async () => {
  expect(await lint(rule, udp('sed'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:17:16-17:19 «sed»",
        "hint": "set lvs_sched to wlc or wrr",
        "message": ""sed" of virtual server "http" counts active connections, and UDP has none: all clients go to one real server",
        "related": [
          "clusters/prod/web-dr.yaml:16:15-16:18 «UDP» the protocol",
        ],
        "severity": "warning",
      },
    ]
  `);
  for (const scheduler of ['nq', 'ovf', 'lblc', 'lblcr'])
    expect(await lint(rule, udp(scheduler))).toHaveLength(1);
});

test('one-packet scheduling, where connections count', async () => {
  expect(await lint(rule, udp('wlc', OPS))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:17:16-17:19 «wlc»",
        "hint": "set lvs_sched to wrr or rr",
        "message": ""wlc" of virtual server "http" counts connections, and with ops there are none: all clients go to one real server",
        "related": [
          "clusters/prod/web-dr.yaml:18:10-18:14 «true» one-packet scheduling",
        ],
        "severity": "warning",
      },
    ]
  `);
  for (const scheduler of ['lc', 'twos', 'sed', 'nq', 'ovf', 'lblc', 'lblcr'])
    expect(await lint(rule, udp(scheduler, OPS))).toHaveLength(1);
});

test('by firewall mark, where all that gets it is UDP', async () => {
  const UDP = '{ vip: 192.168.0.38, protocol: UDP, port: 53 }';
  const TCP = '{ vip: 192.168.0.38, protocol: TCP, port: 53 }';
  expect(await lint(rule, marked('sed', UDP))).toHaveLength(1);
  expect(await lint(rule, marked('sed', `${UDP}, ${TCP}`))).toEqual([]);
  expect(await lint(rule, marked('sed', '{ vip: 192.168.0.38 }'))).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  for (const scheduler of ['rr', 'wrr', 'lc', 'wlc', 'sh', 'mh', 'dh', 'fo', 'twos'])
    expect(await lint(rule, udp(scheduler))).toEqual([]);
  for (const scheduler of ['rr', 'wrr', 'sh', 'mh', 'dh', 'fo'])
    expect(await lint(rule, udp(scheduler, OPS))).toEqual([]);
  // TCP and SCTP have active connections.
  for (const protocol of ['TCP', 'SCTP'])
    expect(await lint(rule, edit(edit(DR, 'protocol: TCP', `protocol: ${protocol}`), 'wrr', 'sed'))).toEqual(
      [],
    );
  // There is one real server to go to.
  expect(await lint(rule, edit(udp('sed'), 'name: rs2, weight: 1', 'name: rs2, weight: 0'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'udp-clients-of-removed-server';
const SLIP = edit(HA, 'protocol: TCP', 'protocol: UDP');
const UDP = edit(SLIP, 'TCP_CHECK', 'UDP_CHECK');
const set = (base: string, lines: string) => edit(base, 'version: 1\n', `version: 1\n${lines}\n`);

test('a UDP service whose real servers leave the table', async () => {
  expect(await lint(rule, UDP)).toEqual([
    {
      severity: 'info',
      message:
        'when a real server of UDP service "http" fails, clients that keep their port get no answer for up to 300 s: net.ipv4.vs.expire_nodest_conn is 0',
      hint: 'set sysctls: { net.ipv4.vs.expire_nodest_conn: 1 }, so that their next packet goes to another real server; or ops, where each request is one packet, or a shorter lvs_timeouts.udp',
      at: expect.stringMatching(/^clusters\/prod\/web-ha\.yaml:\d+:15-\d+:18 «UDP»$/),
    },
  ]);
});

test('one director without it is enough, and the timeout is that of the definition', async () => {
  const one = edit(
    UDP,
    '  - name: lvs1\n',
    '  - name: lvs1\n    sysctls: { net.ipv4.vs.expire_nodest_conn: 1 }\n',
  );
  const short = set(one, 'global_defs: { lvs_timeouts: { udp: 30 } }');
  expect((await lint(rule, short)).map(({ message }) => message)).toEqual([
    'when a real server of UDP service "http" fails, clients that keep their port get no answer for up to 30 s: net.ipv4.vs.expire_nodest_conn is 0',
  ]);
});

test('a real server that stays in the table keeps its clients, whatever the sysctl is', async () => {
  const staying = edit(UDP, 'protocol: UDP', 'protocol: UDP\n    inhibit_on_failure: true');
  const expected = [
    {
      severity: 'info',
      message:
        'when "rs1" of UDP service "http" fails, clients that keep their port go on asking it: with inhibit_on_failure it stays in the table',
      hint: 'leave inhibit_on_failure out, and set sysctls: { net.ipv4.vs.expire_nodest_conn: 1 }; or ops, where each request is one packet',
      at: expect.stringMatching(/^clusters\/prod\/web-ha\.yaml:\d+:15-\d+:18 «UDP»$/),
    },
  ];
  expect(await lint(rule, staying)).toEqual(expected);
  expect(await lint(rule, set(staying, 'sysctls: { net.ipv4.vs.expire_nodest_conn: 1 }'))).toEqual(expected);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, set(UDP, 'sysctls: { net.ipv4.vs.expire_nodest_conn: 1 }'))).toEqual([]);
  expect(await lint(rule, edit(UDP, 'protocol: UDP', 'protocol: UDP\n    ops: true'))).toEqual([]);
  // A check of TCP: then the protocol may be wrong, and check-protocol-mismatch says so.
  expect(await lint(rule, SLIP)).toEqual([]);
  // Nobody takes real servers out of the scripts' table.
  expect(await lint(rule, edit(DR, 'protocol: TCP', 'protocol: UDP'))).toEqual([]);
});

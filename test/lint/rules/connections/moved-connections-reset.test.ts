import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'moved-connections-reset';
const ECMP = `version: 1
engine: ipvsadm
segments: { lan: { subnet: 192.0.2.0/24, gateway: 192.0.2.1 } }
directors:
  - { name: lb1, interfaces: { eth0: { segment: lan, address: 192.0.2.11/24 } } }
  - { name: lb2, interfaces: { eth0: { segment: lan, address: 192.0.2.12/24 } } }
real_servers:
  - { name: a1, address: 192.0.2.21/24 }
  - { name: a2, address: 192.0.2.22/24 }
virtual_servers:
  - name: web
    vip: 203.0.113.10
    routed: true
    port: 443
    protocol: TCP
    lvs_sched: mh
    lvs_method: DR
    real_servers: [{ name: a1 }, { name: a2 }]
`;

test('a hash that all directors share, and nobody who heeds it', async () => {
  expect(await lint(rule, ECMP)).toEqual([
    {
      severity: 'info',
      message:
        'a connection of "web" that routers move to another director is reset, though "mh" chooses the same real server there: net.ipv4.vs.sloppy_tcp is 0',
      hint: 'set sysctls: { net.ipv4.vs.sloppy_tcp: 1 }',
      at: expect.stringMatching(/:16:16-16:18 «mh»$/),
    },
  ]);
  expect((await lint(rule, edit(ECMP, 'lvs_sched: mh', 'lvs_sched: sh'))).length).toBe(1);
  expect((await lint(rule, edit(ECMP, 'lvs_method: DR', 'lvs_method: TUN'))).length).toBe(1);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  const silent = async (from: string, to: string) =>
    expect(await lint(rule, edit(ECMP, from, to))).toEqual([]);
  await silent('engine: ipvsadm', 'engine: ipvsadm\nsysctls: { net.ipv4.vs.sloppy_tcp: 1 }');
  await silent(
    'engine: ipvsadm',
    'engine: ipvsadm\nglobal_defs: { lvs_sync_daemon: { interface: eth0, id: 7 } }',
  );
  await silent('lvs_sched: mh', 'lvs_sched: wrr');
  await silent('lvs_method: DR', 'lvs_method: NAT');
  await silent('protocol: TCP', 'protocol: UDP');
  await silent('  - { name: lb2, interfaces: { eth0: { segment: lan, address: 192.0.2.12/24 } } }\n', '');
  await silent('    vip: 203.0.113.10\n    routed: true\n', '    vip: 192.0.2.100\n');
});

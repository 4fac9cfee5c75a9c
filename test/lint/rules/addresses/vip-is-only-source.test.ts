import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'vip-is-only-source';
const ONLY = `version: 1
name: only
segments: { lan: { subnet: 192.0.2.0/24 }, pub: { subnet: 198.51.100.0/28 } }
directors:
  - { name: lvs1, interfaces: { eth0: { segment: lan, address: 192.0.2.48/24 }, eth1: { segment: pub } } }
vrrp_instances:
  - name: VI_1
    interface: eth0
    virtual_router_id: 61
    virtual_ipaddress: [{ address: 198.51.100.2/28, dev: eth1 }]
    members: [{ director: lvs1, priority: 110 }]
real_servers: [{ name: a1, address: 198.51.100.8/28 }, { name: a2, address: 198.51.100.9/28 }]
virtual_servers:
  - name: web
    vip: 198.51.100.2
    port: 80
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    checks: [{ TCP_CHECK: {} }]
    real_servers: [{ name: a1 }, { name: a2 }]
`;

test('a VIP on an interface without an address of its own', async () => {
  expect(await lint(rule, ONLY)).toEqual([
    {
      severity: 'error',
      message:
        'VIP "198.51.100.2/28" is the source of checks of "a1", which has it too, so they fail: "lvs1" has no other address in that subnet',
      hint: 'give the interface an address of its own there, or the checks a bindto',
      at: 'clusters/prod/only.yaml:10:36-10:51 «198.51.100.2/28»',
      related: ['clusters/prod/only.yaml:15:10-15:22 «198.51.100.2» the service of the VIP'],
    },
  ]);
});

const having = (words: string) => edit(ONLY, '{ address: 198.51.100.2/28, dev: eth1 }', words);
const NEAR: Record<string, string> = {
  'an address of its own there': edit(ONLY, '{ segment: pub }', '{ segment: pub, address: 198.51.100.4/28 }'),
  'a static address there': edit(
    ONLY,
    '{ name: lvs1, ',
    '{ name: lvs1, static_ipaddress: [{ address: 198.51.100.4/28, dev: eth1 }], ',
  ),
  'another VIP before it': having(
    '{ address: 198.51.100.3/28, dev: eth1 }, { address: 198.51.100.2/28, dev: eth1 }',
  ),
  'a VIP alone in its subnet': having('{ address: 198.51.100.2/32, dev: eth1 }'),
  'a VIP without a route': having('{ address: 198.51.100.2/28, dev: eth1, noprefixroute: true }'),
  'a route with a source': edit(
    ONLY,
    '{ name: lvs1, ',
    '{ name: lvs1, static_routes: [{ to: 198.51.100.0/28, dev: eth1, src: 192.0.2.48 }], ',
  ),
  NAT: edit(ONLY, 'lvs_method: DR', 'lvs_method: NAT'),
  'checks from an address': edit(ONLY, 'TCP_CHECK: {}', 'TCP_CHECK: { bindto: 192.0.2.48 }'),
  'no checks': edit(ONLY, '    checks: [{ TCP_CHECK: {} }]\n', ''),
};

test.each(Object.entries(NEAR))('%s stays silent', async (_, text) => {
  expect(await lint(rule, text)).toEqual([]);
});

test('another VIP behind it', async () => {
  const behind = having('{ address: 198.51.100.2/28, dev: eth1 }, { address: 198.51.100.3/28, dev: eth1 }');
  expect(await lint(rule, behind)).toHaveLength(1);
});

test('usual definitions stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
});

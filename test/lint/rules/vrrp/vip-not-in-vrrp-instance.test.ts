import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint, lintAll } from '../../../support/lint.ts';

const rule = 'vip-not-in-vrrp-instance';

test('the VIP is in no instance: the one on its subnet is proposed', async () => {
  expect(await lint(rule, edit(HA, 'vip: 192.168.0.38', 'vip: 192.168.0.39'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.39" is in no VRRP instance: no director ever owns it',
      hint: 'write one address in both places, if the unused 192.168.0.38 is a slip; if not, add 192.168.0.39/32 to virtual_ipaddress of VRRP instance "VI_1"',
      at: 'clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.39»',
      related: [
        'clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.38/32» VRRP instance "VI_1" has a VIP without a service',
      ],
    },
  ]);
  expect(await lint(rule, edit(NAT_HA, 'vip: 198.51.100.100', 'vip: 198.51.100.101'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "198.51.100.101" is in no VRRP instance: no director ever owns it',
      hint: 'write one address in both places, if the unused 198.51.100.100 is a slip; if not, add 198.51.100.101/32 to virtual_ipaddress of VRRP instance "OUTER"',
      at: 'clusters/prod/edge.yaml:38:10-38:24 «198.51.100.101»',
      related: [
        'clusters/prod/edge.yaml:22:25-22:42 «198.51.100.100/24» VRRP instance "OUTER" has a VIP without a service',
      ],
    },
  ]);
});

test('no instance of the family, or none at all', async () => {
  const ipv6 = edit(HA, 'vip: 192.168.0.38', 'vip: "2001:db8::38"');
  expect(await lint(rule, ipv6)).toEqual([]);
  expect(await lint(rule, ipv6, 'rules: { real-server-other-family: off }\n')).toEqual([
    {
      severity: 'error',
      message: 'VIP "2001:db8::38" is in no VRRP instance: no director ever owns it',
      hint: 'add a VRRP instance with 2001:db8::38/128 in virtual_ipaddress',
      at: 'clusters/prod/web-ha.yaml:25:10-25:24 «"2001:db8::38"»',
    },
  ]);
  expect(await lint(rule, edit(DR, 'name: web-dr\n', 'name: web-dr\nengine: keepalived\n'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.38" is in no VRRP instance: no director ever owns it',
      hint: 'add a VRRP instance with 192.168.0.38/32 in virtual_ipaddress',
      at: 'clusters/prod/web-dr.yaml:15:10-15:22 «192.168.0.38»',
    },
  ]);
});

test('routed does not help a VIP in a subnet of a director', async () => {
  const routed = edit(
    edit(DR, 'name: web-dr\n', 'name: web-dr\nengine: keepalived\n'),
    'vip: 192.168.0.38',
    'vip: 192.168.0.38\n    routed: true',
  );
  expect((await lint(rule, routed)).map(({ message }) => message)).toEqual([
    'VIP "192.168.0.38" is in no VRRP instance: no director ever owns it',
  ]);
});

test('keepalived gives the director the VIP', async () => {
  const alone = edit(DR, 'name: web-dr\n', 'name: web-dr\nengine: keepalived\n');
  const fixed = '    static_ipaddress: [{ address: 192.168.0.38/32, dev: eth0 }]\n';
  const one = edit(alone, '  - name: lvs1\n', `  - name: lvs1\n${fixed}`);
  expect(await lint(rule, one)).toEqual([]);
  const second = `  - name: lvs2\n${fixed}    interfaces: { eth0: { segment: lan, address: 192.168.0.9/24 } }\n`;
  const two = edit(one, 'real_servers:\n  - { name: rs1, a', `${second}real_servers:\n  - { name: rs1, a`);
  expect(await lint(rule, two)).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.38" is an address of "lvs1" and "lvs2" all the time: each answers for it',
      hint: 'put it into virtual_ipaddress of a VRRP instance in place of static_ipaddress',
      at: 'clusters/prod/web-dr.yaml:19:10-19:22 «192.168.0.38»',
      related: [
        'clusters/prod/web-dr.yaml:8:35-8:50 «192.168.0.38/32» "lvs1" has it',
        'clusters/prod/web-dr.yaml:12:35-12:50 «192.168.0.38/32» "lvs2" has it',
      ],
    },
  ]);
  const routed = two
    .replaceAll('192.168.0.38', '203.0.113.38')
    .replace('port: 80', 'port: 80\n    routed: true');
  expect(await lint(rule, routed)).toEqual([]);
});

test('two services on one VIP are one fault', async () => {
  const two = `${edit(HA, 'vip: 192.168.0.38', 'vip: 192.168.0.39')}  - name: https
    vip: 192.168.0.39
    port: 443
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    checks: [{ TCP_CHECK: {} }]
    real_servers: [{ name: rs1 }]
`;
  expect((await lint(rule, two)).length).toBe(1);
});

test('another cluster of the environment has it, on other directors', async () => {
  const other = HA.replaceAll('web-ha', 'api')
    .replaceAll(/lvs(?=[12])/g, 'api')
    .replaceAll('192.168.0.38', '192.168.0.39');
  const files = {
    'clusters/prod/api.yaml': other,
    'clusters/prod/web-ha.yaml': edit(HA, 'vip: 192.168.0.38', 'vip: 192.168.0.39'),
  };
  expect(await lint(rule, files)).toEqual([
    {
      severity: 'error',
      message:
        'VIP "192.168.0.39" is in a VRRP instance of cluster "api" only: no director here ever owns it',
      hint: 'take a VIP of a VRRP instance of this cluster, or move the virtual server into cluster "api"',
      at: 'clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.39»',
      related: ['clusters/prod/api.yaml:16:25-16:40 «192.168.0.39/32» VRRP instance "VI_1" has it'],
    },
  ]);
});

test('a VIP of the instance that is mistyped is the same fault, and no further one', async () => {
  const text = edit(HA, '192.168.0.38/32', '192.186.0.38/32');
  const found = await lintAll({ 'clusters/prod/web-ha.yaml': text });
  expect(found.filter(({ severity }) => severity !== 'info').map((finding) => finding.rule)).toEqual([rule]);
  expect(found.find((finding) => finding.rule === rule)?.hint).toBe(
    'write one address in both places, if the unused 192.186.0.38 is a slip; if not, add 192.168.0.38/32 to virtual_ipaddress of VRRP instance "VI_1"',
  );
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // keepalived on a single director whose own address is the VIP.
  expect(await lint(rule, edit(NAT, 'name: web-nat\n', 'name: web-nat\nengine: keepalived\n'))).toEqual([]);
  // A routed VIP that others bring up.
  const routed = edit(
    edit(DR, 'name: web-dr\n', 'name: web-dr\nengine: keepalived\n'),
    'vip: 192.168.0.38',
    'vip: 203.0.113.1\n    routed: true',
  );
  expect(await lint(rule, routed)).toEqual([]);
  // The same directors have it from another definition.
  const services = HA.replaceAll('web-ha', 'services').replace(
    /vrrp_instances:[\s\S]*?(?=real_servers:)/,
    '',
  );
  const shared = edit(services, 'name: services\n', 'name: services\nengine: keepalived\n');
  const files = { 'clusters/prod/services.yaml': shared, 'clusters/prod/web-ha.yaml': HA };
  expect(await lint(rule, files)).toEqual([]);
  // The same address in another spelling.
  const ipv6 = HA.replaceAll('192.168.0.38/32', '"2001:db8:0::38/128"').replaceAll(
    '192.168.0.38',
    '"2001:db8::38"',
  );
  expect(await lint(rule, ipv6)).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'duplicate-real-server';

test('one host twice at one port', async () => {
  expect(await lint(rule, edit(DR, '{ name: rs2, weight: 1 }', '{ name: rs1, weight: 1 }'))).toEqual([
    {
      severity: 'error',
      message: 'real server "192.168.0.18:80" is in virtual server "http" twice',
      hint: 'remove this entry, or name "rs2", which no service has: IPVS keeps one weight for an address and port',
      at: 'clusters/prod/web-dr.yaml:21:17-21:20 «rs1»',
      related: ['clusters/prod/web-dr.yaml:20:17-20:20 «rs1» first used here'],
    },
  ]);
});

test("the port of one is written, that of the other one is the virtual server's", async () => {
  expect(await lint(rule, edit(NAT, '- { name: rs2, weight: 1 }', '- { name: rs1, port: 80 }'))).toEqual([
    {
      severity: 'error',
      message: 'real server "192.168.0.18:80" is in virtual server "http" twice',
      hint: 'remove this entry, or name "rs2", which no service has: IPVS keeps one weight for an address and port',
      at: 'clusters/prod/web-nat.yaml:23:17-23:20 «rs1»',
      related: ['clusters/prod/web-nat.yaml:22:17-22:20 «rs1» first used here'],
    },
  ]);
});

/** Of two hosts with one address, that is what is reported. */
const ALONE = 'rules: { duplicate-address: off }\n';

test('two host names with one address', async () => {
  expect(await lint(rule, edit(DR, '192.168.0.28/24', '192.168.0.18/24'), ALONE)).toEqual([
    {
      severity: 'error',
      message: 'real server "192.168.0.18:80" is in virtual server "http" twice',
      hint: 'remove this entry: IPVS keeps one weight for an address and port',
      at: 'clusters/prod/web-dr.yaml:21:17-21:20 «rs2»',
      related: ['clusters/prod/web-dr.yaml:20:17-20:20 «rs1» first used here'],
    },
  ]);
});

test('three times is two findings, and IPv6 is compared by value', async () => {
  const thrice = `version: 1
segments: { lan: { subnet: "2001:db8::/64" } }
directors:
  - { name: lvs1, interfaces: { eth0: { segment: lan, address: "2001:db8::8/64" } } }
real_servers:
  - { name: rs1, address: "2001:db8::18/64" }
  - { name: rs2, address: "2001:db8:0::18/64" }
virtual_servers:
  - name: http
    vip: 2001:db8::38
    port: 80
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    real_servers: [{ name: rs1 }, { name: rs2 }, { name: rs1 }]
`;
  expect(await lint(rule, thrice, ALONE)).toEqual([
    {
      severity: 'error',
      message: 'real server "[2001:db8::18]:80" is in virtual server "http" twice',
      hint: 'remove this entry: IPVS keeps one weight for an address and port',
      at: 'clusters/prod/cluster.yaml:15:43-15:46 «rs2»',
      related: ['clusters/prod/cluster.yaml:15:28-15:31 «rs1» first used here'],
    },
    {
      severity: 'error',
      message: 'real server "[2001:db8::18]:80" is in virtual server "http" twice',
      hint: 'remove this entry: IPVS keeps one weight for an address and port',
      at: 'clusters/prod/cluster.yaml:15:58-15:61 «rs1»',
      related: ['clusters/prod/cluster.yaml:15:28-15:31 «rs1» first used here'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // NAT to two instances on one host.
  expect(await lint(rule, edit(NAT, '- { name: rs2, weight: 1 }', '- { name: rs1, port: 8080 }'))).toEqual(
    [],
  );
  // A name that nothing has is the business of another rule.
  const unknown = DR.replaceAll('{ name: rs1, weight: 3 }', '{ name: rs9 }').replaceAll(
    '{ name: rs2, weight: 1 }',
    '{ name: rs9 }',
  );
  expect(await lint(rule, unknown)).toEqual([]);
  // The same real server in two virtual servers.
  const https = `${DR}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: wrr
    lvs_method: DR
    real_servers: [{ name: rs1 }]
`;
  expect(await lint(rule, https)).toEqual([]);
});

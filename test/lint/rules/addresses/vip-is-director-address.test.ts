import { expect, test } from 'vitest';
import { DR, edit, HA, NAT } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'vip-is-director-address';

test('VRRP with the own address of a director: once with its service', async () => {
  const text = edit(edit(HA, '192.168.0.38/32', '192.168.0.48/32'), 'vip: 192.168.0.38', 'vip: 192.168.0.48');
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.48" is the own address of director "lvs1": it cannot move to another director',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.48/32»',
      related: ["clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.48/24» the director's address"],
    },
  ]);
});

test('a service at the own address of one of two directors', async () => {
  expect(await lint(rule, edit(HA, 'vip: 192.168.0.38', 'vip: 192.168.0.58'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.58" is the own address of director "lvs2": it cannot move to another director',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.58»',
      related: ["clusters/prod/web-ha.yaml:9:50-9:65 «192.168.0.58/24» the director's address"],
    },
  ]);
});

test('a director of another cluster', async () => {
  const other = edit(
    edit(edit(DR, 'name: web-dr', 'name: api'), 'name: lvs1', 'name: lvs9'),
    'vip: 192.168.0.38',
    'vip: 192.168.0.48',
  );
  expect(await lint(rule, { 'clusters/prod/api.yaml': other, 'clusters/prod/web-ha.yaml': HA })).toEqual([
    {
      severity: 'error',
      message:
        'VIP "192.168.0.48" is the own address of director "lvs1" of cluster "web-ha": both hosts would have it',
      hint: 'use an address that no host has',
      at: 'clusters/prod/api.yaml:14:10-14:22 «192.168.0.48»',
      related: ["clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.48/24» the director's address"],
    },
  ]);
});

test('a DR service at the own address of a single director, with the scripts and with keepalived', async () => {
  const own = edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.8');
  const found = {
    severity: 'error',
    message:
      'VIP "192.168.0.8" of DR service "http" is the own address of director "lvs1": its real servers drop all that comes from it, ARP first',
    hint: 'use another address: a DR real server has the VIP, too',
    at: 'clusters/prod/web-dr.yaml:14:10-14:21 «192.168.0.8»',
    related: ["clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.8/24» the director's address"],
  };
  expect(await lint(rule, own)).toEqual([found]);
  const engine = edit(own, 'name: web-dr\n', 'name: web-dr\nengine: keepalived\n');
  expect((await lint(rule, engine)).map(({ message }) => message)).toEqual([found.message]);
  // Beside a NAT service at the same address, it is the DR service that is wrong; several of them are one fault.
  const dr = (port: number) =>
    `  - { name: dr${port}, vip: 172.16.254.200, port: ${port}, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs1 }] }\n`;
  // The real server sends its replies to the director: that is the cause.
  const both = `${NAT}${dr(53)}${dr(54)}`;
  expect(await lint(rule, both)).toEqual([]);
  const alone = await lint(rule, both, 'rules: { dr-real-server-gateway-is-director: off }\n');
  expect(alone.map(({ at }) => at)).toEqual(['clusters/prod/web-nat.yaml:24:24-24:38 «172.16.254.200»']);
});

test('near misses stay silent', async () => {
  // One director without VRRP can serve at its own address, with the scripts and with keepalived.
  expect(await lint(rule, NAT)).toEqual([]);
  expect(await lint(rule, edit(NAT, 'name: web-nat\n', 'name: web-nat\nengine: keepalived\n'))).toEqual([]);
  expect(await lint(rule, DR)).toEqual([]);
  expect(await lint(rule, HA)).toEqual([]);
  // The same address in another routing domain.
  const other = edit(edit(DR, 'name: lvs1', 'name: lvs9'), 'vip: 192.168.0.38', 'vip: 192.168.0.48');
  expect(await lint(rule, { 'clusters/test/web-dr.yaml': other, 'clusters/prod/web-ha.yaml': HA })).toEqual(
    [],
  );
});

test('one wire in two routing domains', async () => {
  const onWire = (text: string) => edit(text, 'lan: { subnet', 'lan: { id: v20, subnet');
  const other = edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.48');
  const files = { 'clusters/prod/web-ha.yaml': onWire(HA), 'clusters/test/web-dr.yaml': onWire(other) };
  expect((await lint(rule, files)).map(({ message, at }) => [message, at])).toEqual([
    [
      'VIP "192.168.0.48" is the own address of director "lvs1" of cluster "web-ha": both hosts would have it',
      'clusters/test/web-dr.yaml:14:10-14:22 «192.168.0.48»',
    ],
  ]);
  // Another id is another wire.
  const apart = {
    ...files,
    'clusters/test/web-dr.yaml': edit(other, 'lan: { subnet', 'lan: { id: v21, subnet'),
  };
  expect(await lint(rule, apart)).toEqual([]);
});

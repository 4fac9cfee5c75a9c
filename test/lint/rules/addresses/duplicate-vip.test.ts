import { expect, test } from 'vitest';
import { DR, edit, HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'duplicate-vip';

test('one VIP in two clusters: both places are named', async () => {
  const files = { 'clusters/prod/web-dr.yaml': DR, 'clusters/prod/web-ha.yaml': HA };
  expect(await lint(rule, files)).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.38" is used twice',
      hint: 'give each its own VIP, or put both services into one cluster',
      at: 'clusters/prod/web-dr.yaml:14:10-14:22 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.38/32» VRRP instance "VI_1" has it'],
    },
  ]);
  // Of two instances, or two services, nobody knows which one was first.
  const places = async (one: string, other: string) =>
    (await lint(rule, { 'clusters/prod/a.yaml': one, 'clusters/prod/b.yaml': other })).map(({ at }) => at);
  expect(await places(HA, HA)).toEqual(['clusters/prod/b.yaml:16:25-16:40 «192.168.0.38/32»']);
  expect(await places(DR, DR)).toEqual(['clusters/prod/b.yaml:14:10-14:22 «192.168.0.38»']);
  expect(await places(HA, DR)).toEqual(['clusters/prod/b.yaml:14:10-14:22 «192.168.0.38»']);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, HA)).toEqual([]);
  // Another environment is another routing domain, and so is one that has a name.
  expect(await lint(rule, { 'clusters/prod/web-dr.yaml': DR, 'clusters/test/web-ha.yaml': HA })).toEqual([]);
  const elsewhere = edit(HA, 'name: web-ha\n', 'name: web-ha\nrouting_domain: lab\n');
  expect(
    await lint(rule, { 'clusters/prod/web-dr.yaml': DR, 'clusters/prod/web-ha.yaml': elsewhere }),
  ).toEqual([]);
  // Two services of one cluster on one VIP.
  const https = `${DR}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: wrr
    lvs_method: DR
    real_servers:
      - { name: rs1 }
`;
  expect(await lint(rule, https)).toEqual([]);
});

test('a link-local VIP belongs to its wire', async () => {
  const ipv6 = (name: string, network: string) =>
    edit(
      edit(
        edit(HA, 'name: web-ha', `name: ${name}`),
        '[192.168.0.38/32]',
        `[fe80::51/64, ${network}::38/64]`,
      ),
      '    authentication: { auth_type: PASS, auth_pass: "1111" }\n',
      '',
    )
      .replaceAll('192.168.0.0/24', `${network}::/64`)
      .replace('vip: 192.168.0.38', `vip: ${network}::38`);
  const files = (second: string) => ({
    'clusters/prod/a.yaml': ipv6('a', '2001:db8:1'),
    'clusters/prod/b.yaml': ipv6('b', second).replaceAll(/lvs([12])/g, 'other$1'),
  });
  expect((await lint(rule, files('2001:db8:2'))).map(({ message }) => message)).toEqual([]);
  expect((await lint(rule, files('2001:db8:1'))).map(({ message }) => message)).toEqual([
    'VIP "fe80::51" is used twice',
    'VIP "2001:db8:1::38" is used twice',
  ]);
});

test('one wire in two routing domains', async () => {
  const onWire = (text: string, id: string) => edit(text, 'lan: { subnet', `lan: { id: ${id}, subnet`);
  const files = (id: string) => ({
    'clusters/prod/web-ha.yaml': onWire(HA, 'v20'),
    'clusters/stage/web-ha.yaml': onWire(HA, id),
  });
  expect(await lint(rule, files('v20'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.38" is used twice',
      hint: 'give each its own VIP, or put both services into one cluster',
      at: 'clusters/stage/web-ha.yaml:16:25-16:40 «192.168.0.38/32»',
      related: ['clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.38/32» first used here'],
    },
  ]);
  expect(await lint(rule, files('v21'))).toEqual([]);
  // A wire with the same subnet in both, which says nothing of another segment.
  const apart = edit(files('v20')['clusters/stage/web-ha.yaml'], 'id: v20, ', '').replace(
    'segments:\n',
    'segments:\n  mgmt: { id: v20, subnet: 10.0.0.0/24 }\n',
  );
  expect(await lint(rule, { ...files('v20'), 'clusters/stage/web-ha.yaml': apart })).toEqual([]);
});

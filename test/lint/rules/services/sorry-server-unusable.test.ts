import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sorry-server-unusable';
const sorry = (base: string, address: string) =>
  edit(base, '    delay_loop:', `    sorry_server: { address: "${address}", port: 80 }\n    delay_loop:`);

test('the sorry server is the VIP', async () => {
  expect(await lint(rule, sorry(HA, '192.168.0.38'))).toEqual([
    {
      severity: 'warning',
      message: 'sorry server "192.168.0.38" is a VIP: the director would send the clients to itself',
      hint: 'name the address of another host',
      at: 'clusters/prod/web-ha.yaml:30:30-30:44 «"192.168.0.38"»',
      related: ['clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.38» the VIP'],
    },
  ]);
});

test('the sorry server is the VIP of another service of the cluster', async () => {
  const two = `${sorry(NAT_HA, '198.51.100.101')}  - name: api
    vip: 198.51.100.101
    port: 80
    protocol: TCP
    lvs_sched: wlc
    lvs_method: NAT
    checks: [{ TCP_CHECK: {} }]
    real_servers: [{ name: rs1, port: 8080 }]
`;
  expect(await lint(rule, two)).toEqual([
    {
      severity: 'warning',
      message: 'sorry server "198.51.100.101" is a VIP: the director would send the clients to itself',
      hint: 'name the address of another host',
      at: 'clusters/prod/edge.yaml:43:30-43:46 «"198.51.100.101"»',
      related: ['clusters/prod/edge.yaml:51:10-51:24 «198.51.100.101» the VIP'],
    },
  ]);
});

test('a loopback address, with NAT', async () => {
  expect(await lint(rule, sorry(NAT_HA, '127.0.0.2'))).toEqual([
    {
      severity: 'warning',
      message:
        'sorry server "127.0.0.2" is a loopback address: under NAT the kernel drops what is sent there',
      hint: 'name the address of another host',
      at: 'clusters/prod/edge.yaml:43:30-43:41 «"127.0.0.2"»',
    },
  ]);
});

test('an address of no host', async () => {
  for (const address of ['0.0.0.0', '224.0.0.18', '255.255.255.255', '::', 'ff02::12']) {
    const found = await lint(rule, sorry(HA, address));
    expect(found.map(({ message }) => message)).toEqual([
      `sorry server "${address}" is no address of a host`,
    ]);
  }
  expect(await lint(rule, sorry(HA, '0.0.0.0'))).toEqual([
    {
      severity: 'warning',
      message: 'sorry server "0.0.0.0" is no address of a host',
      hint: 'name the address of another host',
      at: 'clusters/prod/web-ha.yaml:30:30-30:39 «"0.0.0.0"»',
    },
  ]);
});

test('a sorry server in defaults is named once, where it stands', async () => {
  const defaulted = `${HA}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    real_servers: [{ name: rs1 }]
defaults:
  virtual_servers:
    sorry_server: { address: 192.168.0.38, port: 80 }
`;
  expect(await lint(rule, defaulted)).toEqual([
    {
      severity: 'warning',
      message: 'sorry server "192.168.0.38" is a VIP: the director would send the clients to itself',
      hint: 'name the address of another host',
      at: 'clusters/prod/web-ha.yaml:45:30-45:42 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.38» the VIP'],
    },
  ]);
});

test('near misses stay silent', async () => {
  // The director itself: LocalNode.
  for (const method of ['DR', 'TUN'])
    expect(await lint(rule, sorry(edit(HA, 'lvs_method: DR', `lvs_method: ${method}`), '127.0.0.1'))).toEqual(
      [],
    );
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, sorry(HA, '192.168.0.99'))).toEqual([]);
  // LocalNode: a service on the directors themselves.
  expect(await lint(rule, sorry(HA, '192.168.0.48'))).toEqual([]);
  // A single director whose own address is the VIP.
  const single = edit(
    edit(
      NAT,
      '    real_servers:\n      - { name: rs1',
      '    sorry_server: { address: 172.16.254.200, port: 8080 }\n    real_servers:\n      - { name: rs1',
    ),
    'name: web-nat\n',
    'name: web-nat\nengine: keepalived\n',
  );
  expect(await lint(rule, single)).toEqual([]);
  // The VIP of another cluster: its farm says sorry for this one.
  const farm = edit(DR.replaceAll('192.168.0.38', '192.168.0.39'), 'name: web-dr\n', 'name: farm\n');
  const files = { 'clusters/prod/farm.yaml': farm, 'clusters/prod/web-ha.yaml': sorry(HA, '192.168.0.39') };
  expect(await lint(rule, files)).toEqual([]);
});

test('a VIP of a VRRP instance without service', async () => {
  const text = edit(
    NAT_HA,
    '    delay_loop: 5\n',
    '    sorry_server: { address: 10.0.0.1, port: 80 }\n    delay_loop: 5\n',
  );
  expect((await lint(rule, text)).map(({ message, related }) => [message, related])).toEqual([
    [
      'sorry server "10.0.0.1" is a VIP: the director would send the clients to itself',
      ['clusters/prod/edge.yaml:29:25-29:36 «10.0.0.1/24» the VIP'],
    ],
  ]);
});

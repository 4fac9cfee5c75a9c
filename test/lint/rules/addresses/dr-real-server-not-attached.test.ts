import { expect, test } from 'vitest';
import { DR, edit, HA, NAT } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'dr-real-server-not-attached';
const RS1 = '192.168.0.18/24, gateway: 192.168.0.1';

test('a real server behind a router', async () => {
  expect(await lint(rule, edit(DR, RS1, '192.168.1.18/24, gateway: 192.168.1.1'))).toEqual([
    {
      severity: 'error',
      message:
        'director "lvs1" has no interface on "192.168.1.0/24", the subnet of real server "rs1": DR reaches only hosts on the same wire',
      hint: 'attach director "lvs1" to 192.168.1.0/24, or correct the address',
      at: 'clusters/prod/web-dr.yaml:10:27-10:42 «192.168.1.18/24»',
      related: [
        'clusters/prod/web-dr.yaml:7:5-7:15 «interfaces» its interfaces',
        'clusters/prod/web-dr.yaml:13:11-13:15 «http» the DR service',
      ],
    },
  ]);
});

test('one of two directors is on another segment', async () => {
  const text = edit(
    edit(HA, 'segment: lan, address: 192.168.0.58/24', 'segment: dmz, address: 192.168.5.58/24'),
    'segments:\n',
    'segments:\n  dmz: { subnet: 192.168.5.0/24 }\n',
  );
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message:
        'director "lvs2" has no interface on "192.168.0.0/24", the subnet of real servers "rs1" and "rs2": DR reaches only hosts on the same wire',
      hint: 'attach director "lvs2" to segment "lan"',
      at: 'clusters/prod/web-ha.yaml:10:5-10:15 «interfaces»',
      related: [
        'clusters/prod/web-ha.yaml:22:27-22:42 «192.168.0.18/24» the address of "rs1"',
        'clusters/prod/web-ha.yaml:25:11-25:15 «http» the DR service',
      ],
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, DR)).toEqual([]);
  expect(await lint(rule, HA)).toEqual([]);
  // NAT is nat-real-server-not-attached's.
  expect(await lint(rule, edit(NAT, '192.168.0.18/24, gateway: 192.168.0.8', '192.168.1.18/24'))).toEqual([]);
  // The VIP on one segment, the real servers on another.
  const twoSegments = edit(
    edit(
      edit(DR, RS1, '10.0.0.18/24, gateway: 10.0.0.1'),
      'segments:\n',
      'segments:\n  inner: { subnet: 10.0.0.0/24 }\n',
    ),
    'address: 192.168.0.8/24 }\n',
    'address: 192.168.0.8/24 }\n      eth1: { segment: inner, address: 10.0.0.8/24 }\n',
  );
  expect(await lint(rule, twoSegments)).toEqual([]);
  // LocalNode, by name and at the loopback address.
  const local = edit(
    DR,
    'virtual_servers:\n',
    '  - { name: lvs1, address: 127.0.0.1/8 }\nvirtual_servers:\n',
  );
  expect(await lint(rule, `${local}      - { name: lvs1 }\n`)).toEqual([]);
});

test('a sorry server of the definition on another subnet', async () => {
  const text = edit(
    edit(
      HA,
      '    delay_loop: 6\n',
      '    sorry_server: { address: 10.55.0.9, port: 80 }\n    delay_loop: 6\n',
    ),
    'real_servers:\n  - {',
    'real_servers:\n  - { name: sorry, address: 10.55.0.9/24 }\n  - {',
  );
  const [found, ...others] = await lint(rule, text);
  expect(found?.message).toContain('have no interface on "10.55.0.0/24", the subnet of real server "sorry"');
  expect(others).toEqual([]);
});

const SILENT = edit(
  DR,
  '      eth0: { segment: lan, address: 192.168.0.8/24 }',
  '      eth0: { segment: lan }\n      eth1: { segment: other, address: 10.0.0.8/24 }',
).replace('segments:\n', 'segments:\n  other: { subnet: 10.0.0.0/24 }\n');

test('on the wire, without an address there', async () => {
  expect(await lint(rule, SILENT)).toMatchObject([
    {
      message:
        'director "lvs1" has no address in "192.168.0.0/24", the subnet of real servers "rs1" and "rs2": DR requests would take its default route',
      hint: 'give "eth0" of "lvs1" an address there',
      at: 'clusters/prod/web-dr.yaml:9:7-9:11 «eth0»',
    },
  ]);
});

const given = (words: string) => edit(SILENT, '  - name: lvs1\n', `  - name: lvs1\n    ${words}\n`);

test('what keepalived gives a director to reach the wire', async () => {
  const route = given('static_routes: [{ to: 192.168.0.0/24, dev: eth0 }]');
  expect(await lint(rule, route)).toEqual([]);
  expect(await lint(rule, given('static_ipaddress: [{ address: 192.168.0.9/24, dev: eth0 }]'))).toEqual([]);
  // A router's, a single address, and an interface that is not there.
  const routed = given('static_routes: [{ to: 192.168.0.0/24, via: 10.0.0.1, dev: eth1 }]');
  expect(await lint(rule, routed)).toHaveLength(1);
  expect(await lint(rule, given('static_ipaddress: [{ address: 192.168.0.9/32, dev: eth0 }]'))).toHaveLength(
    1,
  );
  expect(await lint(rule, given('static_ipaddress: [{ address: 192.168.0.9/24, dev: eth7 }]'))).toHaveLength(
    1,
  );
});

test('a director with a static address in the subnet', async () => {
  const far = DR.replaceAll(/192\.168\.0\.([12]8)\/24, gateway: 192\.168\.0\.1 /g, '10.9.0.$1/24 ');
  expect(await lint(rule, far)).toHaveLength(1);
  const fixed = '    static_ipaddress: [{ address: 10.9.0.8/24, dev: eth0 }]\n';
  const kept = edit(far, '  - name: lvs1\n', `  - name: lvs1\n${fixed}`);
  expect(await lint(rule, edit(kept, 'name: web-dr\n', 'name: web-dr\nengine: keepalived\n'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'advert-interface-without-address';
const BARE = edit(HA, ', address: 192.168.0.58/24', '');

test('an interface without an address', async () => {
  expect(await lint(rule, BARE)).toEqual([
    {
      severity: 'error',
      message: '"eth0" of "lvs2" has no IPv4 address for the adverts of "VI_1": the instance stays in FAULT',
      hint: 'give it an address',
      at: 'clusters/prod/web-ha.yaml:12:16-12:20 «eth0»',
      related: ['clusters/prod/web-ha.yaml:9:19-9:23 «eth0» the interface'],
    },
  ]);
});

test('another interface has one', async () => {
  const two = edit(
    BARE,
    'eth0: { segment: lan } }',
    'eth0: { segment: lan }, eth1: { segment: lan, address: 192.168.0.58/24 } }',
  );
  expect(await lint(rule, two)).toMatchObject([
    {
      hint: 'give it an address; or send the adverts by an interface with an address, and put the VIPs here with dev',
    },
  ]);
});

test('an address of the other family alone, and a static one', async () => {
  const six = edit(HA, '192.168.0.58/24', '"2001:db8::58/64"');
  expect(await lint(rule, six)).toHaveLength(1);
  const fixed = edit(
    BARE,
    '  - name: lvs2\n',
    '  - name: lvs2\n    static_ipaddress: [{ address: 192.168.0.58/24, dev: eth0 }]\n',
  );
  expect(await lint(rule, fixed)).toHaveLength(1);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, edit(BARE, 'priority: 90', 'priority: 90, mcast_src_ip: 192.0.2.1'))).toEqual([]);
  // Unicast is unicast-without-peers's, an interface that is not there interface-not-on-director's.
  expect(await lint(rule, edit(BARE, 'advert_int: 1', 'unicast: true'))).toEqual([]);
  expect(await lint(rule, edit(BARE, '    interface: eth0', '    interface: eth7'))).toEqual([]);
  // IPv6 adverts leave from the link-local address.
  expect(await lint(rule, edit(BARE, '[192.168.0.38/32]', '["fe80::1/64"]'))).toEqual([]);
});

test('another definition gives the interface its address', async () => {
  const other = edit(HA, 'name: web-ha', 'name: other').replace(
    /vrrp_instances:[\s\S]*?real_servers:/,
    'real_servers:',
  );
  expect(await lint(rule, { 'clusters/prod/web-ha.yaml': BARE, 'clusters/prod/other.yaml': other })).toEqual(
    [],
  );
  expect(await lint(rule, { 'clusters/prod/web-ha.yaml': BARE })).toHaveLength(1);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'advert-source-not-local';
const unicast = (source: string) =>
  edit(edit(HA, 'advert_int: 1', 'unicast: true'), 'priority: 90', `priority: 90, unicast_src_ip: ${source}`);

test('an address of nobody, and that of the other director', async () => {
  expect(await lint(rule, unicast('192.168.0.59'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:19:72-19:84 «192.168.0.59»",
        "hint": "use an address of "lvs2": "192.168.0.58"; or leave unicast_src_ip out",
        "message": ""lvs2" does not have "192.168.0.59", where VRRP instance "VI_1" sends and takes adverts: it stays in FAULT",
        "related": [
          "clusters/prod/web-ha.yaml:8:11-8:15 «lvs2» the director",
        ],
        "severity": "error",
      },
    ]
  `);
  expect(await lint(rule, unicast('192.168.0.48'))).toHaveLength(1);
  // The VIP, which a BACKUP does not have.
  expect(await lint(rule, unicast('192.168.0.38'))).toHaveLength(1);
});

test('the source of multicast adverts that members share', async () => {
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'mcast_src_ip: 192.168.0.48'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:14:19-14:31 «192.168.0.48»",
        "hint": "set mcast_src_ip of this member to an address of "lvs2": "192.168.0.58"; or leave mcast_src_ip out",
        "message": ""lvs2" does not have "192.168.0.48", from which VRRP instance "VI_1" sends adverts",
        "related": [
          "clusters/prod/web-ha.yaml:8:11-8:15 «lvs2» the director",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, unicast('192.168.0.58'))).toEqual([]);
  // Another family, and another director: other rules'.
  expect(await lint(rule, unicast('"2001:db8::1"'))).toEqual([]);
  expect(await lint(rule, edit(unicast('192.168.0.59'), 'director: lvs2', 'director: lvs3'))).toEqual([]);
  // An address that keepalived adds, and one on another interface.
  const fixed = '  - name: lvs2\n    static_ipaddress: [{ address: 10.9.0.2/24, dev: eth0 }]\n';
  expect(await lint(rule, edit(unicast('10.9.0.2'), '  - name: lvs2\n', fixed))).toEqual([]);
  const other = edit(
    edit(unicast('10.9.0.2'), 'lan: {', 'sync: { subnet: 10.9.0.0/24 }\n  lan: {'),
    '192.168.0.58/24 }',
    '192.168.0.58/24 }, eth1: { segment: sync, address: 10.9.0.2/24 }',
  );
  expect(await lint(rule, other)).toEqual([]);
  const each = edit(
    edit(HA, 'priority: 90', 'priority: 90, mcast_src_ip: 192.168.0.58'),
    'priority: 100',
    'priority: 100, mcast_src_ip: 192.168.0.48',
  );
  expect(await lint(rule, each)).toEqual([]);
});

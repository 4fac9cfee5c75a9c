import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { DUAL } from '../../../support/dual-stack.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'dual-stack-not-synced';
const V6_MEMBERS = `"2001:db8::38/128"]
    members: [{ director: lvs1, state: MASTER, priority: 100 }, { director: lvs2, priority: 90 }]`;

test('both families of one service, each on its own', async () => {
  expect(await lint(rule, DUAL)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/dual.yaml:14:11-14:13 «V6»",
        "hint": "to keep them together, put both into one entry of vrrp_sync_groups: group: [V4, V6]",
        "message": "VRRP instances "V4" (IPv4) and "V6" (IPv6) have the VIPs of one service, and can be on different directors",
        "related": [
          "clusters/prod/dual.yaml:9:11-9:13 «V4» the IPv4 instance",
          "clusters/prod/dual.yaml:23:13-23:18 «http4» the service at an IPv4 VIP",
          "clusters/prod/dual.yaml:24:13-24:18 «http6» the service at an IPv6 VIP",
        ],
        "severity": "info",
      },
    ]
  `);
});

test('the one that comes second is named, and a pair once', async () => {
  const more = edit(
    DUAL,
    'defaults:',
    `  - { name: https6, vip: "2001:db8::38", port: 443, real_servers: [{ name: rs2 }] }
  - { name: https4, vip: 192.168.0.38, port: 443, real_servers: [{ name: rs2 }] }
defaults:`,
  );
  expect((await lint(rule, more)).map(({ at }) => at)).toEqual(['clusters/prod/dual.yaml:14:11-14:13 «V6»']);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  const synced = edit(
    DUAL,
    'vrrp_instances:',
    'vrrp_sync_groups: [{ name: G, group: [V6, V4] }]\nvrrp_instances:',
  );
  expect(await lint(rule, synced)).toEqual([]);
  // Families that are spread over the directors on purpose.
  const spread = edit(
    DUAL,
    V6_MEMBERS,
    '"2001:db8::38/128"]\n    members: [{ director: lvs2, state: MASTER, priority: 100 }, { director: lvs1, priority: 90 }]',
  );
  expect(await lint(rule, spread)).toEqual([]);
  // One director, or others.
  const alone = edit(
    DUAL,
    V6_MEMBERS,
    '"2001:db8::38/128"]\n    members: [{ director: lvs1, state: MASTER, priority: 100 }]',
  );
  expect(await lint(rule, alone)).toEqual([]);
  // Other services: of other real servers, and of another port.
  for (const other of [
    'port: 80, real_servers: [{ name: rs2 }]',
    'port: 443, real_servers: [{ name: rs1 }]',
  ]) {
    const text = edit(
      DUAL,
      '"2001:db8::38", port: 80, real_servers: [{ name: rs1 }]',
      `"2001:db8::38", ${other}`,
    );
    expect(await lint(rule, text)).toEqual([]);
  }
  // The IPv6 VIP with the IPv4 instance, which does not have it in its adverts.
  const excluded = edit(
    edit(DUAL, ', "2001:db8::38/128"]', ']'),
    '[192.168.0.38/32]',
    '[192.168.0.38/32]\n    virtual_ipaddress_excluded: ["2001:db8::38/128"]',
  );
  expect(await lint(rule, excluded)).toEqual([]);
});

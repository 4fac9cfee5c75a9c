import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'vrrp-setting-ignored';

test("a virtual MAC's settings without one", async () => {
  expect(
    await lint(
      rule,
      edit(
        HA,
        '    advert_int: 1\n',
        '    advert_int: 1\n    vmac_xmit_base: true\n    use_vmac_addr: true\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:15:21-15:25 «true»",
        "hint": "set use_vmac, or remove it",
        "message": "vmac_xmit_base of VRRP instance "VI_1" is for a virtual MAC",
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:16:20-16:24 «true»",
        "hint": "set use_vmac, or remove it",
        "message": "use_vmac_addr of VRRP instance "VI_1" is for a virtual MAC",
        "severity": "error",
      },
    ]
  `);
});

test('an ipvlan without an address', async () => {
  expect(
    await lint(
      rule,
      edit(
        HA,
        '    advert_int: 1\n',
        '    advert_int: 1\n    use_ipvlan: true\n    promote_secondaries: true\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:15:17-15:21 «true»",
        "hint": "set mcast_src_ip for each member",
        "message": "use_ipvlan of VRRP instance "VI_1" needs an address of its own",
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:16:26-16:30 «true»",
        "hint": "remove it",
        "message": "promote_secondaries of VRRP instance "VI_1" is always so on a virtual interface",
        "severity": "error",
      },
    ]
  `);
});

test('what excludes each other', async () => {
  expect(
    await lint(
      rule,
      edit(
        HA,
        '    advert_int: 1\n',
        '    advert_int: 1\n    unicast: true\n    mcast_dst_ip: 224.0.0.18\n    accept: true\n    no_accept: true\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:16:19-16:29 «224.0.0.18»",
        "hint": "remove it",
        "message": "mcast_dst_ip of VRRP instance "VI_1" is ignored with unicast",
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:17:13-17:17 «true»",
        "hint": "keep one of them",
        "message": "accept of VRRP instance "VI_1" excludes no_accept",
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:17:13-17:17 «true»",
        "hint": "remove it",
        "message": "accept of VRRP instance "VI_1" is always so with VRRP version 2",
        "severity": "error",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // A virtual MAC with its settings.
  expect(
    await lint(
      rule,
      edit(
        HA,
        '    advert_int: 1\n',
        '    advert_int: 1\n    use_vmac: true\n    vmac_xmit_base: true\n    use_vmac_addr: true\n',
      ),
    ),
  ).toEqual([]);
});

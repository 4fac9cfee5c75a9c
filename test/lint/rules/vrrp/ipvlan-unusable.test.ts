import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'ipvlan-unusable';

/** An instance for IPv6 with words of its own beside the one for IPv4. */
const withSix = (words: string, four = '') =>
  edit(
    edit(HA, '    advert_int: 1\n', `    advert_int: 1\n${four}`),
    'real_servers:\n  - { name: rs1, address',
    `  - name: SIX
    interface: eth0
    virtual_router_id: 52
    virtual_ipaddress: ["fe80::52/64", "2001:db8::38/128"]
${words}    members:
      - { director: lvs1, priority: 100 }
      - { director: lvs2, priority: 90 }
real_servers:
  - { name: rs1, address`,
  );
const IPVLAN = '    use_ipvlan: true\n';
const found = async (definition: string | Record<string, string>) =>
  (await lint(rule, definition)).map(({ severity, message, related }) => [severity, message, related?.[0]]);
const REFUSED =
  'VRRP instance "SIX" has use_ipvlan on interface "eth0", which has a virtual MAC, too: the kernel refuses one of the two';

test('an IPv6 instance, whose interface has no name', async () => {
  expect(await lint(rule, withSix(IPVLAN))).toEqual([
    {
      severity: 'warning',
      message:
        'VRRP instance "SIX" has use_ipvlan, and keepalived makes another interface for it at each reload, and may crash',
      hint: 'use use_vmac instead',
      at: 'clusters/prod/web-ha.yaml:24:17-24:21 «true»',
    },
  ]);
});

test('beside an instance with a virtual MAC it is an error, and one finding', async () => {
  expect(await lint(rule, withSix(IPVLAN, '    use_vmac: true\n'))).toEqual([
    {
      severity: 'error',
      message: REFUSED,
      hint: 'use use_vmac for both, or neither',
      at: 'clusters/prod/web-ha.yaml:25:17-25:21 «true»',
      related: ['clusters/prod/web-ha.yaml:15:15-15:19 «true» the virtual MAC'],
    },
  ]);
});

test('beside a VIP with a virtual MAC, of another instance or its own', async () => {
  const ofOther = withSix(IPVLAN).replace(
    '[192.168.0.38/32]',
    '[{ address: 192.168.0.38/32, use_vmac: true }]',
  );
  expect(await found(ofOther)).toEqual([
    [
      'error',
      REFUSED,
      'clusters/prod/web-ha.yaml:16:25-16:69 «{ address: 192.168.0.38/32, use_vmac: true }» the virtual MAC',
    ],
  ]);
  const own = withSix(IPVLAN).replace(
    '"2001:db8::38/128"',
    '{ address: "2001:db8::38/128", use_vmac: true }',
  );
  expect(await found(own)).toEqual([
    [
      'error',
      REFUSED,
      'clusters/prod/web-ha.yaml:23:40-23:87 «{ address: "2001:db8::38/128", use_vmac: true }» the virtual MAC',
    ],
  ]);
  const byInstance = withSix(
    `${IPVLAN}    use_vmac_addr: true\n    virtual_ipaddress_excluded: [192.168.0.39/32]\n`,
  );
  expect(await found(byInstance)).toEqual([
    ['error', REFUSED, 'clusters/prod/web-ha.yaml:26:34-26:49 «192.168.0.39/32» the virtual MAC'],
  ]);
});

test('on one director of two definitions', async () => {
  const other = edit(edit(HA, 'name: web-ha', 'name: other'), '    advert_int: 1\n', '    use_vmac: true\n');
  expect(
    await found({ 'clusters/prod/web-ha.yaml': withSix(IPVLAN), 'clusters/prod/other.yaml': other }),
  ).toEqual([['error', REFUSED, 'clusters/prod/other.yaml:14:15-14:19 «true» the virtual MAC']]);
});

test('a virtual MAC on another interface does not matter', async () => {
  const definition = withSix(IPVLAN, '    use_vmac: true\n')
    .replace(
      '    interface: eth0\n    virtual_router_id: 51',
      '    interface: eth1\n    virtual_router_id: 51',
    )
    .replaceAll(/eth0: (\{ segment: lan, address: [^}]*\})/g, 'eth0: $1, eth1: { segment: lan }');
  expect((await found(definition)).map(([severity]) => severity)).toEqual(['warning']);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  for (const definition of [
    withSix('    use_vmac: true\n', '    use_vmac: true\n'),
    withSix('    use_ipvlan: false\n', '    use_vmac: true\n'),
    // vrrp-options-conflict.
    withSix(`${IPVLAN}    use_vmac: true\n`),
    withSix('    use_vmac: true\n', IPVLAN),
    withSix(`${IPVLAN}    unicast: true\n`),
  ])
    expect(await lint(rule, definition)).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'unicast-ttl-refused';
const UNICAST = edit(HA, 'advert_int: 1', 'unicast: true');

const withLimits = (limits: string) => edit(UNICAST, 'unicast: true', `unicast: true\n    ${limits}`);

test('less is sent than is taken', async () => {
  expect(await lint(rule, withLimits('unicast_ttl: 64\n    unicast_min_ttl: 65'))).toEqual([
    {
      at: 'clusters/prod/web-ha.yaml:16:22-16:24 «65»',
      hint: 'lower unicast_min_ttl to 64 less the number of routers between the members',
      message: 'VRRP instance "VI_1" sends adverts with a TTL of 64, and takes none below 65',
      severity: 'error',
    },
  ]);
});

test("the TTL of IPv6 adverts is the kernel's, unless one is said", async () => {
  const six = (limits: string) =>
    withLimits(limits)
      .replaceAll('192.168.0.', '2001:db8::')
      .replaceAll('/24', '/64')
      .replaceAll('/32', '/128');
  expect(await lint(rule, six('unicast_min_ttl: 255'))).toMatchObject([
    {
      message:
        'VRRP instance "VI_1" sends adverts with a TTL of 64, the kernel\'s for IPv6, and takes none below 255',
      hint: 'set unicast_ttl to 255, or lower unicast_min_ttl to 64 less the number of routers between the members',
    },
  ]);
  expect(await lint(rule, six('unicast_ttl: 255\n    unicast_min_ttl: 255'))).toEqual([]);
  expect(await lint(rule, six('unicast_min_ttl: 64'))).toEqual([]);
});

test('no TTL is taken', async () => {
  expect(await lint(rule, withLimits('unicast_min_ttl: 200\n    unicast_max_ttl: 199'))).toEqual([
    {
      at: 'clusters/prod/web-ha.yaml:15:22-15:25 «200»',
      hint: 'lower unicast_min_ttl to 199 less the number of routers between the members',
      message: 'VRRP instance "VI_1" takes adverts with a TTL of 200 to 199, which none has',
      severity: 'error',
    },
  ]);
});

test('routers on the way', async () => {
  const apart = (limits: string) =>
    edit(
      edit(withLimits(limits), 'directors:\n', '  far: { subnet: 10.9.0.0/24 }\ndirectors:\n'),
      '{ segment: lan, address: 192.168.0.58/24 }',
      '{ segment: far, address: 10.9.0.58/24 }',
    );
  expect(await lint(rule, apart('unicast_min_ttl: 255'))).toEqual([
    {
      severity: 'error',
      message:
        'members of VRRP instance "VI_1" are on different wires, and it takes no adverts with a TTL below 255: each router on the way takes one of 255',
      hint: 'lower unicast_min_ttl to 255 less the number of routers between the members',
      at: 'clusters/prod/web-ha.yaml:16:22-16:25 «255»',
    },
  ]);
  expect(await lint(rule, apart('unicast_ttl: 1'))).toMatchObject([
    {
      message:
        'members of VRRP instance "VI_1" are on different wires, and its adverts have a TTL of 1, with which no router forwards them',
      hint: 'raise unicast_ttl to 1 more than the number of routers between the members, or remove it',
    },
  ]);
  for (const limits of ['unicast_min_ttl: 254', 'unicast_ttl: 2', 'unicast_max_ttl: 255'])
    expect(await lint(rule, apart(limits))).toEqual([]);
  expect(await lint(rule, withLimits('unicast_ttl: 1'))).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA, UNICAST]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, withLimits('unicast_ttl: 64\n    unicast_min_ttl: 64'))).toEqual([]);
  expect(await lint(rule, withLimits('unicast_min_ttl: 255\n    unicast_max_ttl: 255'))).toEqual([]);
});

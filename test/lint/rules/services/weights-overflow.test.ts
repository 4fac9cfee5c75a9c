import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'weights-overflow';
const hint = 'divide all weights by one number: only their ratio counts';
const MOST = 2_147_483_647;
/** HA with a third real server, and with these weights. */
const weighted = (...weights: readonly (number | undefined)[]) => {
  const list = weights.map(
    (weight, at) => `- { name: rs${at + 1}${weight === undefined ? '' : `, weight: ${weight}`} }`,
  );
  return edit(
    HA,
    '- { name: rs1, weight: 1 }\n      - { name: rs2, weight: 1 }',
    list.join('\n      '),
  ).replace(
    'virtual_servers:',
    '  - { name: rs3, address: 192.168.0.68/24, gateway: 192.168.0.1 }\nvirtual_servers:',
  );
};

test('2^32 is 0 to keepalived', async () => {
  expect(await lint(rule, weighted(MOST, MOST, 2))).toEqual([
    {
      severity: 'error',
      message:
        'the weights of virtual server "http" add up to "4294967296", but keepalived counts to 4294967295',
      hint,
      at: 'clusters/prod/web-ha.yaml:37:30-37:31 «2»',
    },
  ]);
});

test('the sum is that of all, the place where it gets too large', async () => {
  expect(await lint(rule, weighted(MOST, MOST, MOST))).toEqual([
    {
      severity: 'error',
      message:
        'the weights of virtual server "http" add up to "6442450941", but keepalived counts to 4294967295',
      hint,
      at: 'clusters/prod/web-ha.yaml:37:30-37:40 «2147483647»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, weighted(MOST, MOST, 1))).toEqual([]);
  expect(await lint(rule, weighted(MOST, MOST, undefined))).toEqual([]);
  // ipvsadm adds nothing up.
  const ipvsadm = edit(weighted(MOST, MOST, 2), 'version: 1\n', 'version: 1\nengine: ipvsadm\n');
  expect(await lint(rule, ipvsadm)).toEqual([]);
});

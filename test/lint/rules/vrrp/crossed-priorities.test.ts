import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'crossed-priorities';
const INNER = 'virtual_ipaddress: [10.0.0.1/24]\n    members:\n';

/** NAT_HA with these priorities in the inner instance. */
function inner(first: number, second: number): string {
  const member = (director: string, state: string, priority: number) =>
    `      - { director: ${director}, state: ${state}, priority: ${priority} }\n`;
  const members = (one: number, two: number) =>
    `${INNER}${member('edge1', 'MASTER', one)}${member('edge2', 'BACKUP', two)}`;
  return edit(NAT_HA, members(150, 100), members(first, second));
}

test('the order differs between two instances of a group', async () => {
  expect(await lint(rule, inner(100, 150))).toEqual([
    {
      severity: 'error',
      message:
        '"edge2" has a higher priority than "edge1" in VRRP instance "INNER", but a lower one in "OUTER"',
      hint: 'give the members one order in all instances of sync group "EDGE"',
      at: 'clusters/prod/edge.yaml:32:53-32:56 «150»',
      related: [
        'clusters/prod/edge.yaml:31:53-31:56 «100» "edge1" in "INNER"',
        'clusters/prod/edge.yaml:25:53-25:56 «100» "edge2" in "OUTER"',
        'clusters/prod/edge.yaml:24:53-24:56 «150» "edge1" in "OUTER"',
      ],
    },
  ]);
});

test('three directors: the two that are crossed are named', async () => {
  const third = edit(
    NAT_HA,
    'vrrp_sync_groups:\n',
    `  - name: edge3
    interfaces:
      eth0: { segment: wan, address: 198.51.100.13/24 }
      eth1: { segment: lan, address: 10.0.0.13/24 }
vrrp_sync_groups:
`,
  );
  const outer = edit(
    third,
    '[198.51.100.100/24]\n    members:\n',
    '[198.51.100.100/24]\n    members:\n      - { director: edge3, priority: 50 }\n',
  );
  const crossed = edit(outer, INNER, `${INNER}      - { director: edge3, priority: 120 }\n`);
  expect((await lint(rule, crossed)).map(({ message, at }) => [message, at])).toEqual([
    [
      '"edge3" has a higher priority than "edge2" in VRRP instance "INNER", but a lower one in "OUTER"',
      'clusters/prod/edge.yaml:36:38-36:41 «120»',
    ],
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // Other numbers, the same order.
  expect(await lint(rule, inner(99, 98))).toEqual([]);
  // Equal priorities are another rule's.
  expect(await lint(rule, inner(100, 100))).toEqual([]);
  // Active-active: two instances that share out the directors, in no sync group.
  const GROUPS = 'vrrp_sync_groups:\n  - name: EDGE\n    group: [OUTER, INNER]\n';
  expect(await lint(rule, edit(inner(100, 150), GROUPS, ''))).toEqual([]);
});

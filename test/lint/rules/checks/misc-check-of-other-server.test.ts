import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { DUAL } from '../../../support/dual-stack.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'misc-check-of-other-server';
const misc = (args: string, base = HA) =>
  base.replace(/TCP_CHECK: \{[^}]*\}/, `MISC_CHECK: { misc_path: ${args} }`);
const hint =
  'give each real server a MISC_CHECK of its own, with its own address: keepalived does not tell the program which one it is for';

test('a check of all real servers asks one', async () => {
  expect(await lint(rule, misc('/usr/bin/check 192.168.0.18 80'))).toEqual([
    {
      severity: 'warning',
      message:
        'this MISC_CHECK of "rs2" asks "192.168.0.18", which is "rs1": it says nothing of its own real server',
      hint,
      at: 'clusters/prod/web-ha.yaml:32:34-32:64 «/usr/bin/check 192.168.0.18 80»',
      related: ['clusters/prod/web-ha.yaml:21:27-21:42 «192.168.0.18/24» the address of "rs1"'],
    },
  ]);
});

test('a copied check still has the address of the first', async () => {
  const own = (address: string) => `checks: [{ MISC_CHECK: { misc_path: /usr/bin/check ${address} } }]`;
  const copied = HA.replace('{ name: rs1, weight: 1 }', `{ name: rs1, ${own('192.168.0.18')} }`).replace(
    '{ name: rs2, weight: 1 }',
    `{ name: rs2, ${own('192.168.0.18')} }`,
  );
  expect((await lint(rule, copied)).map(({ message, at }) => `${at} ${message}`)).toEqual([
    'clusters/prod/web-ha.yaml:35:58-35:85 «/usr/bin/check 192.168.0.18» this MISC_CHECK of "rs2" asks "192.168.0.18", which is "rs1": it says nothing of its own real server',
  ]);
  const right = copied.replace(/192\.168\.0\.18(?= \} \}\] \}\n$)/, '192.168.0.28');
  expect(right).not.toBe(copied);
  expect(await lint(rule, right)).toEqual([]);
});

test.each(['--host=192.168.0.18', '192.168.0.18:80', 'http://192.168.0.18:80/health'])(
  '%s',
  async (argument) => {
    expect(await lint(rule, misc(`/usr/bin/check -t 3 ${argument}`))).toHaveLength(1);
  },
);

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA, DUAL]) expect(await lint(rule, base)).toEqual([]);
  const silent = [
    '/usr/bin/check',
    '/usr/bin/check 192.168.0.38 80',
    // A replica and the first of its kind.
    '/usr/bin/check 192.168.0.18 192.168.0.28',
    '/usr/bin/check 192.168.0.180',
    '/usr/bin/check 10.192.168.0.18',
  ];
  for (const args of silent) expect(await lint(rule, misc(args)), args).toEqual([]);
  // Another check asks each of them.
  const both = edit(
    misc('/usr/bin/check 192.168.0.18'),
    '      - MISC',
    '      - TCP_CHECK: { connect_timeout: 3 }\n      - MISC',
  );
  expect(await lint(rule, both)).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'gre-checksums-differ';

/** rs1 twice, over these tunnels. */
const two = (first: string, second: string) =>
  `${edit(DR, '    lvs_method: DR\n', `    lvs_method: TUN\n    tunnel: ${first}\n`)}  - name: https
    vip: 192.168.0.39
    port: 443
    protocol: TCP
    lvs_sched: wrr
    lvs_method: TUN
    real_servers: [{ name: rs1, tunnel: ${second} }]
`;

test('gre with a checksum and without at one address', async () => {
  expect(await lint(rule, two('{ type: gre }', '{ type: gre, checksum: csum }'))).toEqual([
    {
      severity: 'error',
      message:
        'gre to "192.168.0.18" of "rs1" has checksum "csum" here, and "nocsum" elsewhere: a real server takes one of them',
      hint: 'give both the same checksum, or one of them another address or type',
      at: 'clusters/prod/web-dr.yaml:29:41-29:70 «{ type: gre, checksum: csum }»',
      related: ['clusters/prod/web-dr.yaml:19:13-19:26 «{ type: gre }» the other one'],
    },
  ]);
});

test('in two definitions', async () => {
  const other = edit(edit(DR, 'lvs_method: DR', 'lvs_method: TUN'), 'name: web-dr', 'name: api');
  const files = {
    'clusters/prod/api.yaml': edit(
      edit(other, 'vip: 192.168.0.38', 'vip: 192.168.0.39'),
      'weight: 3',
      'tunnel: { type: gre, checksum: csum }',
    ),
    'clusters/prod/web-dr.yaml': two('{ type: gre }', '{ type: gre }'),
  };
  expect((await lint(rule, files)).map(({ at }) => at)).toEqual([
    'clusters/prod/web-dr.yaml:19:13-19:26 «{ type: gre }»',
    'clusters/prod/web-dr.yaml:29:41-29:54 «{ type: gre }»',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  for (const [first, second] of [
    ['{ type: gre }', '{ type: gre }'],
    // gue takes all.
    ['{ type: gue, port: 6080 }', '{ type: gue, port: 6080, checksum: csum }'],
    ['{ type: gre, checksum: csum }', '{ type: ipip }'],
  ] as const)
    expect(await lint(rule, two(first, second))).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'unused-real-server';

test('no virtual server names it', async () => {
  expect(await lint(rule, edit(DR, '      - { name: rs2, weight: 1 }\n', ''))).toEqual([
    {
      severity: 'warning',
      message: 'real server "rs2" is in no virtual server: it gets no connection',
      hint: 'add it to the real_servers of a virtual server, or remove it here',
      at: 'clusters/prod/web-dr.yaml:11:13-11:16 «rs2»',
    },
  ]);
});

test('another cluster that uses a host of that name does not count', async () => {
  const files = {
    'clusters/prod/web-dr.yaml': edit(DR, '      - { name: rs2, weight: 1 }\n', ''),
    'clusters/prod/web-ha.yaml': HA,
  };
  expect((await lint(rule, files)).map(({ at }) => at)).toEqual([
    'clusters/prod/web-dr.yaml:11:13-11:16 «rs2»',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // Drained, but used.
  expect(await lint(rule, edit(DR, 'name: rs2, weight: 1', 'name: rs2, weight: 0'))).toEqual([]);
  // The sorry server may be listed as a host.
  const sorry = edit(
    edit(HA, '      - { name: rs2, weight: 1 }\n', ''),
    '    delay_loop: 6',
    '    sorry_server: { address: 192.168.0.28, port: 80 }\n    delay_loop: 6',
  );
  expect(await lint(rule, sorry)).toEqual([]);
});

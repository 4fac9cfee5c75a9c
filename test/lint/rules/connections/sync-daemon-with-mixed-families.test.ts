import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sync-daemon-with-mixed-families';
const SYNC = 'global_defs: { lvs_sync_daemon: { interface: eth0, id: 51 } }\ndirectors:';
const mixed = edit(
  edit(DR, 'lvs_method: DR', 'lvs_method: TUN'),
  'address: 192.168.0.18/24, gateway: 192.168.0.1',
  'address: 2001:db8::18/64',
);

test('a real server of another family, in a tunnel', async () => {
  expect(await lint(rule, edit(mixed, 'directors:', SYNC))).toEqual([
    {
      severity: 'error',
      message:
        'real server "rs1" is IPv6 and VIP "192.168.0.38" IPv4: the kernel refuses that while "lvs1" has lvs_sync_daemon',
      hint: 'use a real server with an IPv4 address, or remove lvs_sync_daemon',
      at: 'clusters/prod/web-dr.yaml:21:17-21:20 «rs1»',
      related: [
        'clusters/prod/web-dr.yaml:5:33-5:60 «{ interface: eth0, id: 51 }» lvs_sync_daemon of "lvs1"',
      ],
    },
  ]);
});

test('the daemon in another definition of the director', async () => {
  const other = edit(edit(DR, 'name: web-dr', 'name: api'), 'vip: 192.168.0.38', 'vip: 192.168.0.39');
  const files = {
    'clusters/prod/api.yaml': edit(other, 'directors:', SYNC),
    'clusters/prod/web-dr.yaml': mixed,
  };
  expect((await lint(rule, files)).map(({ at }) => at)).toEqual([
    'clusters/prod/web-dr.yaml:20:17-20:20 «rs1»',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) {
    expect(await lint(rule, base)).toEqual([]);
    expect(await lint(rule, edit(base, 'directors:', SYNC))).toEqual([]);
  }
  expect(await lint(rule, mixed)).toEqual([]);
  // One of both families takes the VIP's.
  const dual = edit(mixed, 'address: 2001:db8::18/64', 'address: [192.168.0.18/24, 2001:db8::18/64]');
  expect(await lint(rule, edit(dual, 'directors:', SYNC))).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'priority-255';

test('a member that does not own the VIP has priority 255', async () => {
  expect(await lint(rule, edit(HA, 'priority: 100', 'priority: 255'))).toEqual([
    {
      severity: 'info',
      message:
        'priority "255" says that "lvs1" owns the addresses of "VI_1", which it does not: it takes them when it starts, before it listens',
      hint: 'use a priority from 1 to 254',
      at: 'clusters/prod/web-ha.yaml:18:52-18:55 «255»',
      related: [
        'clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.38/32» not an address of the director itself',
      ],
    },
  ]);
  // Of several VIPs the first one that is not its own is named.
  const two = edit(
    edit(HA, 'priority: 100', 'priority: 255'),
    '[192.168.0.38/32]',
    '[192.168.0.48/24, 192.168.0.38/32]',
  );
  expect((await lint(rule, two)).map(({ related }) => related)).toEqual([
    ['clusters/prod/web-ha.yaml:16:42-16:57 «192.168.0.38/32» not an address of the director itself'],
  ]);
});

test('a BACKUP listens like others', async () => {
  const back = edit(HA, 'lvs1, state: MASTER, priority: 100', 'lvs1, state: BACKUP, priority: 255');
  expect(await lint(rule, back)).toMatchObject([
    { message: 'priority "255" says that "lvs1" owns the addresses of "VI_1", which it does not' },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, edit(HA, 'priority: 100', 'priority: 254'))).toEqual([]);
  // The owner of the address, and a director that is not there.
  const owner = edit(edit(HA, 'priority: 100', 'priority: 255'), '[192.168.0.38/32]', '[192.168.0.48/32]');
  expect(await lint(rule, owner)).toEqual([]);
  expect(
    await lint(rule, edit(HA, 'lvs1, state: MASTER, priority: 100', 'lvs9, state: MASTER, priority: 255')),
  ).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'interface-tracked-twice';
/** A third interface on each director, and what the group tracks. */
const tracking = (entries: string) =>
  edit(NAT_HA, '  - name: EDGE\n', `  - name: EDGE\n    track_interface: [${entries}]\n`)
    .replace('lan: { subnet: 10.0.0.0/24 }', 'lan: { subnet: 10.0.0.0/24 }\n  dmz: { subnet: 10.9.0.0/24 }')
    .replaceAll(
      /( {6}eth1: .*10\.0\.0\.(\d+)\/24 })/g,
      '$1\n      eth2: { segment: dmz, address: 10.9.0.$2/24 }',
    );

test('an interface that an instance is on', async () => {
  expect(await lint(rule, tracking('eth2, eth1'))).toEqual([
    {
      severity: 'error',
      message:
        'sync group "EDGE" tracks "eth1", which VRRP instance "INNER" is on and tracks too: keepalived complains, and takes one of the two',
      hint: 'remove it from the track_interface of the group: it fails with its instances anyway',
      at: 'clusters/prod/edge.yaml:20:29-20:33 «eth1»',
      related: ['clusters/prod/edge.yaml:30:11-30:16 «INNER» the instance'],
    },
  ]);
});

test('an interface that an instance tracks', async () => {
  const both = edit(
    tracking('{ name: eth2, weight: 0 }'),
    'virtual_router_id: 10\n',
    'virtual_router_id: 10\n    track_interface: [eth2]\n',
  );
  expect((await lint(rule, both)).map(({ message }) => message)).toEqual([
    'sync group "EDGE" tracks "eth2", which VRRP instance "OUTER" tracks too: keepalived complains, and takes one of the two',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, tracking('eth2'))).toEqual([]);
  const untracked = edit(
    tracking('eth1'),
    'virtual_router_id: 11\n',
    'virtual_router_id: 11\n    dont_track_primary: true\n',
  );
  expect(await lint(rule, untracked)).toEqual([]);
});

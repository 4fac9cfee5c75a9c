import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sync-daemon-conflict';
const withDaemon = (daemon: string, base = HA) =>
  edit(base, 'vrrp_instances:', `global_defs: { lvs_sync_daemon: { ${daemon} } }\nvrrp_instances:`);
/** Another cluster on the same wire. */
const OTHER = edit(
  HA.replaceAll(/lvs(?=[12])/g, 'dir')
    .replaceAll('.48', '.148')
    .replaceAll('.58', '.158'),
  'name: web-ha',
  'name: other',
)
  .replace('virtual_router_id: 51', 'virtual_router_id: 77')
  .replaceAll('192.168.0.38', '192.168.0.138');
const pair = (one: string, other: string) => ({
  'clusters/prod/other.yaml': withDaemon(one, OTHER),
  'clusters/prod/web-ha.yaml': withDaemon(other),
});

test('an interface that is not there', async () => {
  expect(await lint(rule, withDaemon('interface: eth7, inst: VI_1'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:10:46-10:50 «eth7»",
        "hint": "add it to the interfaces of "lvs1", or name one that is there",
        "message": ""lvs1" has no interface "eth7" for lvs_sync_daemon",
        "related": [
          "clusters/prod/web-ha.yaml:7:5-7:15 «interfaces» the interfaces are here",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('an instance that is not there', async () => {
  expect(await lint(rule, withDaemon('interface: eth0, inst: VI_2'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:10:58-10:62 «VI_2»",
        "hint": "did you mean "VI_1"?",
        "message": ""lvs1" is in no VRRP instance "VI_2": its lvs_sync_daemon would not run",
        "severity": "error",
      },
    ]
  `);
});

test('one director is in no such instance', async () => {
  const one = edit(
    withDaemon('interface: eth0, inst: VI_1'),
    '      - { director: lvs2, state: BACKUP, priority: 90 }\n',
    '',
  );
  expect((await lint(rule, one)).map(({ message }) => message)).toEqual([
    '"lvs2" is in no VRRP instance "VI_1": its lvs_sync_daemon would not run',
  ]);
});

test('two clusters on a wire with one id', async () => {
  expect(
    await lint(rule, pair('interface: eth0, inst: VI_1, id: 51', 'interface: eth0, inst: VI_1')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:10:33-10:64 «{ interface: eth0, inst: VI_1 }»",
        "hint": "give each cluster on a wire an id of its own, from 1 to 255: without one it is the virtual router id of inst, or 0",
        "message": "lvs_sync_daemon has id "51", as has that of cluster "other" on the same wire: each takes the other's connections",
        "related": [
          "clusters/prod/other.yaml:10:68-10:70 «51» the other one",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('an id of 0 next to another', async () => {
  expect(await lint(rule, pair('interface: eth0', 'interface: eth0, inst: VI_1'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:10:33-10:64 «{ interface: eth0, inst: VI_1 }»",
        "hint": "give each cluster on a wire an id of its own, from 1 to 255: without one it is the virtual router id of inst, or 0",
        "message": "lvs_sync_daemon of cluster "other" has id 0, which takes the connections of cluster "web-ha" on the same wire",
        "related": [
          "clusters/prod/other.yaml:10:33-10:52 «{ interface: eth0 }» the other one",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('an interface that is not there, with engine ipvsadm', async () => {
  const text = edit(
    DR,
    'directors:',
    'global_defs: { lvs_sync_daemon: { interface: eth9, inst: A } }\ndirectors:',
  );
  expect((await lint(rule, text)).map(({ message, at }) => `${message}: ${at}`)).toEqual([
    '"lvs1" has no interface "eth9" for lvs_sync_daemon: clusters/prod/web-dr.yaml:5:46-5:50 «eth9»',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, withDaemon('interface: eth0'))).toEqual([]);
  expect(await lint(rule, withDaemon('interface: eth0, inst: VI_1, id: 0'))).toEqual([]);
  // Ids by the virtual router ids, another group, another port, another wire.
  expect(await lint(rule, pair('interface: eth0, inst: VI_1', 'interface: eth0, inst: VI_1'))).toEqual([]);
  expect(
    await lint(rule, pair('interface: eth0, id: 5, group: 224.0.0.99', 'interface: eth0, id: 5')),
  ).toEqual([]);
  expect(await lint(rule, pair('interface: eth0, id: 5, port: 9000', 'interface: eth0, id: 5'))).toEqual([]);
  const apart = pair('interface: eth0, id: 5', 'interface: eth0, id: 5');
  apart['clusters/prod/other.yaml'] = apart['clusters/prod/other.yaml'].replaceAll('192.168.0.', '10.1.1.');
  expect(await lint(rule, apart)).toEqual([]);
});

import { expect, test } from 'vitest';
import { edit, HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sync-daemon-of-one-instance';
const PAIR = edit(
  edit(
    HA,
    'vrrp_instances:\n',
    'global_defs: { lvs_sync_daemon: { interface: eth0, inst: VI_1, id: 7 } }\nvrrp_instances:\n',
  ),
  'real_servers:\n  - { name: rs1, a',
  `  - name: VI_2
    interface: eth0
    virtual_router_id: 52
    virtual_ipaddress: [192.168.0.39/32]
    members: [{ director: lvs2, state: MASTER, priority: 100 }, { director: lvs1, priority: 90 }]
real_servers:
  - { name: rs1, a`,
);
const SERVING = `${PAIR}  - { name: api, vip: 192.168.0.39, port: 80, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs1 }] }\n`;

test('another instance has services, and another MASTER', async () => {
  expect(await lint(rule, SERVING)).toEqual([
    {
      severity: 'warning',
      message:
        'lvs_sync_daemon follows VRRP instance "VI_1": "lvs2", the MASTER of "VI_2", tells nobody of its connections, and they do not survive a failover',
      hint: 'remove inst: each director then tells its connections and hears those of others all the time',
      at: 'clusters/prod/web-ha.yaml:10:58-10:62 «VI_1»',
      related: ['clusters/prod/web-ha.yaml:21:11-21:15 «VI_2» the other instance'],
    },
  ]);
});

test.each([
  ['it has no services', PAIR],
  ['no inst', edit(SERVING, 'inst: VI_1, ', '')],
  ['the same MASTER', edit(SERVING, 'director: lvs1, priority: 90', 'director: lvs1, priority: 110')],
  [
    'one sync group',
    edit(
      SERVING,
      'vrrp_instances:\n',
      'vrrp_sync_groups: [{ name: G, group: [VI_1, VI_2] }]\nvrrp_instances:\n',
    ),
  ],
  [
    'one instance',
    edit(
      HA,
      'vrrp_instances:\n',
      'global_defs: { lvs_sync_daemon: { interface: eth0, inst: VI_1, id: 7 } }\nvrrp_instances:\n',
    ),
  ],
])('silent: %s', async (_, text) => {
  expect(await lint(rule, text)).toEqual([]);
});

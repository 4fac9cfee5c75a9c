import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'engine-ipvsadm-with-vrrp';

test('VRRP instances with engine ipvsadm', async () => {
  expect(await lint(rule, edit(HA, 'name: web-ha\n', 'name: web-ha\nengine: ipvsadm\n'))).toEqual([
    {
      severity: 'error',
      message: 'engine "ipvsadm" has no VRRP, but the cluster has vrrp_instances',
      hint: 'set engine to keepalived, or leave it out: it is the default with vrrp_instances',
      at: 'clusters/prod/web-ha.yaml:3:9-3:16 «ipvsadm»',
      related: ['clusters/prod/web-ha.yaml:11:1-11:15 «vrrp_instances» keepalived has to move these VIPs'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, edit(HA, 'name: web-ha\n', 'name: web-ha\nengine: keepalived\n'))).toEqual([]);
  expect(
    await lint(rule, edit(DR, 'name: web-dr\n', 'name: web-dr\nengine: ipvsadm\nvrrp_instances: []\n')),
  ).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint, lintAll } from '../../../support/lint.ts';

const rule = 'vip-never-removed';
const withVip = (entry: string) => edit(HA, '[192.168.0.38/32]', `[192.168.0.38/32, { ${entry} }]`);

test('an IPv4 VIP with a peer', async () => {
  expect(await lint(rule, withVip('address: 192.168.0.39/32, peer: 192.168.0.9'))).toEqual([
    {
      severity: 'error',
      message:
        'VIP "192.168.0.39/32" has peer "192.168.0.9", and keepalived never removes such an IPv4 address: after a failover two directors have it',
      hint: 'leave peer out',
      at: 'clusters/prod/web-ha.yaml:16:76-16:87 «192.168.0.9»',
    },
  ]);
});

test('one that is not in the adverts', async () => {
  const definition = edit(
    HA,
    '    members:',
    '    virtual_ipaddress_excluded: [{ address: 192.168.0.39/32, peer: 192.168.0.9 }]\n    members:',
  );
  expect((await lint(rule, definition)).map(({ at }) => at)).toEqual([
    'clusters/prod/web-ha.yaml:17:68-17:79 «192.168.0.9»',
  ]);
});

test('its prefix length is no second finding', async () => {
  const definition = withVip('address: 192.168.0.39/24, peer: 192.168.0.9');
  const findings = await lintAll({ 'clusters/prod/web-ha.yaml': definition });
  expect(findings.map((finding) => finding.rule)).toEqual([rule]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  for (const entry of [
    'address: 192.168.0.39/32',
    // The kernel finds it.
    'address: 192.168.0.39/32, peer: 192.168.0.39',
    'address: "2001:db8::1/128", peer: "2001:db8::9"',
    'address: 192.168.0.39/32, peer: "2001:db8::9"',
  ])
    expect(await lint(rule, withVip(entry))).toEqual([]);
  const fixed = edit(
    HA,
    '  - name: lvs1\n',
    '  - name: lvs1\n    static_ipaddress: [{ address: 10.1.0.1/32, dev: eth0, peer: 10.1.0.9 }]\n',
  );
  expect(await lint(rule, fixed)).toEqual([]);
  // Nobody else has the VIP.
  const alone = withVip('address: 192.168.0.39/32, peer: 192.168.0.9').replace(
    / +- \{ director: lvs2.*\n/,
    '',
  );
  expect(await lint(rule, alone)).toEqual([]);
});

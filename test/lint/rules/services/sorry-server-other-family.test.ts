import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sorry-server-other-family';
const sorry = (base: string, address: string) =>
  edit(base, '    delay_loop:', `    sorry_server: { address: "${address}", port: 80 }\n    delay_loop:`);

test('an IPv6 sorry server behind an IPv4 VIP', async () => {
  expect(await lint(rule, sorry(HA, '2001:db8::99'))).toEqual([
    {
      severity: 'error',
      message: 'sorry server "2001:db8::99" is IPv6, but VIP "192.168.0.38" is IPv4',
      hint: 'name an IPv4 address of the sorry server',
      at: 'clusters/prod/web-ha.yaml:30:30-30:44 «"2001:db8::99"»',
      related: ['clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.38» the VIP'],
    },
  ]);
});

test('a sorry server in defaults is named once', async () => {
  const defaulted = `${HA}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    real_servers: [{ name: rs1 }]
defaults:
  virtual_servers:
    sorry_server: { address: "2001:db8::99", port: 80 }
`;
  expect(await lint(rule, defaulted)).toEqual([
    {
      severity: 'error',
      message: 'sorry server "2001:db8::99" is IPv6, but VIP "192.168.0.38" is IPv4',
      hint: 'name an IPv4 address of the sorry server',
      at: 'clusters/prod/web-ha.yaml:45:30-45:44 «"2001:db8::99"»',
      related: ['clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.38» the VIP'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, sorry(HA, '192.168.0.99'))).toEqual([]);
  expect(await lint(rule, sorry(NAT_HA, '203.0.113.9'))).toEqual([]);
});

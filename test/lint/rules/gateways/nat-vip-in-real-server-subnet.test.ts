import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'nat-vip-in-real-server-subnet';

test('the VIP is where the real servers are', async () => {
  const found = {
    severity: 'info',
    message:
      'VIP "192.168.0.38" of NAT service "http" is in "192.168.0.0/24", the subnet of "rs1" and "rs2": clients there get replies that the director has not seen, and refuse them',
    hint: 'have no clients in that subnet, the real servers themselves among them; or set source_nat, use DR, or have a VIP of another subnet',
    at: 'clusters/prod/web-nat.yaml:16:10-16:22 «192.168.0.38»',
  };
  const inner = edit(NAT, 'vip: 172.16.254.200', 'vip: 192.168.0.38');
  expect(await lint(rule, inner)).toEqual([found]);
  // Once for all services of the VIP.
  const two = `${inner}  - { name: https, vip: 192.168.0.38, port: 443, protocol: TCP, lvs_sched: rr, lvs_method: NAT, real_servers: [{ name: rs1 }] }\n`;
  expect(await lint(rule, two)).toEqual([found]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // A VIP that is a gateway of real servers, and no service.
  expect(await lint(rule, edit(NAT_HA, '[10.0.0.1/24]', '[10.0.0.1/24, 10.0.0.2/32]'))).toEqual([]);
  // The director as its own real server.
  const local = edit(NAT, 'vip: 172.16.254.200', 'vip: 192.168.0.38').replaceAll('name: rs', 'name: lvs');
  expect((await lint(rule, local)).map(({ message }) => message.includes('"lvs1"'))).not.toContain(true);
});

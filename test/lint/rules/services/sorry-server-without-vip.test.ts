import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sorry-server-without-vip';
const withSorry = (address: string, base = HA) =>
  edit(base, '    delay_loop: ', `    sorry_server: { address: ${address}, port: 80 }\n    delay_loop: `);

test('a DR sorry server that is no host of real_servers', async () => {
  expect(await lint(rule, withSorry('192.168.0.99'))).toEqual([
    {
      severity: 'warning',
      message:
        'sorry server "192.168.0.99" of DR virtual server "http" is no host of real_servers: nothing gives it VIP "192.168.0.38"',
      hint: 'list it in real_servers: then it gets lvs_dr_rs.sh',
      at: 'clusters/prod/web-ha.yaml:30:30-30:42 «192.168.0.99»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  const listed = edit(
    HA,
    'real_servers:\n  - {',
    'real_servers:\n  - { name: sorry, address: 192.168.0.99/24 }\n  - {',
  );
  expect(await lint(rule, withSorry('192.168.0.99', listed))).toEqual([]);
  // NAT needs no VIP there.
  expect(await lint(rule, withSorry('10.0.0.99', NAT_HA))).toEqual([]);
  // A director, a VIP, no host at all, another family.
  for (const address of ['192.168.0.48', '192.168.0.38', '127.0.0.1', '"2001:db8::99"']) {
    expect(await lint(rule, withSorry(address))).toEqual([]);
  }
  // With ipvsadm there is no sorry server.
  const sorry = '    sorry_server: { address: 192.168.0.99, port: 80 }\n';
  expect(await lint(rule, edit(DR, '    lvs_method: DR\n', `    lvs_method: DR\n${sorry}`))).toEqual([]);
});

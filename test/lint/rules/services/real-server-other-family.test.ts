import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'real-server-other-family';
const RS1 = '192.168.0.18/24, gateway: 192.168.0.1 }';

test('one real server has another family', async () => {
  expect(await lint(rule, edit(DR, RS1, '2001:db8::18/64 }'))).toEqual([
    {
      severity: 'error',
      message: 'real server "rs1" is IPv6, but VIP "192.168.0.38" is IPv4',
      hint: 'use a real server with an IPv4 address',
      at: 'clusters/prod/web-dr.yaml:20:17-20:20 «rs1»',
      related: [
        'clusters/prod/web-dr.yaml:10:27-10:42 «2001:db8::18/64» its IPv6 address',
        'clusters/prod/web-dr.yaml:14:10-14:22 «192.168.0.38» the IPv4 VIP',
      ],
    },
  ]);
});

test('all real servers have another family: the VIP is the odd one', async () => {
  expect(await lint(rule, edit(DR, 'vip: 192.168.0.38', 'vip: 2001:db8::38'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "2001:db8::38" is IPv6, but no real server of "http" is',
      hint: 'use real servers with IPv6 addresses, or a VIP of their family',
      at: 'clusters/prod/web-dr.yaml:14:10-14:22 «2001:db8::38»',
      related: ['clusters/prod/web-dr.yaml:10:27-10:42 «192.168.0.18/24» the first of them'],
    },
  ]);
});

test('the only real server has another family', async () => {
  const one = edit(
    edit(DR, 'vip: 192.168.0.38', 'vip: 2001:db8::38'),
    '      - { name: rs2, weight: 1 }\n',
    '',
  );
  expect(await lint(rule, one)).toEqual([
    {
      severity: 'error',
      message: 'real server "rs1" is IPv4, but VIP "2001:db8::38" is IPv6',
      hint: 'use a real server with an IPv6 address',
      at: 'clusters/prod/web-dr.yaml:20:17-20:20 «rs1»',
      related: [
        'clusters/prod/web-dr.yaml:10:27-10:42 «192.168.0.18/24» its IPv4 address',
        'clusters/prod/web-dr.yaml:14:10-14:22 «2001:db8::38» the IPv6 VIP',
      ],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // Dual stack: a service and its real servers per family.
  const dual = edit(
    DR,
    'virtual_servers:\n',
    '  - { name: rs1-v6, address: 2001:db8::18/64 }\nvirtual_servers:\n',
  );
  expect(
    await lint(
      rule,
      `${dual}  - name: http-v6
    vip: 2001:db8::38
    port: 80
    protocol: TCP
    lvs_sched: wrr
    lvs_method: DR
    real_servers:
      - { name: rs1-v6 }
`,
    ),
  ).toEqual([]);
  // A real server that is not there.
  expect(await lint(rule, edit(DR, 'name: rs1, weight: 3', 'name: rs9'))).toEqual([]);
});

test('a tunnel can lead to the other family', async () => {
  const tunnelled = edit(
    edit(DR, RS1, '2001:db8::18/64 }'),
    '{ name: rs1, weight: 3 }',
    '{ name: rs1, lvs_method: TUN }',
  );
  expect(await lint(rule, tunnelled)).toEqual([]);
});

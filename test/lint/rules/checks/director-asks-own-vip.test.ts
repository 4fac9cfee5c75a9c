import { expect, test } from 'vitest';
import { edit, HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'director-asks-own-vip';
const MAIL = edit(HA, '    port: 80\n', '    port: 25\n');
const globals = (base: string, words: string) =>
  edit(base, 'vrrp_instances:\n', `global_defs: { ${words} }\nvrrp_instances:\n`);
const bfd = (neighbour: string) =>
  edit(
    HA,
    'vrrp_instances:\n',
    `bfd_instances: [{ name: peer, neighbor_ip: ${neighbour} }]\nvrrp_instances:\n`,
  );

test('the mail server is a service of the cluster', async () => {
  expect(await lint(rule, globals(MAIL, 'smtp_server: { address: 192.168.0.38 }'))).toEqual([
    {
      severity: 'warning',
      message:
        'smtp_server "192.168.0.38" is the VIP of "http": the MASTER sends its mails from there, and its real servers, which have it too, drop them',
      hint: 'name a mail server by an address of its own',
      at: 'clusters/prod/web-ha.yaml:10:40-10:52 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:26:10-26:22 «192.168.0.38» the VIP'],
    },
  ]);
});

test('with TUN, at another port', async () => {
  expect(
    await lint(
      rule,
      globals(
        edit(edit(HA, 'lvs_method: DR', 'lvs_method: TUN'), '    port: 80\n', '    port: 587\n'),
        'smtp_server: { address: 192.168.0.38, port: 587 }',
      ),
    ),
  ).toEqual([
    {
      severity: 'warning',
      message:
        'smtp_server "192.168.0.38" is the VIP of "http": the MASTER sends its mails from there, and its real servers, which have it too, drop them',
      hint: 'name a mail server by an address of its own',
      at: 'clusters/prod/web-ha.yaml:10:40-10:52 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:26:10-26:22 «192.168.0.38» the VIP'],
    },
  ]);
});

test('a BFD session with a VIP', async () => {
  expect(await lint(rule, bfd('192.168.0.38'))).toEqual([
    {
      severity: 'warning',
      message:
        'neighbor_ip "192.168.0.38" is a VIP of VRRP instance "VI_1": as MASTER a director is its own neighbour',
      hint: 'name the other end by an address of its own',
      at: 'clusters/prod/web-ha.yaml:10:44-10:56 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:17:25-17:40 «192.168.0.38/32» the VIP'],
    },
  ]);
});

test.each([
  ['another address', globals(MAIL, 'smtp_server: { address: 192.168.0.18 }')],
  [
    'another port, where the director may listen itself',
    globals(HA, 'smtp_server: { address: 192.168.0.38 }'),
  ],
  [
    'NAT, where replies come back',
    globals(edit(MAIL, 'lvs_method: DR', 'lvs_method: NAT'), 'smtp_server: { address: 192.168.0.38 }'),
  ],
  ['a name', globals(MAIL, 'smtp_server: { address: mail.example.org }')],
  [
    'a director that never has the VIP',
    edit(
      MAIL,
      'vrrp_instances:\n',
      '  - name: lvs3\n    interfaces: { eth0: { segment: lan, address: 192.168.0.68/24 } }\n    global_defs: { smtp_server: { address: 192.168.0.38 } }\nvrrp_instances:\n',
    ),
  ],
  ['a session with another host', bfd('192.168.0.58')],
])('silent: %s', async (_, text) => {
  expect(await lint(rule, text)).toEqual([]);
});

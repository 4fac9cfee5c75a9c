import { expect, test } from 'vitest';
import { DR, edit, HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'vip-not-unicast';
const messages = async (vip: string) =>
  (await lint(rule, edit(DR, 'vip: 192.168.0.38', `vip: "${vip}"`))).map(({ message }) => message);

test('at the virtual server', async () => {
  expect(await lint(rule, edit(DR, 'vip: 192.168.0.38', 'vip: 127.0.0.2'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "127.0.0.2" is a loopback address: no client can connect to it',
      hint: 'use a free address of a subnet that clients reach',
      at: 'clusters/prod/web-dr.yaml:14:10-14:19 «127.0.0.2»',
    },
  ]);
});

test('in virtual_ipaddress: once with its service', async () => {
  const text = edit(edit(HA, '192.168.0.38/32', '224.0.0.18/32'), 'vip: 192.168.0.38', 'vip: 224.0.0.18');
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message: 'VIP "224.0.0.18" is a multicast address: no client can connect to it',
      hint: 'use a free address of a subnet that clients reach',
      at: 'clusters/prod/web-ha.yaml:16:25-16:38 «224.0.0.18/32»',
    },
  ]);
});

test('every kind', async () => {
  expect(await messages('0.0.0.0')).toEqual([
    'VIP "0.0.0.0" is the unspecified address: no client can connect to it',
  ]);
  expect(await messages('0.1.2.3')).toEqual([
    'VIP "0.1.2.3" is an address of "this network": no client can connect to it',
  ]);
  expect(await messages('239.255.255.255')).toEqual([
    'VIP "239.255.255.255" is a multicast address: no client can connect to it',
  ]);
  expect(await messages('240.0.0.1')).toEqual([
    'VIP "240.0.0.1" is a reserved address: no client can connect to it',
  ]);
  expect(await messages('255.255.255.255')).toEqual([
    'VIP "255.255.255.255" is the limited broadcast address: no client can connect to it',
  ]);
  expect(await messages('::')).toEqual(['VIP "::" is the unspecified address: no client can connect to it']);
  expect(await messages('::1')).toEqual(['VIP "::1" is a loopback address: no client can connect to it']);
  expect(await messages('ff02::12')).toEqual([
    'VIP "ff02::12" is a multicast address: no client can connect to it',
  ]);
});

test('near misses stay silent', async () => {
  for (const vip of [
    '1.0.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '169.254.1.1',
    '223.255.255.255',
    '::2',
    'fe80::1',
    '2001:db8::1',
  ]) {
    expect(await messages(vip)).toEqual([]);
  }
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'address-refused-by-kernel';
const withVip = (entry: string) => edit(HA, '[192.168.0.38/32]', `[192.168.0.38/32, { ${entry} }]`);
const excluded = (entry: string) =>
  edit(HA, '    members:', `    virtual_ipaddress_excluded: [{ ${entry} }]\n    members:`);
const fixed = (entry: string) =>
  edit(HA, '  - name: lvs1\n', `  - name: lvs1\n    static_ipaddress: [{ ${entry}, dev: eth0 }]\n`);

test('mngtmpaddr of another length than /64', async () => {
  expect(await lint(rule, withVip('address: "2001:db8::38/128", mngtmpaddr: true'))).toEqual([
    {
      severity: 'error',
      message:
        '"2001:db8::38/128" has mngtmpaddr, which the kernel takes for a prefix length of 64 only: the MASTER does not get it',
      hint: 'write 2001:db8::38/64, or remove mngtmpaddr',
      at: 'clusters/prod/web-ha.yaml:16:85-16:89 «true»',
    },
  ]);
});

test('autojoin of an address that is not multicast', async () => {
  expect(await lint(rule, withVip('address: 192.168.0.39/32, autojoin: true'))).toEqual([
    {
      severity: 'error',
      message:
        '"192.168.0.39/32" has autojoin, which the kernel takes for multicast addresses only: the MASTER does not get it',
      hint: 'remove autojoin',
      at: 'clusters/prod/web-ha.yaml:16:80-16:84 «true»',
    },
  ]);
});

test.each([
  ['one that is not in the adverts', excluded, 'the MASTER does not get it'],
  ['a static address', fixed, 'no director gets it'],
])('%s', async (_, definition, result) => {
  const messages = async (entry: string) =>
    (await lint(rule, definition(entry))).map(({ message, hint }) => [message, hint]);
  expect(await messages('address: "2001:db8::38/64", autojoin: true')).toEqual([
    [
      `"2001:db8::38/64" has autojoin, which the kernel takes for multicast addresses only: ${result}`,
      'remove autojoin',
    ],
  ]);
  // With a peer it is a /128, whatever is written.
  expect(await messages('address: "2001:db8::38/128", peer: "2001:db8::9", mngtmpaddr: true')).toEqual([
    [
      `"2001:db8::38/128" has mngtmpaddr, which the kernel takes for a prefix length of 64 only: ${result}`,
      'remove mngtmpaddr',
    ],
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  for (const entry of [
    'address: "2001:db8::38/64", mngtmpaddr: true',
    'address: "2001:db8::38/128", mngtmpaddr: false, autojoin: false',
    'address: 239.192.0.38/32, autojoin: true',
    'address: "ff05::38/128", autojoin: true',
    // address-options-conflict.
    'address: 192.168.0.39/32, mngtmpaddr: true',
  ]) {
    for (const place of [withVip, excluded, fixed]) expect(await lint(rule, place(entry))).toEqual([]);
  }
});

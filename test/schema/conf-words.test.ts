import { expect, test } from 'vitest';
import { edit, HA } from '../support/definitions.ts';
import { lint } from '../support/lint.ts';

/** Of the findings about the shape of an edited definition: the message and the hint. */
async function shapeOf(what: string, by: string) {
  const found = await lint('invalid-shape', edit(HA, what, by));
  return found.map(({ message, hint }) => [message, hint]);
}

const instance = (words: string) => shapeOf('    advert_int: 1\n', `    advert_int: 1\n    ${words}\n`);
const SYNTAX =
  'a program: an absolute path without ".." between its slashes, or a name without slashes, and its arguments if it has any, each of letters, digits and "/._+:=@%,-"';

test.each([
  ['/bin/sh -c "exit 1"', 'a double quote'],
  ['/usr/local/bin/up && /usr/local/bin/tell', '"&&"'],
  ['/usr/local/bin/up | logger', '"|"'],
  ['/usr/local/bin/up > /dev/null', '">"'],
  ['/usr/local/bin/up $HOSTNAME', '"$"'],
])('a line for a shell is not for keepalived: %s', async (program, mark) => {
  expect(await instance(`notify_master: '${program}'`)).toEqual([
    [
      `"${program}" is not ${SYNTAX}`,
      `keepalived runs a program without a shell, to which ${mark} means something: write a script with this line, and name the script`,
    ],
  ]);
});

test('what no shell would read otherwise has no such hint', async () => {
  expect(await instance('notify_master: /etc/../bin/up')).toEqual([
    [`"/etc/../bin/up" is not ${SYNTAX}`, undefined],
  ]);
});

test('an instance says its VIPs, or that it has none', async () => {
  const vips = '    virtual_ipaddress: [192.168.0.38/32]\n';
  const hint =
    'say the VIPs, such as ["192.168.0.38/32"]; of an instance for its programs alone, "no_virtual_ipaddress: true"';
  expect(await shapeOf(vips, '')).toEqual([['"virtual_ipaddress" is missing', hint]]);
  expect(await shapeOf(vips, '    no_virtual_ipaddress: false\n')).toEqual([
    ['"virtual_ipaddress" is missing', hint],
  ]);
  expect(await shapeOf(vips, '    no_virtual_ipaddress: true\n')).toEqual([]);
  expect(await shapeOf(vips, `${vips}    no_virtual_ipaddress: true\n`)).toEqual([
    ['VRRP instance "VI_1" has "virtual_ipaddress" and "no_virtual_ipaddress"', 'remove one of them'],
  ]);
});

test.each([
  ['vrrp_pass', true],
  ['VrrpPass2', true],
  ['V', true],
  ['_PWD', false],
  ['2PASS', false],
  ['VRRP-PASS', false],
])('the name of a secret: %s', async (name, isGood) => {
  const found = await shapeOf('auth_pass: "1111"', `auth_pass: { secret: ${name} }`);
  expect(found.length === 0).toBe(isGood);
});

test.each([
  ['mail.example.org', true],
  ['mail', true],
  ['192.0.2.25', true],
  ['"2001:db8::25"', true],
  ['192.0.2.256', false],
  ['192.0.2', false],
  ['mail_1', false],
  ['-mail', false],
])('a mail server: %s', async (address, isGood) => {
  const words = `vrrp_instances:\n`;
  const found = await shapeOf(words, `global_defs: { smtp_server: { address: ${address} } }\n${words}`);
  const text = address.replaceAll('"', '');
  expect(found.map(([message]) => message)).toEqual(
    isGood ? [] : [`"${text}" is not an address or a host name`],
  );
});

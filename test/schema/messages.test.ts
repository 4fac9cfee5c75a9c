import { expect, test } from 'vitest';
import { edit, HA, NAT } from '../support/definitions.ts';
import { lint } from '../support/lint.ts';

/** Of the one finding that an edit gives: its place, message and hint. */
async function shapeOf(definition: string, what: string, by: string) {
  const found = await lint('invalid-shape', edit(definition, what, by));
  return found.map(({ at, message, hint }) => [at.replace(/^\S+?:/, ''), message, hint]);
}

test.each([
  [
    'an unknown key that is near a known one',
    'rs2, weight: 1',
    'rs2, wieght: 1',
    '23:22-23:28 «wieght»',
    'unknown key "wieght"',
    'did you mean "weight"?',
  ],
  [
    "keepalived's older word",
    '    lvs_sched: wrr',
    '    lvs_sched: wrr\n    lb_kind: NAT',
    '20:5-20:12 «lb_kind»',
    'unknown key "lb_kind"',
    'did you mean "lvs_method"?',
  ],
  [
    'a scheduler in capitals',
    'lvs_sched: wrr',
    'lvs_sched: WRR',
    '19:16-19:19 «WRR»',
    '"WRR" is not one of rr, wrr, lc, wlc, lblc, lblcr, sh, mh, dh, fo, ovf, sed, nq, twos',
    'did you mean "wrr"?',
  ],
  [
    "a key that is no interface's name",
    'eth1: {',
    '"eth 1": {',
    '10:7-10:14 «"eth 1"»',
    '"eth 1" is not an interface name: 1 to 15 letters, digits, ".", "_" or "-", and not "all" or "default"',
    undefined,
  ],
  [
    'a port as text',
    'port: 80',
    'port: "80"',
    '17:11-17:15 «"80"»',
    'expected a whole number, found text: "80"',
    'write it without quotes: 80',
  ],
  [
    'a range of statuses that is no list',
    '    real_servers:\n',
    '    checks: [{ HTTP_GET: { url: [{ path: /, status_code: 200-204 }] } }]\n    real_servers:\n',
    '21:58-21:65 «200-204»',
    'expected a whole number or a list, found text: "200-204"',
    'write a list: [200-204]',
  ],
  [
    'checks that are no list',
    '    real_servers:\n',
    '    checks: TCP_CHECK\n    real_servers:\n',
    '21:13-21:22 «TCP_CHECK»',
    'expected a list, found text: "TCP_CHECK"',
    undefined,
  ],
  [
    'a path without its slash',
    '    real_servers:\n',
    '    checks: [{ HTTP_GET: { url: [{ path: healthz }] } }]\n    real_servers:\n',
    '21:42-21:49 «healthz»',
    '"healthz" is not a path that starts with "/", of letters, digits and "/._~%?&=+,:;@*()\'-"',
    'write "/healthz"',
  ],
  [
    'a whole URL',
    '    real_servers:\n',
    '    checks: [{ HTTP_GET: { url: [{ path: "http://www.example.org/a" }] } }]\n    real_servers:\n',
    '21:42-21:68 «"http://www.example.org/a"»',
    '"http://www.example.org/a" is not a path that starts with "/", of letters, digits and "/._~%?&=+,:;@*()\'-"',
    'write the path alone, "/a": virtualhost is for the host',
  ],
  [
    'a digest in capitals',
    '    real_servers:\n',
    '    checks: [{ HTTP_GET: { url: [{ path: /, digest: 9B3A0C85A887A256D6939DA88AABD8CD }] } }]\n    real_servers:\n',
    '21:53-21:85 «9B3A0C85A887A256D6939DA88AABD8CD»',
    '"9B3A0C85A887A256D6939DA88AABD8CD" is not 32 hexadecimal digits in lower case',
    'write "9b3a0c85a887a256d6939da88aabd8cd"',
  ],
  [
    'a digest of another kind',
    '    real_servers:\n',
    '    checks: [{ HTTP_GET: { url: [{ path: /, digest: da39a3ee5e6b4b0d3255bfef95601890afd80709 }] } }]\n    real_servers:\n',
    '21:53-21:93 «da39a3ee5e6b4b0d3255bfef95601890afd80709»',
    '"da39a3ee5e6b4b0d3255bfef95601890afd80709" is not 32 hexadecimal digits in lower case',
    'genhash, which comes with keepalived, prints it: genhash -s ADDRESS -p PORT -u PATH, with -S for TLS',
  ],
  [
    'yes for true',
    '    real_servers:\n',
    '    ha_suspend: yes\n    real_servers:\n',
    '21:17-21:20 «yes»',
    'expected true or false, found text: "yes"',
    'write true',
  ],
  [
    'true in quotes',
    '    real_servers:\n',
    '    ha_suspend: "true"\n    real_servers:\n',
    '21:17-21:23 «"true"»',
    'expected true or false, found text: "true"',
    'write true, without quotes',
  ],
  [
    'a port out of range',
    'port: 80',
    'port: 65536',
    '17:11-17:16 «65536»',
    '65536 is not between 0 and 65535',
    undefined,
  ],
  [
    'an address with a leading zero',
    '192.168.0.28/24',
    '192.168.0.028/24',
    '13:27-13:43 «192.168.0.028/24»',
    '"192.168.0.028/24" is not an address with a prefix length',
    'a leading zero means octal to some programs and nothing to others: leave it out',
  ],
  [
    'a subnet with host bits',
    'subnet: 192.168.0.0/24',
    'subnet: 192.168.0.8/24',
    '5:18-5:32 «192.168.0.8/24»',
    '"192.168.0.8/24" has host bits set',
    'the subnet is 192.168.0.0/24',
  ],
  [
    'a misspelt key that is missed: one finding',
    'vip: 172.16.254.200',
    'vipp: 172.16.254.200',
    '16:5-16:9 «vipp»',
    'unknown key "vipp"',
    'did you mean "vip"?',
  ],
  [
    'a path with a character that it cannot have',
    '    real_servers:\n      - { name: rs1, weight: 1 }',
    '    real_servers:\n      - { name: rs1, checks: [{ HTTP_GET: { url: [{ path: /a$b }] } }] }',
    '22:59-22:63 «/a$b»',
    '"/a$b" is not a path that starts with "/", of letters, digits and "/._~%?&=+,:;@*()\'-"',
    undefined,
  ],
])('%s', async (_, what, by, at, message, hint) => {
  expect(await shapeOf(NAT, what, by)).toEqual([[at, message, hint]]);
});

test('a missing key is asked for with what it is for', async () => {
  expect(await shapeOf(NAT, '{ name: rs1, address: 192.168.0.18/24,', '{ name: rs1,')).toEqual([
    [
      '12:13-12:16 «rs1»',
      '"address" is missing',
      `The real server's address (RIP), with the prefix length; with both families a list of two. Such as: address: "192.168.0.18/24"`,
    ],
  ]);
});

test('what only defaults could have given is asked for at the virtual server', async () => {
  expect(await shapeOf(NAT, '    protocol: TCP\n', '')).toEqual([
    [
      '15:11-15:15 «http»',
      'virtual server "http" has no "protocol"',
      'without it keepalived would take UDP: say it here or in "defaults"',
    ],
  ]);
});

test('a group that is not there, and is near one or none', async () => {
  const groups = 'virtual_server_groups: [{ name: WEB, members: [{ address: 192.168.0.38, port: 80 }] }]\n';
  const grouped = (name: string) => edit(HA, '    vip: 192.168.0.38\n    port: 80\n', `    group: ${name}\n`);
  const hintOf = async (name: string) =>
    (await shapeOf(grouped(name), 'virtual_servers:\n', `${groups}virtual_servers:\n`))[0]?.[2];
  expect(await hintOf('WEBS')).toBe('did you mean "WEB"? if not, define it under virtual_server_groups');
  expect(await hintOf('mail')).toBe('define it under virtual_server_groups');
});

test('a password is never shown', async () => {
  const found = await lint('invalid-shape', edit(HA, '"1111"', '"much too long"'));
  expect(found).toMatchObject([
    { message: 'the value is not a password of 1 to 8 letters, digits, ".", "_" or "-"' },
  ]);
  const number = await lint('invalid-shape', edit(HA, '"1111"', '4711'));
  expect(number).toMatchObject([
    { message: 'expected text or a mapping, found a number', hint: 'put it into quotes' },
  ]);
});

test('a long password has its advice, and is not shown', async () => {
  const found = await lint('invalid-shape', edit(HA, '"1111"', '"longer.than-8"'));
  expect(found.map(({ message, hint }) => [message, hint])).toEqual([
    [
      'the value is not a password of 1 to 8 letters, digits, ".", "_" or "-"',
      'write the first 8 characters: keepalived cuts off the rest, here and on every other router',
    ],
  ]);
  const [other] = await lint('invalid-shape', edit(HA, '"1111"', '"a b"'));
  expect(other?.hint).toBeUndefined();
});

test('marks can be left out where somebody else sets them, on packets to VIPs of one family', async () => {
  const marked = (options: string, base = HA) =>
    edit(base, '    vip: 192.168.0.38\n    port: 80\n    protocol: TCP\n', `    fwmark: 1\n${options}`);
  const hints = async (definition: string) =>
    (await lint('invalid-shape', definition)).map(({ message, hint }) => [message, hint]);
  const missing = '"marks" is missing beside "fwmark"';
  const which =
    'say which traffic it is: the addresses that clients reach. With "set_mark: false" it is only described';
  expect(await hints(marked('    set_mark: false\n'))).toEqual([]);
  expect(await hints(marked(''))).toEqual([[missing, which]]);
  expect(await hints(marked('    set_mark: true\n'))).toEqual([[missing, which]]);
  const both = edit(
    HA,
    'virtual_ipaddress: [192.168.0.38/32]',
    'virtual_ipaddress: [192.168.0.38/32]\n    virtual_ipaddress_excluded: ["2001:db8::38/128"]',
  );
  expect(await hints(marked('    set_mark: false\n', both))).toEqual([
    [missing, 'say the addresses that clients reach: the VIPs of vrrp_instances are IPv4 and IPv6'],
  ]);
  const none = edit(HA, 'virtual_ipaddress: [192.168.0.38/32]', 'no_virtual_ipaddress: true');
  expect(await hints(marked('    set_mark: false\n', none))).toEqual([[missing, which]]);
});

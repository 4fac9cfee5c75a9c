import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { DUAL } from '../../../support/dual-stack.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'virtual-server-mixed-families';
const SERVICES = /virtual_servers:\n(?: {2}- .*\n)+/;
const services = (text: string) => DUAL.replace(SERVICES, text);
const grouped = (members: string, rest = '') =>
  services(`virtual_server_groups:
  - name: web
    members: [${members}]
virtual_servers:
  - { name: http, group: web, real_servers: [{ name: rs1 }]${rest} }
`);
const BOTH = '{ address: 192.168.0.38, port: 80 }, { address: "2001:db8::38", port: 80 }';
const marked = (rest = '') =>
  services(`virtual_servers:
  - { name: http, fwmark: 1, marks: [{ vip: 192.168.0.38 }, { vip: "2001:db8::38" }], real_servers: [{ name: rs1 }]${rest} }
`);

test('a group of addresses', async () => {
  expect(await lint(rule, grouped(BOTH))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/dual.yaml:24:63-24:77 «"2001:db8::38"»",
        "hint": "make two virtual servers of it, one for each family, each with a group of its own",
        "message": "the group of virtual server "http" has IPv4 and IPv6: keepalived leaves the whole virtual server out",
        "related": [
          "clusters/prod/dual.yaml:24:26-24:38 «192.168.0.38» the first address, IPv4",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('a group of firewall marks', async () => {
  expect(
    (await lint(rule, grouped('{ fwmark: 1, marks: [{ vip: 192.168.0.38 }, { vip: "2001:db8::38" }] }'))).map(
      ({ at }) => at,
    ),
  ).toEqual(['clusters/prod/dual.yaml:24:66-24:80 «"2001:db8::38"»']);
});

test('a firewall mark, with tunnels too', async () => {
  expect(await lint(rule, marked())).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/dual.yaml:23:68-23:82 «"2001:db8::38"»",
        "hint": "make two virtual servers of it, one for each family",
        "message": "the firewall mark of virtual server "http" has IPv4 and IPv6: keepalived serves IPv4 alone",
        "related": [
          "clusters/prod/dual.yaml:23:45-23:57 «192.168.0.38» the first address, IPv4",
        ],
        "severity": "error",
      },
    ]
  `);
  expect(await lint(rule, marked(', lvs_method: TUN'))).toHaveLength(1);
});

test('one real server of a group without a tunnel', async () => {
  const mixed = edit(
    grouped(BOTH, ', lvs_method: TUN'),
    '[{ name: rs1 }]',
    '[{ name: rs1 }, { name: rs2, lvs_method: DR }]',
  );
  expect(await lint(rule, mixed)).toHaveLength(1);
});

test('scripts', async () => {
  const scripts = edit(
    DR,
    'lan: { subnet: 192.168.0.0/24',
    'lan: { subnet: [192.168.0.0/24, "2001:db8::/64"]',
  );
  const text = edit(
    scripts,
    'vip: 192.168.0.38\n    port: 80',
    'fwmark: 1\n    marks: [{ vip: 192.168.0.38 }, { vip: "2001:db8::38" }]',
  );
  expect((await lint(rule, text)).map(({ message }) => message)).toEqual([
    'the firewall mark of virtual server "http" has IPv4 and IPv6: its real servers cannot answer both',
  ]);
  expect(await lint(rule, edit(text, 'lvs_method: DR', 'lvs_method: TUN'))).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA, DUAL]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, grouped(BOTH, ', lvs_method: TUN'))).toEqual([]);
  expect(
    await lint(rule, grouped('{ address: 192.168.0.38, port: 80 }, { address: 192.168.0.38, port: 81 }')),
  ).toEqual([]);
  const two = services(`virtual_servers:
  - { name: http4, fwmark: 1, marks: [{ vip: 192.168.0.38 }], real_servers: [{ name: rs1 }] }
  - { name: http6, fwmark: 1, marks: [{ vip: "2001:db8::38" }], real_servers: [{ name: rs1 }] }
`);
  expect(await lint(rule, two)).toEqual([]);
});

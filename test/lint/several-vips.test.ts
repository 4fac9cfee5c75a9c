import { expect, test } from 'vitest';
import { edit, HA, NAT, NAT_HA } from '../support/definitions.ts';
import { lint } from '../support/lint.ts';

const VIP = '    vip: 192.168.0.38\n    port: 80\n    protocol: TCP\n';
const SERVERS = '\nreal_servers:\n  - { name: rs1, address: 192.168.0.18/24, gateway: 192.168.0.1 }\n';

const marked = (...marks: string[]) =>
  edit(
    HA,
    VIP,
    `    fwmark: 1\n    marks:\n${marks.map((vip) => `      - { vip: ${vip}, protocol: TCP, port: 80 }\n`).join('')}`,
  );
const grouped = (...addresses: string[]) =>
  edit(
    edit(HA, VIP, '    group: web\n    protocol: TCP\n'),
    SERVERS,
    `\nvirtual_server_groups:\n  - name: web\n    members:\n${addresses.map((address) => `      - { address: ${address}, port: 80 }\n`).join('')}${SERVERS.slice(1)}`,
  );

test('the second mark of a service is in no VRRP instance', async () => {
  expect(
    await lint('vip-not-in-vrrp-instance', marked('192.168.0.38', '192.168.0.39')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:28:16-28:28 «192.168.0.39»",
        "hint": "add 192.168.0.39/32 to virtual_ipaddress of VRRP instance "VI_1"",
        "message": "VIP "192.168.0.39" is in no VRRP instance: no director ever owns it",
        "severity": "error",
      },
    ]
  `);
});

test('a range of a group is in no VRRP instance: once', async () => {
  expect(
    await lint('vip-not-in-vrrp-instance', grouped('192.168.0.38', '192.168.0.40-45')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:24:20-24:35 «192.168.0.40-45»",
        "hint": "add 192.168.0.40/32 to virtual_ipaddress of VRRP instance "VI_1"",
        "message": "VIP "192.168.0.40" is in no VRRP instance: no director ever owns it",
        "severity": "error",
      },
    ]
  `);
});

test('a range of a group is outside the subnets: once', async () => {
  expect(await lint('vip-outside-subnets', grouped('192.168.0.38', '192.0.2.40-45'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:24:20-24:33 «192.0.2.40-45»",
        "hint": "use an address of a subnet that the directors are attached to; or set routed: true on "http" when others lead it to the directors",
        "message": "VIP "192.0.2.40" is in no subnet of the directors: nobody asks them for it by ARP",
        "related": [
          "clusters/prod/web-ha.yaml:7:5-7:15 «interfaces» the director's subnets",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('a member of a group is a host', async () => {
  expect(
    await lint('vip-is-host-address', grouped('192.168.0.38', '192.168.0.17-18')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:24:20-24:35 «192.168.0.17-18»",
        "hint": "use an address that no host has",
        "message": "VIP "192.168.0.18" is the address of real server "rs1"",
        "related": [
          "clusters/prod/web-ha.yaml:26:27-26:42 «192.168.0.18/24» the same address",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('a mark has the address of a director', async () => {
  expect(
    await lint('vip-is-director-address', marked('192.168.0.38', '192.168.0.48')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:28:16-28:28 «192.168.0.48»",
        "hint": "use an address that no host has",
        "message": "VIP "192.168.0.48" is the own address of director "lvs1": it cannot move to another director",
        "related": [
          "clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.48/24» the director's address",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('two groups have an address in common, and one lists it twice', async () => {
  const second = HA.slice(HA.indexOf('  - name: http\n')).replace('http', 'again');
  expect(
    await lint('duplicate-virtual-server', `${grouped('192.168.0.30-38')}${second}`),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:40:10-40:22 «192.168.0.38»",
        "hint": "put the real servers of both into one virtual server, or give this one another port or VIP",
        "message": "virtual server "192.168.0.38:80 TCP" is defined twice",
        "related": [
          "clusters/prod/web-ha.yaml:23:20-23:35 «192.168.0.30-38» first defined here",
        ],
        "severity": "error",
      },
    ]
  `);
  expect(
    await lint('duplicate-virtual-server', grouped('192.168.0.30-38', '192.168.0.38')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:24:20-24:32 «192.168.0.38»",
        "hint": "list each address and port once: the members of a group are one service",
        "message": "virtual server "192.168.0.38:80 TCP" is defined twice",
        "related": [
          "clusters/prod/web-ha.yaml:23:20-23:35 «192.168.0.30-38» first defined here",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('two services have one group', async () => {
  const one = grouped('192.168.0.30-38');
  const again = one.slice(one.indexOf('  - name: http\n')).replace('http', 'again');
  expect(await lint('duplicate-virtual-server', one + again)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:40:12-40:15 «web»",
        "hint": "put the real servers of both into one virtual server, or give this one another port or VIP",
        "message": "virtual server "192.168.0.30:80 TCP" is defined twice",
        "related": [
          "clusters/prod/web-ha.yaml:29:12-29:15 «web» first defined here",
        ],
        "severity": "error",
      },
    ]
  `);
  expect(await lint('duplicate-virtual-server', one + again.replace('TCP', 'UDP'))).toEqual([]);
});

test('a group has a port in one member that needs something of the service', async () => {
  const one = grouped('192.168.0.30-38', '192.168.0.39');
  const first = '      - { address: 192.168.0.39, port: ';
  const ftp = await lint('ftp-without-persistence', edit(one, `${first}80`, `${first}21`));
  expect(ftp.map(({ at }) => at)).toMatchInlineSnapshot(`
    [
      "clusters/prod/web-ha.yaml:24:40-24:42 «21»",
    ]
  `);
  const open = await lint('persistence-conflict', edit(one, `${first}80`, `${first}0`));
  expect(open.map(({ at }) => at)).toMatchInlineSnapshot(`
    [
      "clusters/prod/web-ha.yaml:24:40-24:41 «0»",
    ]
  `);
  const without = await lint('persistence-conflict', edit(one, '192.168.0.39, port: 80', '192.168.0.39'));
  expect(without.map(({ at }) => at)).toMatchInlineSnapshot(`
    [
      "clusters/prod/web-ha.yaml:24:20-24:32 «192.168.0.39»",
    ]
  `);
});

test('the port of a group, which a real server does not have', async () => {
  const one = edit(grouped('192.168.0.38'), '{ name: rs1, weight: 1 }', '{ name: rs1, port: 8080 }');
  const [found] = await lint('dr-port-remapped', one);
  expect(found?.related).toEqual(["clusters/prod/web-ha.yaml:23:40-23:42 «80» the virtual server's port"]);
});

test('a mark of two services', async () => {
  const one = marked('192.168.0.38');
  const second = one
    .slice(one.indexOf('  - name: http\n'))
    .replace('http', 'again')
    .replace('192.168.0.38', '192.168.0.39');
  expect(await lint('duplicate-virtual-server', one + second)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:37:13-37:14 «1»",
        "hint": "put the real servers of both into one virtual server, or give this one another firewall mark",
        "message": "virtual server "fwmark 1" is defined twice",
        "related": [
          "clusters/prod/web-ha.yaml:25:13-25:14 «1» first defined here",
        ],
        "severity": "error",
      },
    ]
  `);
  // The kernel knows the marks of each family apart.
  expect(
    await lint('duplicate-virtual-server', one + second.replace('192.168.0.39', '2001:db8::39')),
  ).toEqual([]);
});

test('one TUN real server in a NAT service that has the VIP too', async () => {
  const own = edit(NAT, '{ name: rs2, weight: 1 }', '{ name: rs2, weight: 1, lvs_method: TUN }');
  expect(await lint('vip-is-director-address', own)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-nat.yaml:16:10-16:24 «172.16.254.200»",
        "hint": "use another address: a TUN real server has the VIP, too",
        "message": "VIP "172.16.254.200" of TUN service "http" is the own address of director "lvs1": its real servers drop all that comes from it, ARP first",
        "related": [
          "clusters/prod/web-nat.yaml:9:38-9:55 «172.16.254.200/24» the director's address",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('NAT settings heed the method of one real server', async () => {
  const dr = edit(HA, 'name: web-ha\n', 'name: web-ha\nmasquerade: false\n');
  expect((await lint('setting-without-effect', dr)).map(({ message }) => message)).toEqual([
    '"masquerade" has no effect without a virtual server of lvs_method NAT',
  ]);
  const nat = edit(dr, '{ name: rs2, weight: 1 }', '{ name: rs2, weight: 1, lvs_method: NAT }');
  expect(await lint('setting-without-effect', nat)).toEqual([]);
});

test('the second mark of a NAT service and its gateway are not synced', async () => {
  const own = edit(
    edit(
      NAT_HA,
      '    vip: 198.51.100.100\n    port: 80\n    protocol: TCP\n',
      '    fwmark: 1\n    marks: [{ vip: 198.51.100.100 }, { vip: 198.51.100.101 }]\n',
    ),
    '  - name: INNER\n',
    `  - name: OTHER
    interface: eth0
    virtual_router_id: 12
    virtual_ipaddress: [198.51.100.101/24]
    members:
      - { director: edge1, state: MASTER, priority: 150 }
      - { director: edge2, state: BACKUP, priority: 100 }
  - name: INNER
`,
  );
  expect(await lint('nat-instances-not-synced', own)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/edge.yaml:26:11-26:16 «OTHER»",
        "hint": "add "OTHER" to sync group "EDGE"",
        "message": "VRRP instances "OTHER" and "INNER" are not in one sync group, but NAT needs both on one director",
        "related": [
          "clusters/prod/edge.yaml:33:11-33:16 «INNER» has the real servers' gateway",
          "clusters/prod/edge.yaml:46:45-46:59 «198.51.100.101» "OTHER" has the VIP of this NAT service",
          "clusters/prod/edge.yaml:16:11-16:15 «EDGE» a sync group with one of them",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  const rules = [
    'vip-not-in-vrrp-instance',
    'vip-outside-subnets',
    'duplicate-vip',
    'duplicate-virtual-server',
    'director-never-owns-vip',
  ];
  const both = edit(grouped('192.168.0.38-39'), '[192.168.0.38/32]', '[192.168.0.38/32, 192.168.0.39/32]');
  for (const rule of rules) {
    expect(await lint(rule, both)).toEqual([]);
    expect(await lint(rule, marked('192.168.0.38'))).toEqual([]);
  }
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'fwmark-conflict';

test('ha_suspend', async () => {
  expect(
    await lint(
      rule,
      edit(
        edit(
          HA,
          '    vip: 192.168.0.38\n    port: 80\n    protocol: TCP\n',
          '    fwmark: 1\n    marks: [{ vip: 192.168.0.38, protocol: TCP, port: 80 }]\n',
        ),
        '    lvs_method: DR\n',
        '    lvs_method: DR\n    ha_suspend: true\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:29:17-29:21 «true»",
        "hint": "remove ha_suspend",
        "message": "ha_suspend of virtual server "http" needs a VIP, and a firewall mark is none",
        "severity": "error",
      },
    ]
  `);
});

test('a port without NAT', async () => {
  expect(
    await lint(
      rule,
      edit(
        edit(
          edit(
            HA,
            '    vip: 192.168.0.38\n    port: 80\n    protocol: TCP\n',
            '    fwmark: 1\n    marks: [{ vip: 192.168.0.38, protocol: TCP, port: 80 }]\n',
          ),
          'name: rs1, weight: 1 }',
          'name: rs1, port: 80 }',
        ),
        '    delay_loop: 6\n',
        '    delay_loop: 6\n    sorry_server: { address: 192.168.0.18, port: 80 }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:30:50-30:52 «80»",
        "hint": "remove port: without NAT a packet keeps the port that the client has sent it to",
        "message": "the sorry server has a port, which DR cannot give the packets of a firewall mark",
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:34:28-34:30 «80»",
        "hint": "remove port: without NAT a packet keeps the port that the client has sent it to",
        "message": "real server "rs1" has a port, which DR cannot give the packets of a firewall mark",
        "severity": "error",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // ha_suspend of a VIP.
  expect(
    await lint(rule, edit(HA, '    lvs_method: DR\n', '    lvs_method: DR\n    ha_suspend: true\n')),
  ).toEqual([]);
  // A mark without either.
  expect(
    await lint(
      rule,
      edit(
        HA,
        '    vip: 192.168.0.38\n    port: 80\n    protocol: TCP\n',
        '    fwmark: 1\n    marks: [{ vip: 192.168.0.38, protocol: TCP, port: 80 }]\n',
      ),
    ),
  ).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'tunnel-without-mtu';
const TUN = edit(DR, 'lvs_method: DR', 'lvs_method: TUN');
const withTunnel = (tunnel: string) =>
  edit(TUN, 'lvs_method: TUN', `lvs_method: TUN\n    tunnel: { ${tunnel} }`);
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);
const takes = (bytes: number) =>
  `TUN service "http" says no MTU: full packets of clients do not fit through the tunnel, which takes ${bytes} bytes of each`;

test('a TCP service', async () => {
  expect(await lint(rule, TUN)).toEqual([
    {
      severity: 'info',
      message: takes(20),
      hint: 'set mtu in tunnel to the MTU of the way to the real servers: lvs_tun_rs.sh then has clients send less at once',
      at: 'clusters/prod/web-dr.yaml:18:17-18:20 «TUN»',
    },
  ]);
});

test.each([
  ['type: ipip', 20],
  ['type: gre', 24],
  ['type: gre, checksum: csum', 28],
  ['type: gue, port: 6080', 32],
  ['type: gue, port: 6080, checksum: csum', 32],
  ['type: gue, port: 6080, checksum: remcsum', 40],
])('%s takes %i bytes', async (tunnel, bytes) => {
  expect(await messages(withTunnel(tunnel))).toEqual([takes(bytes)]);
  const six = withTunnel(tunnel).replaceAll(
    /192\.168\.0\.([12]8)\/24, gateway: 192\.168\.0\.1/g,
    '"2001:db8::$1/64"',
  );
  expect(await messages(six)).toEqual([takes(bytes + 20)]);
  expect(await messages(withTunnel(`${tunnel}, mtu: 1500`))).toEqual([]);
});

test('one real server alone', async () => {
  const one = edit(
    withTunnel('mtu: 1500'),
    'name: rs2, weight: 1',
    'name: rs2, weight: 1, tunnel: { type: gre }',
  );
  expect(await lint(rule, one)).toMatchObject([
    { message: takes(24), at: 'clusters/prod/web-dr.yaml:22:41-22:54 «{ type: gre }»' },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, edit(TUN, 'protocol: TCP', 'protocol: UDP'))).toEqual([]);
});

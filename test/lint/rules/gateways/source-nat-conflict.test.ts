import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'source-nat-conflict';
const masked = (base: string) => edit(base, 'lvs_method: NAT\n', 'lvs_method: NAT\n    source_nat: true\n');
const conntrack = (base: string, value: number) =>
  edit(base, 'version: 1\n', `version: 1\nsysctls: { net.ipv4.vs.conntrack: ${value} }\n`);

test('connections that are not tracked', async () => {
  expect(await lint(rule, conntrack(masked(NAT), 0))).toEqual([
    {
      severity: 'error',
      message:
        'net.ipv4.vs.conntrack is 0, but source_nat of virtual server "http" needs connection tracking: real servers would see the clients\' addresses',
      hint: 'remove net.ipv4.vs.conntrack: source_nat sets it to 1',
      at: 'clusters/prod/web-nat.yaml:2:35-2:36 «0»',
      related: ['clusters/prod/web-nat.yaml:22:17-22:21 «true» the source NAT'],
    },
  ]);
  // Once for the setting, and where a director has its own, there.
  expect((await lint(rule, conntrack(masked(NAT_HA), 0))).length).toBe(1);
  const own = edit(
    masked(NAT),
    '  - name: lvs1\n',
    '  - name: lvs1\n    sysctls: { net.ipv4.vs.conntrack: 0 }\n',
  );
  expect((await lint(rule, conntrack(own, 1))).map(({ at }) => at)).toEqual([
    'clusters/prod/web-nat.yaml:9:39-9:40 «0»',
  ]);
});

test('FTP, by its port and by a mark', async () => {
  const ftp = edit(masked(NAT), 'port: 80', 'port: 21');
  expect(await lint(rule, ftp)).toEqual([
    {
      severity: 'error',
      message:
        'source_nat of FTP service "http": data connections have other ports, and keep the client\'s address',
      hint: "remove source_nat, and make the director the real servers' gateway; or set lvs_method to DR, with persistence_timeout",
      at: 'clusters/prod/web-nat.yaml:21:17-21:21 «true»',
    },
  ]);
  const marked = edit(
    masked(NAT),
    '    vip: 172.16.254.200\n    port: 80\n    protocol: TCP\n',
    '    fwmark: 1\n    marks: [{ vip: 172.16.254.200, protocol: TCP, port: 20-21 }]\n',
  );
  expect((await lint(rule, marked)).length).toBe(1);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA, masked(NAT), masked(NAT_HA)])
    expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, conntrack(NAT, 0))).toEqual([]);
  expect(await lint(rule, conntrack(masked(NAT), 1))).toEqual([]);
  expect(await lint(rule, edit(NAT, 'port: 80', 'port: 21'))).toEqual([]);
  expect(
    await lint(rule, edit(masked(NAT), 'port: 80\n    protocol: TCP', 'port: 21\n    protocol: UDP')),
  ).toEqual([]);
});

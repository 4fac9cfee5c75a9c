import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sorry-server-port-remapped';
const sorry = (base: string, port: number) =>
  edit(
    base,
    '    delay_loop:',
    `    sorry_server: { address: 192.168.0.99, port: ${port} }\n    delay_loop:`,
  );

test('DR with another port', async () => {
  expect(await lint(rule, sorry(HA, 8080))).toEqual([
    {
      severity: 'error',
      message: 'sorry server port "8080" cannot be reached under DR, which keeps port 80',
      hint: 'set port to 80 and let the sorry server listen there, or use NAT',
      at: 'clusters/prod/web-ha.yaml:30:50-30:54 «8080»',
      related: ["clusters/prod/web-ha.yaml:26:11-26:13 «80» the virtual server's port"],
    },
  ]);
});

test('a sorry server in defaults is named once, with the first service that it does not fit', async () => {
  const defaulted = `${HA}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    real_servers: [{ name: rs1 }]
defaults:
  virtual_servers:
    sorry_server: { address: 192.168.0.99, port: 80 }
`;
  expect(await lint(rule, defaulted)).toEqual([
    {
      severity: 'error',
      message: 'sorry server port "80" cannot be reached under DR, which keeps port 443',
      hint: 'set port to 443 and let the sorry server listen there, or use NAT',
      at: 'clusters/prod/web-ha.yaml:45:50-45:52 «80»',
      related: ["clusters/prod/web-ha.yaml:38:11-38:14 «443» the virtual server's port"],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, sorry(HA, 80))).toEqual([]);
  // NAT changes ports.
  expect(await lint(rule, sorry(NAT_HA, 8080))).toEqual([]);
  // A port that is none is the schema's.
  expect(await lint(rule, sorry(HA, 0))).toEqual([]);
});

test('a sorry server with a method of its own', async () => {
  const own = (method: string) =>
    edit(sorry(HA, 8080), 'port: 8080 }', `port: 8080, lvs_method: ${method} }`);
  expect(await lint(rule, own('NAT'))).toEqual([]);
  expect(await lint(rule, own('TUN'))).toEqual([
    {
      severity: 'error',
      message: 'sorry server port "8080" cannot be reached under TUN, which keeps port 80',
      hint: 'set port to 80 and let the sorry server listen there, or use NAT',
      at: 'clusters/prod/web-ha.yaml:30:50-30:54 «8080»',
      related: ["clusters/prod/web-ha.yaml:26:11-26:13 «80» the virtual server's port"],
    },
  ]);
});

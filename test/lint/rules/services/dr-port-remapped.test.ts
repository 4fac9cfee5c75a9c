import { expect, test } from 'vitest';
import { DR, edit, HA, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'dr-port-remapped';

test('another port, with the scripts and with keepalived', async () => {
  expect(
    await lint(rule, edit(DR, '{ name: rs1, weight: 3 }', '{ name: rs1, port: 8080, weight: 3 }')),
  ).toEqual([
    {
      severity: 'error',
      message: 'port "8080" of real server "rs1" cannot be reached under DR, which keeps port 80 of "http"',
      hint: 'remove port and let the real server listen on 80, or use NAT',
      at: 'clusters/prod/web-dr.yaml:20:28-20:32 «8080»',
      related: ["clusters/prod/web-dr.yaml:15:11-15:13 «80» the virtual server's port"],
    },
  ]);
  expect(
    await lint(rule, edit(HA, '{ name: rs2, weight: 1 }', '{ name: rs2, port: 81, weight: 1 }')),
  ).toEqual([
    {
      severity: 'error',
      message: 'port "81" of real server "rs2" cannot be reached under DR, which keeps port 80 of "http"',
      hint: 'remove port and let the real server listen on 80, or use NAT',
      at: 'clusters/prod/web-ha.yaml:35:28-35:30 «81»',
      related: ["clusters/prod/web-ha.yaml:26:11-26:13 «80» the virtual server's port"],
    },
  ]);
});

test("the virtual server's port comes from the defaults", async () => {
  const text = edit(
    edit(
      edit(DR, '    port: 80\n', ''),
      'virtual_servers:\n',
      'defaults: { virtual_servers: { port: 80 } }\nvirtual_servers:\n',
    ),
    '{ name: rs1, weight: 3 }',
    '{ name: rs1, port: 8080 }',
  );
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message: 'port "8080" of real server "rs1" cannot be reached under DR, which keeps port 80 of "http"',
      hint: 'remove port and let the real server listen on 80, or use NAT',
      at: 'clusters/prod/web-dr.yaml:20:28-20:32 «8080»',
      related: ["clusters/prod/web-dr.yaml:12:38-12:40 «80» the virtual server's port"],
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, DR)).toEqual([]);
  expect(await lint(rule, NAT_HA)).toEqual([]);
  expect(
    await lint(rule, edit(DR, '{ name: rs1, weight: 3 }', '{ name: rs1, port: 80, weight: 3 }')),
  ).toEqual([]);
});

test('a real server with a method of its own', async () => {
  const own = (method: string) =>
    edit(DR, '{ name: rs1, weight: 3 }', `{ name: rs1, port: 8080, lvs_method: ${method} }`);
  expect(await lint(rule, own('NAT'))).toEqual([]);
  expect(await lint(rule, own('TUN'))).toEqual([
    {
      severity: 'error',
      message: 'port "8080" of real server "rs1" cannot be reached under TUN, which keeps port 80 of "http"',
      hint: 'remove port and let the real server listen on 80, or use NAT',
      at: 'clusters/prod/web-dr.yaml:20:28-20:32 «8080»',
      related: ["clusters/prod/web-dr.yaml:15:11-15:13 «80» the virtual server's port"],
    },
  ]);
});

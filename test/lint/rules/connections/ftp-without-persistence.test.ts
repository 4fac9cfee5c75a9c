import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'ftp-without-persistence';
const FTP = edit(DR, 'port: 80', 'port: 21');

test('FTP with DR, and with TUN', async () => {
  expect(await lint(rule, FTP)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:15:11-15:13 «21»",
        "hint": "set persistence_timeout: the kernel then leads data connections to the real server of the client",
        "message": "FTP service "http" has no persistence, and with DR no client gets data in passive mode",
        "severity": "warning",
      },
    ]
  `);
  expect(
    (await lint(rule, edit(FTP, 'lvs_method: DR', 'lvs_method: TUN'))).map(({ message }) => message),
  ).toEqual(['FTP service "http" has no persistence, and with TUN no client gets data in passive mode']);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, edit(FTP, 'port: 21', 'port: 21\n    persistence_timeout: 60'))).toEqual([]);
  expect(await lint(rule, edit(FTP, 'protocol: TCP', 'protocol: UDP'))).toEqual([]);
  expect(await lint(rule, edit(NAT, 'port: 80', 'port: 21'))).toEqual([]);
});

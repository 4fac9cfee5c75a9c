import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'persistence-per-port';

interface Service {
  readonly port?: number;
  readonly scheduler?: string;
  readonly words?: string;
  readonly vip?: string;
  readonly protocol?: string;
  readonly servers?: string;
}

const service = (name: string, one: Service) =>
  `  - { name: ${name}, vip: ${one.vip ?? '192.168.0.38'}, port: ${one.port}, protocol: ${one.protocol ?? 'TCP'}, lvs_sched: ${one.scheduler ?? 'rr'}, lvs_method: DR, ${one.words ?? 'persistence_timeout: 600'}, real_servers: [${one.servers ?? '{ name: rs1 }, { name: rs2 }'}] }\n`;
const pair = (first: Service, second: Service) =>
  `${DR.slice(0, DR.indexOf('virtual_servers:'))}virtual_servers:\n${service('web', { port: 80, ...first })}${service('tls', { port: 443, ...second })}`;

test('HTTP and HTTPS, each persistent for itself', async () => {
  expect(await lint(rule, pair({}, {}))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:14:115-14:118 «600»",
        "hint": "where a session goes on from one to the other, make them one: a fwmark with marks for both ports, or port 0",
        "message": "a client of "192.168.0.38" may have another real server at port 443 than at 80: virtual servers "tls" and "web" are persistent each for itself",
        "related": [
          "clusters/prod/web-dr.yaml:13:43-13:45 «80» the other port",
        ],
        "severity": "info",
      },
    ]
  `);
  expect(await lint(rule, pair({ port: 8080 }, { port: 8443 }))).toHaveLength(1);
  expect(await lint(rule, pair({ scheduler: 'sh' }, { scheduler: 'mh' }))).toHaveLength(1);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // Services that nobody goes over from the one to the other.
  expect(await lint(rule, pair({ port: 25 }, { port: 143 }))).toEqual([]);
  expect(await lint(rule, pair({ port: 80 }, { port: 993 }))).toEqual([]);
  // One of them remembers nobody.
  expect(await lint(rule, pair({ words: 'persistence_timeout: 0' }, {}))).toEqual([]);
  // Other VIPs, other real servers, or one alone.
  expect(await lint(rule, pair({ vip: '192.168.0.39' }, {}))).toEqual([]);
  expect(await lint(rule, pair({ servers: '{ name: rs1 }' }, {}))).toEqual([]);
  expect(await lint(rule, pair({ servers: '{ name: rs1 }' }, { servers: '{ name: rs1 }' }))).toEqual([]);
  // The source tells, in both.
  expect(await lint(rule, pair({ scheduler: 'sh' }, { scheduler: 'sh' }))).toEqual([]);
  // One service for both.
  expect(await lint(rule, edit(pair({}, {}), service('tls', { port: 443 }), ''))).toEqual([]);
});

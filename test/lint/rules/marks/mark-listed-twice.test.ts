import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'mark-listed-twice';
const marked = (...marks: string[]) =>
  edit(
    DR,
    '    vip: 192.168.0.38\n    port: 80\n    protocol: TCP\n',
    `    fwmark: 1\n    marks: [${marks.map((what) => `{ vip: ${what} }`).join(', ')}]\n`,
  );
const WEB = '192.168.0.38, protocol: TCP, port: 80';
const RANGE = '192.168.0.38, protocol: TCP, port: 80-90';

test('two equal entries', async () => {
  expect(await lint(rule, marked(WEB, WEB))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:15:68-15:80 «192.168.0.38»",
        "hint": "remove the entry, or write the port or VIP here that is missing",
        "message": "virtual server "http" has a mark for packets to "192.168.0.38" (TCP 80) twice",
        "related": [
          "clusters/prod/web-dr.yaml:15:20-15:32 «192.168.0.38» first listed here",
        ],
        "severity": "warning",
      },
    ]
  `);
  expect(await lint(rule, marked('192.168.0.38', '192.168.0.38'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:15:43-15:55 «192.168.0.38»",
        "hint": "remove the entry, or write the port or VIP here that is missing",
        "message": "virtual server "http" has a mark for packets to "192.168.0.38" twice",
        "related": [
          "clusters/prod/web-dr.yaml:15:20-15:32 «192.168.0.38» first listed here",
        ],
        "severity": "warning",
      },
    ]
  `);
  expect(await lint(rule, marked(WEB, WEB, WEB))).toHaveLength(2);
});

test('an entry within another one, before or behind it', async () => {
  const found = await lint(rule, marked(RANGE, WEB));
  expect(found).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:15:71-15:83 «192.168.0.38»",
        "hint": "remove the entry, or write the port or VIP here that is missing",
        "message": "virtual server "http" has a mark for packets to "192.168.0.38" (TCP 80), which another entry (TCP 80-90) marks already",
        "related": [
          "clusters/prod/web-dr.yaml:15:20-15:32 «192.168.0.38» the wider entry",
        ],
        "severity": "warning",
      },
    ]
  `);
  expect((await lint(rule, marked(WEB, RANGE))).map(({ message }) => message)).toEqual([found[0]?.message]);
  expect(await lint(rule, marked('192.168.0.38, protocol: TCP', WEB))).toHaveLength(1);
});

test('two members of a group', async () => {
  const member = '{ fwmark: 1, marks: [{ vip: 192.168.0.38, protocol: TCP, port: 80 }] }';
  const grouped = edit(
    edit(DR, '    vip: 192.168.0.38\n    port: 80\n', '    group: web\n'),
    'virtual_servers:',
    `virtual_server_groups: [{ name: web, members: [${member}, ${member}] }]\nvirtual_servers:`,
  );
  expect((await lint(rule, grouped)).map(({ at }) => at)).toMatchInlineSnapshot(`
    [
      "clusters/prod/web-dr.yaml:12:148-12:160 «192.168.0.38»",
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  for (const other of [
    '192.168.0.38, protocol: TCP, port: 81',
    '192.168.0.38, protocol: UDP, port: 80',
    '192.168.0.39, protocol: TCP, port: 80',
  ])
    expect(await lint(rule, marked(WEB, other))).toEqual([]);
  // Each has packets of its own.
  expect(await lint(rule, marked(RANGE, '192.168.0.38, protocol: TCP, port: 85-99'))).toEqual([]);
  // Something else sets them.
  expect(await lint(rule, edit(marked(WEB, WEB), 'fwmark: 1', 'fwmark: 1\n    set_mark: false'))).toEqual([]);
});

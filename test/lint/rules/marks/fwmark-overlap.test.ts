import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'fwmark-overlap';
const REST = 'protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs1 }]';
const services = (...parts: string[]) =>
  `${DR.slice(0, DR.indexOf('virtual_servers:'))}virtual_servers:\n${parts.map((part, index) => `  - { name: s${index}, ${part}, ${REST} }\n`).join('')}`;
const marked = (mark: number, ...marks: string[]) =>
  `fwmark: ${mark}, marks: [${marks.map((what) => `{ vip: 192.168.0.38${what} }`).join(', ')}]`;
const WEB = ', protocol: TCP, port: 80';
const RANGE = ', protocol: TCP, port: 80-90';
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);

test('two marks for the same packets', async () => {
  expect(await lint(rule, services(marked(1, WEB), marked(2, WEB)))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:14:43-14:55 «192.168.0.38»",
        "hint": "let no two marks match the same packets: the last rule wins",
        "message": "mark "2" of virtual server "s1" and mark "1" of "s0" are for the same packets to "192.168.0.38" (TCP 80)",
        "related": [
          "clusters/prod/web-dr.yaml:13:43-13:55 «192.168.0.38» a mark of "s0"",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('a later mark that is wider, and one that is half another', async () => {
  const text = (packets: string) =>
    `mark "2" of virtual server "s1" and mark "1" of "s0" are for the same packets to "192.168.0.38"${packets}`;
  expect(await messages(services(marked(1, WEB), marked(2, '')))).toEqual([text('')]);
  expect(await messages(services(marked(1, RANGE), marked(2, ', protocol: TCP, port: 85-99')))).toEqual([
    text(' (TCP 85-99)'),
  ]);
});

test('a mark on the packets for an address and port', async () => {
  expect(await lint(rule, services('vip: 192.168.0.38, port: 85', marked(1, RANGE)))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:14:43-14:55 «192.168.0.38»",
        "hint": "take the port of "s0" out of the marks, or remove "s0": the kernel looks for the mark first",
        "message": "virtual server "s0" at "192.168.0.38:85" never gets a packet: mark "1" of "s1" is on packets to "192.168.0.38" (TCP 80-90)",
        "related": [
          "clusters/prod/web-dr.yaml:13:22-13:34 «192.168.0.38» "s0" is here",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('two definitions that share a director', async () => {
  const other = edit(services(marked(2, WEB)), 'name: web-dr', 'name: other').replace('s0', 'other');
  expect(
    (
      await lint(rule, {
        'clusters/prod/other.yaml': other,
        'clusters/prod/web-dr.yaml': services(marked(1, WEB)),
      })
    ).map(({ at, related }) => [at, related]),
  ).toMatchInlineSnapshot(`
    [
      [
        "clusters/prod/web-dr.yaml:13:43-13:55 «192.168.0.38»",
        [
          "clusters/prod/other.yaml:13:46-13:58 «192.168.0.38» a mark of "other"",
        ],
      ],
    ]
  `);
});

test('the mark that overlaps has the place, where a service has several of one address', async () => {
  const both = marked(1, WEB, ', protocol: TCP, port: 443');
  for (const other of [marked(2, ', protocol: TCP, port: 440-450'), 'vip: 192.168.0.38, port: 443']) {
    const [finding] = await lint(rule, services(both, other));
    const places = [finding?.at, ...(finding?.related ?? [])].filter((at) => String(at).includes(':13:'));
    expect(places).toEqual([expect.stringContaining(':13:91-13:103 «192.168.0.38»')]);
  }
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  for (const parts of [
    // A narrower mark behind a wider one takes its part out, since the last rule wins.
    [marked(1, ''), marked(2, WEB)],
    [marked(1, WEB), marked(2, ', protocol: TCP, port: 443')],
    [marked(1, WEB), marked(2, ', protocol: UDP, port: 80')],
    [marked(1, WEB, RANGE)],
    [marked(1, WEB), 'vip: 192.168.0.38, port: 443'],
    [marked(1, WEB), 'vip: 192.168.0.39, port: 80'],
    // The rest of the ports.
    [marked(1, WEB), 'vip: 192.168.0.38, port: 0, persistence_timeout: 60'],
    // Something else sets the mark.
    [`${marked(1, WEB)}, set_mark: false`, 'vip: 192.168.0.38, port: 80'],
  ]) {
    expect(await messages(services(...parts)), parts.join(' and ')).toEqual([]);
  }
});

test('an address and a mark on its packets in one group are one service', async () => {
  const group = `virtual_server_groups:
  - name: g
    members:
      - { address: 192.168.0.38, port: 80 }
      - { fwmark: 7, marks: [{ vip: 192.168.0.38, protocol: TCP, port: 80 }] }
`;
  expect(await messages(`${services('group: g')}${group}`)).toEqual([]);
});

test('finds something exactly where two services collide, however many there are', async () => {
  const ports = fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 4 }))
    .map(([first, more]) => ({ first, last: first + more }));
  const protocol = fc.constantFrom('TCP', 'UDP');
  const packets = fc.oneof(fc.record({ protocol, ports }), fc.record({ protocol }), fc.constant({}));
  const address = fc.record({ protocol, port: fc.integer({ min: 1, max: 12 }) });
  type Packets = { protocol?: string; ports?: { first: number; last: number } };
  const isIn = (one: Packets, other: Packets) =>
    (other.protocol === undefined || other.protocol === one.protocol) &&
    (other.ports === undefined ||
      (one.ports !== undefined &&
        other.ports.first <= one.ports.first &&
        one.ports.last <= other.ports.last));
  const meet = (one: Packets, other: Packets) =>
    (one.protocol ?? other.protocol) === (other.protocol ?? one.protocol) &&
    (one.ports?.first ?? 0) <= (other.ports?.last ?? 65535) &&
    (other.ports?.first ?? 0) <= (one.ports?.last ?? 65535);
  await fc.assert(
    fc.asyncProperty(
      fc.array(packets, { minLength: 1, maxLength: 7 }),
      fc.array(address, { maxLength: 3 }),
      async (marks: Packets[], addresses) => {
        const text = ({ protocol, ports }: Packets) =>
          `${protocol === undefined ? '' : `, protocol: ${protocol}`}${ports === undefined ? '' : `, port: ${ports.first === ports.last ? '' : `${ports.first}-`}${ports.last}`}`;
        const written = services(
          ...marks.map((mark, at) => marked(at + 1, text(mark))),
          ...addresses.map(({ port }) => `vip: 192.168.0.38, port: ${port}`),
        ).split('\n');
        // Each service has the protocol of TCP behind its own words: an address of UDP has to say so itself.
        const definition = written
          .map((line) => {
            const at = /name: s(\d+), vip/.exec(line)?.[1];
            const own = at === undefined ? undefined : addresses[Number(at) - marks.length];
            return own === undefined ? line : line.replace('protocol: TCP', `protocol: ${own.protocol}`);
          })
          .join('\n');
        const isSwallowed = marks.some((later, at) =>
          marks
            .slice(0, at)
            .some((earlier) => meet(later, earlier) && !(isIn(later, earlier) && !isIn(earlier, later))),
        );
        const isTaken = addresses.some((own) =>
          marks.some((mark) => isIn({ ...own, ports: { first: own.port, last: own.port } }, mark)),
        );
        expect((await messages(definition)).length > 0).toBe(isSwallowed || isTaken);
      },
    ),
    { numRuns: 300 },
  );
});

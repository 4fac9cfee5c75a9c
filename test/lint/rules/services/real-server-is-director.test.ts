import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'real-server-is-director';
const asDirector = (base: string, name: string, director: string, address: string) =>
  base
    .replaceAll(new RegExp(`name: ${name}, address: [0-9.]+`, 'g'), `name: ${director}, address: ${address}`)
    .replaceAll(`name: ${name},`, `name: ${director},`);
const both = asDirector(asDirector(HA, 'rs1', 'lvs1', '192.168.0.48'), 'rs2', 'lvs2', '192.168.0.58');

test('both directors are real servers, by name', async () => {
  expect(await lint(rule, both)).toEqual([
    {
      severity: 'error',
      message:
        'directors "lvs1" and "lvs2" are real servers of DR virtual server "http": a director without VIP "192.168.0.38" drops every packet for it',
      hint: 'let other hosts be the real servers: only a director that has the VIP all the time can be its own',
      at: 'clusters/prod/web-ha.yaml:34:17-34:21 «lvs1»',
      related: ['clusters/prod/web-ha.yaml:35:17-35:21 «lvs2» a director, too'],
    },
  ]);
});

const marked = (base: string, options = 'set_mark: false') =>
  edit(
    base,
    '    vip: 192.168.0.38\n    port: 80\n    protocol: TCP\n',
    `    fwmark: 1\n    ${options}\n    marks: [{ vip: 192.168.0.38, protocol: TCP, port: 80 }]\n`,
  );

test('by marks that somebody else sets it is a note', async () => {
  expect(await lint(rule, marked(both))).toEqual([
    {
      severity: 'info',
      message:
        'directors "lvs1" and "lvs2" are real servers of DR virtual server "http": what one forwards to another has to come there without the mark',
      hint: 'set the mark only on packets that do not come from the MAC address of another director',
      at: 'clusters/prod/web-ha.yaml:34:17-34:21 «lvs1»',
      related: ['clusters/prod/web-ha.yaml:35:17-35:21 «lvs2» a director, too'],
    },
  ]);
  // The marks of lvs_fwmark.sh are on all packets, and a tunnel's inner ones have no MAC address.
  for (const definition of [
    marked(both, 'set_mark: true'),
    edit(marked(both), 'lvs_method: DR', 'lvs_method: TUN'),
  ])
    expect((await lint(rule, definition)).map(({ severity }) => severity)).toEqual(['error']);
});

test('two services with the same hosts are one fault', async () => {
  const two = `${both}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    checks: [{ TCP_CHECK: {} }]
    real_servers: [{ name: lvs2 }, { name: lvs1 }]
`;
  expect((await lint(rule, two)).length).toBe(1);
});

test('one of two directors', async () => {
  expect(await lint(rule, asDirector(HA, 'rs1', 'lvs1', '192.168.0.48'))).toEqual([
    {
      severity: 'error',
      message:
        'director "lvs1" is a real server of DR virtual server "http": a director without VIP "192.168.0.38" drops every packet for it',
      hint: 'let other hosts be the real servers: only a director that has the VIP all the time can be its own',
      at: 'clusters/prod/web-ha.yaml:34:17-34:21 «lvs1»',
    },
  ]);
});

test('each serves another virtual server', async () => {
  const apart = edit(both, '      - { name: lvs2, weight: 1 }\n', '');
  const two = `${apart}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    checks: [{ TCP_CHECK: {} }]
    real_servers: [{ name: lvs2 }, { name: lvs1 }]
`;
  expect((await lint(rule, two)).map(({ at }) => at)).toEqual([
    'clusters/prod/web-ha.yaml:34:17-34:21 «lvs1»',
    'clusters/prod/web-ha.yaml:42:28-42:32 «lvs2»',
  ]);
});

test('NAT: a standby has another way out', async () => {
  const nat = edit(
    NAT_HA,
    'real_servers:\n  - { name: rs1,',
    'real_servers:\n  - { name: edge2, address: 10.0.0.12/24 }\n  - { name: rs1,',
  );
  const found = await lint(rule, edit(nat, '{ name: rs1, port', '{ name: edge2, port'));
  expect(found).toEqual([
    {
      severity: 'error',
      message:
        'director "edge2" is a real server of NAT virtual server "http": a standby answers through its own default route, past the director that forwards',
      hint: 'let other hosts be the real servers: only a director that has the VIP all the time can be its own',
      at: 'clusters/prod/edge.yaml:48:17-48:22 «edge2»',
    },
  ]);
  // A host of the definition that no service names.
  expect(await lint(rule, nat)).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // LocalNode: a single director that is its own real server, by DR and by NAT.
  const local = asDirector(DR, 'rs1', 'lvs1', '192.168.0.8');
  expect(await lint(rule, local)).toEqual([]);
  expect(await lint(rule, edit(local, 'lvs_method: DR', 'lvs_method: NAT'))).toEqual([]);
  // Another name with a director's address: duplicate-address.
  expect(await lint(rule, edit(HA, '192.168.0.18/24', '192.168.0.48/24'))).toEqual([]);
  // Two directors, of which one alone can have the VIP: it has it all the time.
  const alone = edit(both, '      - { director: lvs2, state: BACKUP, priority: 90 }\n', '');
  expect(await lint(rule, edit(alone, '      - { name: lvs2, weight: 1 }\n', ''))).toEqual([]);
  // The other one never has it.
  expect((await lint(rule, alone)).map(({ at }) => at)).toEqual([
    'clusters/prod/web-ha.yaml:34:17-34:21 «lvs2»',
  ]);
});

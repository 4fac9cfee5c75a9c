import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'tunnel-conflict';

test('a tunnel without TUN', async () => {
  expect(
    await lint(rule, edit(HA, '    lvs_method: DR\n', '    lvs_method: DR\n    tunnel: { type: gre }\n')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:30:13-30:26 «{ type: gre }»",
        "hint": "set lvs_method to TUN, or remove tunnel",
        "message": "a tunnel is described, but nothing is tunnelled",
        "severity": "error",
      },
    ]
  `);
});

test('gue without a port', async () => {
  expect(
    await lint(rule, edit(HA, '    lvs_method: DR\n', '    lvs_method: TUN\n    tunnel: { type: gue }\n')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:30:13-30:26 «{ type: gue }»",
        "hint": "set port to the UDP port on which the real servers listen for it",
        "message": "a tunnel of type "gue" has no port",
        "severity": "error",
      },
    ]
  `);
});

test('what the type does not have', async () => {
  expect(
    await lint(
      rule,
      edit(
        edit(
          HA,
          '    lvs_method: DR\n',
          '    lvs_method: TUN\n    tunnel: { type: ipip, port: 6080, checksum: csum }\n',
        ),
        'name: rs1, weight: 1 }',
        'name: rs1, tunnel: { type: gre, checksum: remcsum } }',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:30:33-30:37 «6080»",
        "hint": "remove port, or set type to gue",
        "message": "a tunnel of type "ipip" takes no port",
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:30:49-30:53 «csum»",
        "hint": "remove checksum",
        "message": "a tunnel of type "ipip" has no checksum "csum"",
        "severity": "error",
      },
      {
        "at": "clusters/prod/web-ha.yaml:35:53-35:60 «remcsum»",
        "hint": "remove checksum",
        "message": "a tunnel of type "gre" has no checksum "remcsum"",
        "severity": "error",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  // A type that is none is the schema's.
  const none = edit(
    HA,
    '    lvs_method: DR\n',
    '    lvs_method: TUN\n    tunnel: { type: geu, port: 6080 }\n',
  );
  expect(await lint(rule, none)).toEqual([]);
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // Each type with what it has.
  expect(
    await lint(
      rule,
      edit(
        edit(
          HA,
          '    lvs_method: DR\n',
          '    lvs_method: TUN\n    tunnel: { type: gue, port: 6080, checksum: remcsum }\n',
        ),
        'name: rs1, weight: 1 }',
        'name: rs1, tunnel: { type: gre, checksum: csum } }',
      ),
    ),
  ).toEqual([]);
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'unsafe-umask';
const masked = (umask: string, base = HA) => `${base}global_defs: { umask: "${umask}" }\n`;

test('files that everybody can change: once for all directors', async () => {
  expect(await lint(rule, masked('0000'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:36:23-36:29 «"0000"»",
        "hint": "write "0022", or leave umask out: then it is 0177",
        "message": "umask "0000" lets everybody change the files that keepalived and its programs write",
        "severity": "warning",
      },
    ]
  `);
  expect(await lint(rule, masked('0770'))).toHaveLength(1);
});

test("files that are not their owner's", async () => {
  expect(await lint(rule, masked('0777'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:36:23-36:29 «"0777"»",
        "hint": "write "0077", which takes them from all others",
        "message": "umask "0777" takes files from their owner: a program without root's rights cannot open what it has written",
        "severity": "warning",
      },
    ]
  `);
  for (const umask of ['0277', '0402']) expect(await lint(rule, masked(umask))).toHaveLength(1);
});

test('one director alone', async () => {
  const one = edit(HA, '  - name: lvs2\n', '  - name: lvs2\n    global_defs: { umask: "0000" }\n');
  expect((await lint(rule, one)).map(({ at }) => at)).toMatchInlineSnapshot(`
    [
      "clusters/prod/web-ha.yaml:9:27-9:33 «"0000"»",
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // Of root's files the group is root.
  for (const umask of ['0022', '0002', '0077', '0027', '0177'])
    expect(await lint(rule, masked(umask))).toEqual([]);
  // Nobody heeds it: check-without-keepalived and not-in-scripts.
  expect(await lint(rule, masked('0000', DR))).toEqual([]);
});

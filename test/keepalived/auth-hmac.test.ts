import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/keepalived/words.ts';
import { edit, HA } from '../support/definitions.ts';
import {
  ACCEPTED,
  installedKeepalived,
  KEEPALIVED_PROGRAMS,
  keepalivedTest,
  type NetworkInterface,
} from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { casesOf } from './cases.ts';

const HEX = 'hex:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const TEXT = 'correct-horse-battery-staple/0123';
const SECRETS = `$VRRP_KEY=${HEX}\n`;
const INTERFACE: NetworkInterface[] = [{ name: 'eth0', addresses: ['192.168.0.48/24'] }];

const signed = (options: string, target = '2.4.2') =>
  edit(
    edit(HA, 'name: web-ha\n', `name: web-ha\ntarget: { keepalived: "${target}" }\n`),
    'authentication: { auth_type: PASS, auth_pass: "1111" }',
    `auth_hmac: { ${options} }`,
  );
const blockOf = (conf: string) => /^ {4}auth_hmac \{\n[\s\S]*?\n {4}\}\n/m.exec(conf)?.[0];

describe('auth_hmac', () => {
  it('is written with the names of its secrets, which the manifest lists', async () => {
    const text = signed(
      `key: [{ id: 1, hmac_key: { secret: VRRP_KEY } }, { id: 2, hmac_key: "${HEX}" }, { id: 3, hmac_key: file:/etc/a.key }],
       active_key: 1, anti_replay: time, time_window: 10, mode: receive-only`,
    );
    const { findings, cases } = await casesOf({ 'clusters/prod/web-ha.yaml': text });
    expect(findings).toEqual([]);
    for (const { conf, secrets } of cases) {
      expect(blockOf(conf)).toBe(
        `    auth_hmac {
        key 1 "\${VRRP_KEY}"
        key 2 ${HEX}
        key 3 file:/etc/a.key
        active_key 1
        anti_replay time
        time_window 10
        mode receive-only
    }
`,
      );
      expect(conf).toContain('\ninclude /etc/keepalived/lvsgen-secrets.conf\n');
      expect(secrets).toMatch(/^\$VRRP_KEY=\S+\n$/);
    }
    expect(cases).toHaveLength(2);
  });

  it.each([
    [
      '2.3.4',
      'key: [{ id: 1, hmac_key: { secret: A } }], active_key: 1',
      '"auth_hmac" of vrrp_instance',
      '2.4.0',
    ],
    [
      '2.4.1',
      'key: [{ id: 1, hmac_key: { secret: A } }], active_key: 1, mode: receive-only',
      '"receive-only" as mode of auth_hmac',
      '2.4.2',
    ],
  ])('is one finding for target %s', async (target, options, what, version) => {
    const { findings } = await casesOf({ 'clusters/prod/web-ha.yaml': signed(options, target) });
    expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
      ['too-new-for-target', `${what} came with keepalived ${version}, and the target is ${target}`],
    ]);
  });

  it.each([
    ['31 characters', 'a'.repeat(31)],
    ['65 characters', 'a'.repeat(65)],
    ['31 bytes', `hex:${'0a'.repeat(31)}`],
    ['half a byte', `hex:${'0a'.repeat(32)}f`],
    ['a quote', `${'a'.repeat(32)}"`],
    ['a path that is none', `file:etc/${'a'.repeat(32)}`],
  ])('has no key with %s, and its value is not shown', async (_, key) => {
    const text = signed(`key: [{ id: 1, hmac_key: '${key}' }], active_key: 1`);
    const { findings } = await casesOf({ 'clusters/prod/web-ha.yaml': text });
    expect(findings.map(({ rule }) => rule)).toEqual(['invalid-shape']);
    expect(findings[0]?.message).toMatch(/^the value is not a key of 32 to 64 /);
    expect(JSON.stringify(findings)).not.toContain(key.slice(5, 30));
  });
});

describe.runIf(requirePrograms(KEEPALIVED_PROGRAMS))('the real keepalived, of auth_hmac', () => {
  const hasIt = compareVersions(installedKeepalived().version, '2.4') >= 0;

  it.each([
    ['a secret', 'key: [{ id: 1, hmac_key: { secret: VRRP_KEY } }], active_key: 1'],
    ['texts and digits', `key: [{ id: 9, hmac_key: ${TEXT} }, { id: 8, hmac_key: "${HEX}" }], active_key: 8`],
    ['the longest', `key: [{ id: 255, hmac_key: ${'x='.repeat(32)} }], active_key: 255, mode: permissive`],
    ['all words', `key: [{ id: 1, hmac_key: ${TEXT} }], active_key: 1, anti_replay: time, time_window: 300`],
    [
      'version 3',
      `key: [{ id: 1, hmac_key: ${TEXT} }], active_key: 1, anti_replay: monotonic }\n    version: 3 #`,
    ],
  ])('takes %s, or does not know the word', async (_, options) => {
    const { findings, cases } = await casesOf({ 'clusters/prod/web-ha.yaml': signed(options, '2.4.0') });
    expect(findings).toEqual([]);
    expect(cases).toHaveLength(2);
    const [{ conf }] = cases as [(typeof cases)[number]];
    const result = await keepalivedTest(conf, INTERFACE, { secrets: SECRETS });
    if (hasIt) expect(result).toEqual(ACCEPTED);
    else expect(result.stderr).toMatch(/^\(.*: Line \d+\) Unknown keyword 'auth_hmac'\n/);
  });
});

import { describe, expect, it } from 'vitest';
import { loadDefinition } from '../../src/load/definition-file.ts';

const shown = async (text: string) =>
  (await loadDefinition({ file: 'a.yaml', bytes: new TextEncoder().encode(text) })).shownText;

describe('the text that reports show', () => {
  it.each([
    ['a plain value', 'auth_pass: s3cret # it\nb: 1\n', 'auth_pass: ****** # it\nb: 1\n'],
    ['quotes', `a: { auth_pass: "s3\\x20cret", b: 's3' }\n`, `a: { auth_pass: ************, b: 's3' }\n`],
    ['a list', 'auth_pass: [a, s3cret]\nb: 1\n', 'auth_pass: ***********\nb: 1\n'],
    ['a list of lines', 'auth_pass:\n  - a\n  - s3cret\nb: 1\n', 'auth_pass:\n  ***\n  ********\nb: 1\n'],
    ['a key with an escape', '"auth\\x5fpass": s3cret\n', '"auth\\x5fpass": ******\n'],
    ['a key of its own line', '? auth_pass\n: s3cret\nb: 1\n', '? auth_pass\n: ******\nb: 1\n'],
    ['a block scalar', 'auth_pass: |-\n  s3\n\n  cret\nb: 1\n', 'auth_pass: **\n  **\n\n  ****\nb: 1\n'],
    ['lines of one plain value', 'auth_pass: s3\n  cret\nb: 1\n', 'auth_pass: **\n  ****\nb: 1\n'],
    ['lines between quotes', 'auth_pass: "s3\n  cret"\nb: 1\n', 'auth_pass: ***\n  *****\nb: 1\n'],
    ['a mapping', 'auth_pass: { s3cret }\nb: 1\n', 'auth_pass: **********\nb: 1\n'],
    [
      'a mapping of two',
      'a: { auth_pass: { secret: X, s3cret: 1 }, b: 1 }\n',
      'a: { auth_pass: ************************, b: 1 }\n',
    ],
    ['a tag', 'auth_pass: !!str s3cret\nb: 1\n', 'auth_pass: ************\nb: 1\n'],
    ['a tag alone', 'auth_pass: !s3cret\nb: 1\n', 'auth_pass: *******\nb: 1\n'],
    ['an anchor', 'auth_pass: &s3cret x\nb: 1\n', 'auth_pass: *********\nb: 1\n'],
    ['an alias', 'a: &p s3cret\nauth_pass: *p\n', 'a: &p ******\nauth_pass: **\n'],
    ['an alias in a list', 'a: &p [s3, cret]\nauth_pass: [*p]\n', 'a: &p **********\nauth_pass: ****\n'],
    [
      'an alias of an alias',
      'a: &q s3cret\nb: &p [*q]\nauth_pass: *p\n',
      'a: &q ******\nb: &p ****\nauth_pass: **\n',
    ],
    ['a key twice', 'auth_pass: s3\nauth_pass: cret\n', 'auth_pass: **\nauth_pass: ****\n'],
    ['a misspelt key', 'auth_pas: [a, s3cret]\nhmac_keys: s3\n', 'auth_pas: ***********\nhmac_keys: **\n'],
    [
      'a list of keys',
      'key: [{ id: 1, hmac_key: s3 }, { id: 2, hmac_key: cret }]\n',
      'key: [{ id: 1, hmac_key: ** }, { id: 2, hmac_key: **** }]\n',
    ],
  ])('has no password: %s', async (_, text, expected) => {
    expect(await shown(text)).toBe(expected);
    expect((await shown(text)).length).toBe(text.length);
  });

  it.each([
    'auth_pass: { secret: VRRP_PASS }\nb: 1\n',
    'auth_pass:\n  secret: VRRP_PASS\nb: 1\n',
    'a: &p { secret: VRRP_PASS }\nauth_pass: *p\n',
    'auth_pass:\nb: 1\n',
    'auth_type: PASS\npassive: true\n',
  ])('has all that is none: %j', async (text) => {
    expect(await shown(text)).toBe(text);
  });

  it('has none where the file is not understood', async () => {
    expect(await shown('a: [\n  auth_pass:\n    - s3cret\n    s3cret\n  b: 1\n')).toBe(
      'a: [\n  auth_pass:\n    ********\n    ******\n  b: 1\n',
    );
    expect(await shown('- auth_pass:\n  - s3cret\n  auth_type: PASS\n  a: [\n')).toBe(
      '- auth_pass:\n  ********\n  auth_type: PASS\n  a: [\n',
    );
    expect(await shown('"auth\\x5fpass": s3cret\nb: [\n')).toBe('"auth\\x5fpass": ******\nb: [\n');
    expect(await shown('auth_pass:\n  secret: X\nb: [\n')).toBe('auth_pass:\n  secret: X\nb: [\n');
  });
});

import { edit, HA } from '../support/definitions.ts';

const AUTH = 'authentication: { auth_type: PASS, auth_pass: "1111" }';
const block = (value: string) => `authentication:\n      auth_type: XXX\n      ${value}`;

/** Where and how somebody may write the password `s3cret`, right or wrong: what stands in place of an authentication. */
export const PASSWORD_SPELLINGS: readonly string[] = [
  block('auth_pass: [a, s3cret]'),
  block('auth_pass:\n        - s3cret'),
  block('"auth\\x5fpass": s3cret'),
  block('? auth_pass\n      : s3cret'),
  block('auth_pass: |\n        a\n        s3cret'),
  block('auth_pass: "a\n        s3cret"'),
  block('auth_pass: { s3cret }'),
  block('auth_pass: { secret: 1, s3cret: 2 }'),
  block('auth_pass: !s3cret x'),
  block('auth_pass: !!str s3cret'),
  block('auth_pass: &s3cret x'),
  block('auth_pass: *s3cret'),
  block('auth_pass: s3cret\n      auth_pass: s3cret'),
  block('auth_pass: toolongs3cret'),
  block('auth_pas: [s3cret]'),
  block('extra: ["auth_pass s3cret"]'),
  block('extra: |\n        auth_pass s3cret'),
  'extra: "authentication { auth_pass s3cret }"',
  'extra: |\n      authentication {\n        auth_pass s3cret\n        nonsense\n      }',
  'extra: |\n      auth_pass s3cret',
  'extra: auth_pass s3cret',
  'extra: "auth\\x5fpass s3cret"',
  `authentication: { auth_type: XXX, auth_pass: s3cret }`,
  `authentication: { auth_type: [, auth_pass: s3cret }`,
  block('auth_pass:\n        - a\n        - s3cret\n      b: ['),
  block('"auth\\x5fpass": s3cret\n      b: ['),
  block('auth_pass: { secret: "s3cret!" }'),
  block('auth_pass: { secret: [s3cret] }'),
  block('AUTH_PASS: s3cret'),
  block('Auth_Pass: [s3cret]'),
  block('auth-pass: s3cret'),
  block('authPass: s3cret'),
  block('pass: s3cret'),
  block('password: s3cret'),
  block('passphrase: s3cret'),
  block('auth_pass=s3cret'),
  block('auth_pass=s3cret: 1'),
  block('auth_pass = s3cret'),
  block('auth_pass s3cret: 1'),
  block('- auth_pass=s3cret'),
  'authentication: s3cret',
  'authentication: "s3cret"',
  'authentication: auth_pass=s3cret',
  'authentication: [auth_pass=s3cret]',
  'authentication: { auth_pass=s3cret }',
  'authentication:\n      s3cret',
  'auth: s3cret',
  'auth_pass: s3cret',
  'auth_pass=s3cret: 1',
  'interface: "auth_pass=s3cret"',
  'name: "auth_pass s3cret"',
];

/** A definition with one of them, and a finding at it. */
export function withPassword(spelling: string): string {
  return edit(HA, AUTH, spelling);
}

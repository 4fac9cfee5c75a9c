/**
 * The keys of a definition whose values are passwords, in any case, also misspelt: what is no key of a definition is shown by
 * the finding that says so. For patterns with the flag `i`.
 */
export const SECRET_KEY = String.raw`(?:auth[-_]?pas\w*|hmac[-_]?k\w*|pass(?:w\w*|phrase|(?=["']?[ \t]*[:=])))`;

const WHOLE_KEY = new RegExp(`^(?:${SECRET_KEY}|pass)$`, 'i');

/** Whether the values of a key are passwords: they stay out of logs and reports. The `secret` below it is a name. */
export function isSecretKey(key: unknown): boolean {
  return typeof key === 'string' && WHOLE_KEY.test(key);
}

/** What somebody may write in place of `authentication: { auth_pass: ... }`, when the value is text and no mapping. */
export function isSecretText(key: unknown): boolean {
  return typeof key === 'string' && /^auth(?:entication)?$/i.test(key);
}

/** How the name of a secret is written; another text in its place may be the password itself. */
export const SECRET_NAME = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;

const IN_TEXT = new RegExp(String.raw`(\b${SECRET_KEY}["']?(?:[ \t]*[:=][ \t]*|[ \t]+))[^\s:=].*`, 'gis');

/** A text with `(not shown)` in place of what follows the key of a password: `auth_pass=x`, `auth_pass x`. */
export function withoutPasswords(text: string): string {
  return text.replace(IN_TEXT, '$1(not shown)');
}

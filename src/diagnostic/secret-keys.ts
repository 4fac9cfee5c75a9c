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

/**
 * Whether a key holds what VRRP signs its adverts with: `authentication`, `auth_hmac`, and what somebody writes in their place. Of what it
 * holds only {@link isKnownBesideSecrets} is no password, since a key that is misspelt, or no key at all, may be one.
 */
export function isAuthKey(key: unknown): boolean {
  return typeof key === 'string' && /^auth(?![-_]?type$)/i.test(key);
}

const BESIDE = new Set(['auth_type', 'id', 'active_key', 'anti_replay', 'time_window', 'mode']);

/** Whether a key within `authentication` or `auth_hmac` is one whose value can be shown. */
export function isKnownBesideSecrets(key: unknown): boolean {
  return typeof key === 'string' && BESIDE.has(key);
}

/** How the name of a secret is written; another text in its place may be the password itself. */
export const SECRET_NAME = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;

const IN_TEXT = new RegExp(String.raw`(\b${SECRET_KEY}["']?(?:[ \t]*[:=][ \t]*|[ \t]+))[^\s:=].*`, 'gis');

/** A text with `(not shown)` in place of what follows the key of a password: `auth_pass=x`, `auth_pass x`. */
export function withoutPasswords(text: string): string {
  return text.replace(IN_TEXT, '$1(not shown)');
}

/** The keys of a definition whose values are passwords, also misspelt: what is no key of a definition is shown by the finding that says so. */
export const SECRET_KEY = String.raw`(?:auth_?pas\w*|hmac_?k\w*|passw\w*)`;

const WHOLE_KEY = new RegExp(`^${SECRET_KEY}$`);

/** Whether the values of a key are passwords: they stay out of logs and reports. The `secret` below it is a name. */
export function isSecretKey(key: unknown): boolean {
  return typeof key === 'string' && WHOLE_KEY.test(key);
}

/** The keys of a definition whose values are passwords: they stay out of logs and reports. */
export const SECRET_KEYS: ReadonlySet<string> = new Set(['auth_pass', 'hmac_key']);

/** Words that keepalived.conf(5) reads as they are: `include`, at the start of a line, reads a file. */
const PLAIN = /^(?!include[a-z]?$)[A-Za-z0-9_.:/+-]{1,500}$/;
/**
 * Within double quotes keepalived still reads `$`, `\` and a closing quote as syntax, and a lone brace: a process that skips
 * the block counts it, and takes what stands behind for a part of the block. A line has at most 1,023 bytes.
 */
const QUOTABLE = /^(?![{}]$)(?:(?!["\\$])[\x20-\x7e]){1,500}$/;

/**
 * A value as one word of keepalived.conf: as it is when it is plain, else in double quotes, which hide `#`, `!`, `@`,
 * `~SEQ`, `include`, spaces and braces.
 *
 * @throws Error for what quotes do not make safe: a control character, `"`, `\`, `$`, a lone brace, what is beyond ASCII,
 *   no character at all, or more than half a line. The schema lets none of them through.
 */
export function confWord(value: string): string {
  if (PLAIN.test(value)) return value;
  if (QUOTABLE.test(value)) return `"${value}"`;
  throw new Error(`no safe spelling in keepalived.conf: ${JSON.stringify(value)}`);
}

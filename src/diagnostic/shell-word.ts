/**
 * A value as one word of a POSIX shell: single quotes always, since nothing inside them is live. A single quote ends
 * them, stands escaped, and starts them again.
 *
 * @throws Error for a NUL, which no shell word can hold.
 */
export function shellWord(value: string): string {
  if (value.includes('\0')) throw new Error('a NUL cannot stand in a shell script');
  return `'${value.replaceAll("'", "'\\''")}'`;
}

import { createHash } from 'node:crypto';
import type { Finding } from '../diagnostic/finding.ts';

/**
 * One fingerprint for each finding, in their order: 32 hexadecimal digits, all different. They are made from rule, file
 * and message, not from the line, so that a finding keeps its own when the text above it grows; of several
 * that are equal in all three, each has its number.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, file, message }) => {
    const identity = JSON.stringify([rule, file, message]);
    const earlier = seen.get(identity) ?? 0;
    seen.set(identity, earlier + 1);
    return createHash('sha256')
      .update(JSON.stringify([identity, earlier]))
      .digest('hex')
      .slice(0, 32);
  });
}

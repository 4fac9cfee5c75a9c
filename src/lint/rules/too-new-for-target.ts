import { quote } from '../../diagnostic/quote.ts';
import { compareVersions, OLDEST_TARGET, valuesOf } from '../../keepalived/words.ts';
import { writtenWords } from '../../keepalived/written-words.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/** keepalived reads an unknown word as a mistake, and goes on without it; `keepalived -t` fails. The target is the oldest one that reads the
 * files. */
export const tooNewForTarget: ClusterRule = {
  id: 'too-new-for-target',
  severity: 'error',
  summary: 'a definition says a word that the keepalived of its target does not know',
  catalogue: [],
  source: 'the parsers of keepalived 2.1.5 to 2.4.3; src/keepalived/vocabulary.ts',
  *cluster({ engine, keepalivedVersion, options, file, origin }) {
    if (engine !== 'keepalived') return;
    if (compareVersions(keepalivedVersion, OLDEST_TARGET) < 0) {
      const problem: Problem = {
        message: `target ${quote(keepalivedVersion)} is older than any keepalived that lvsgen knows`,
        hint: `${OLDEST_TARGET} is the oldest`,
        at: origin.at('target', 'keepalived'),
      };
      yield problem;
      return;
    }
    const isTooNew = (since: string | undefined): since is string =>
      since !== undefined && compareVersions(since, keepalivedVersion) > 0;
    for (const { block, name, word, value, path } of writtenWords(options)) {
      if (isTooNew(word?.since)) {
        yield {
          message: `${quote(name)} of ${block} came with keepalived ${word?.since}, and the target is ${keepalivedVersion}`,
          hint: 'remove it, or raise target.keepalived when all directors have that version',
          at: { file, path, part: 'key' },
        };
        continue;
      }
      // The text there is an interface's name, whatever it is.
      if (typeof value !== 'string' || name === 'use_vmac') continue;
      const since = valuesOf(block, name).get(value)?.since;
      if (!isTooNew(since)) continue;
      yield {
        message: `${quote(value)} as ${name} of ${block} came with keepalived ${since}, and the target is ${keepalivedVersion}`,
        hint: 'choose another, or raise target.keepalived when all directors have that version',
        at: { file, path, part: 'value' },
      };
    }
  },
};

import { quote } from '../../../diagnostic/quote.ts';
import type { Options } from '../../../model/cluster.ts';
import { writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule } from '../../rule.ts';

/** The first item of a pattern that begins with `^`, unless it may be missing. */
const FIRST = /^\^(?<item>\[[^\]]+\]|[^[\]])(?![*?])/;
/** What an answer of HTTP begins with. */
const BEGINNING = 'H';

/**
 * keepalived looks through all that the server sends, its head first. So `^` matches before "HTTP/1.1", and before the page only where
 * that comes in a packet of its own, which is chance; or with the option multiline.
 */
export const regexBeforeHead: ClusterRule = {
  id: 'regex-before-head',
  severity: 'warning',
  summary: 'a regex with ^ has to match the head of the answer, and not its page',
  catalogue: [],
  source:
    'keepalived 2.2.7, check_http.c, http_process_response: check_regex gets the head, too; pcre2pattern(3), circumflex',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { check } of writtenChecks(cluster)) {
      const urls = (check.options['url'] ?? []) as readonly Options[];
      if (!Array.isArray(urls)) continue;
      for (const [index, url] of urls.entries()) {
        const { regex, regex_options: options = [], regex_min_offset: offset = 0 } = url;
        if (typeof regex !== 'string' || !isBeforeHead(regex, options as readonly string[])) continue;
        if (Number(offset) > 0) continue;
        const isRefused = url['regex_no_match'] === true;
        yield {
          message: `regex ${quote(regex)} can match nothing: ^ stands for the beginning of the answer, which is "HTTP/", so the check ${isRefused ? 'never' : 'always'} fails, unless the page comes in a packet of its own`,
          hint: 'add multiline to regex_options, so that ^ stands for the beginning of each line; or leave ^ out',
          at: check.origin.at('url', index, 'regex'),
        };
      }
    }
  },
};

function isBeforeHead(regex: string, options: readonly string[]): boolean {
  if (options.includes('multiline') || regex.includes('|')) return false;
  const item = FIRST.exec(regex)?.groups?.['item'];
  if (item === undefined) return false;
  return !new RegExp(`^${item}`, options.includes('caseless') ? 'i' : '').test(BEGINNING);
}

import { quote } from '../../../diagnostic/quote.ts';
import type { Check, Options } from '../../../model/cluster.ts';
import { writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** What a `url` has for its `regex` alone. */
const REGEX_WORDS = [
  'regex_no_match',
  'regex_options',
  'regex_stack',
  'regex_min_offset',
  'regex_max_offset',
] as const;

/** keepalived's greatest length of a reply that a UDP_CHECK takes when it says none. */
const MAX_REPLY_LENGTH = 255;

/**
 * keepalived drops the words of a regex that is not there, and bounds in the wrong order, most of them without a word in
 * `keepalived -t`; a UDP_CHECK whose bounds no reply meets fails always.
 */
export const checkOptionsConflict: ClusterRule = {
  id: 'check-options-conflict',
  severity: 'error',
  summary:
    'options of a check contradict each other, so that keepalived drops them or the check always fails',
  catalogue: ['S18'],
  source: 'keepalived 2.2.7, check_http.c and check_udp.c',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { check } of writtenChecks(cluster)) {
      yield* replyLengths(check);
      const urls = (check.options['url'] ?? []) as readonly Options[];
      for (const [index, url] of urls.entries()) {
        yield* regexProblems(check, url, index);
        yield* statusProblems(check, url, index);
        if (check.type === 'HTTP_GET' && url['tls_compliant'] !== undefined) {
          const message = 'keepalived knows no "tls_compliant" of HTTP_GET';
          const at = check.origin.at('url', index, 'tls_compliant');
          yield { message, hint: 'remove it, or make the check an SSL_GET', at };
        }
      }
    }
  },
};

function* replyLengths({ type, options, origin }: Check): Iterable<Problem> {
  if (type !== 'UDP_CHECK') return;
  const least = options['min_reply_length'];
  const most = options['max_reply_length'] ?? MAX_REPLY_LENGTH;
  if (typeof least !== 'number' || typeof most !== 'number' || least <= most) return;
  const said = options['max_reply_length'] === undefined ? `${most}, its default` : `${most}`;
  yield {
    message: `min_reply_length ${least} is more than max_reply_length ${said}: the check fails always`,
    hint: `set max_reply_length to ${least} or more`,
    at: origin.at('min_reply_length'),
  };
}

function* regexProblems({ origin }: Check, url: Options, index: number): Iterable<Problem> {
  const place = (word: string) => origin.at('url', index, word);
  if (url['regex'] === undefined) {
    const word = REGEX_WORDS.find((it) => url[it] !== undefined && url[it] !== false && url[it] !== 0);
    if (word === undefined) return;
    yield {
      message: `${quote(word)} has no effect without a regex: keepalived drops it`,
      hint: `add regex to the url, or remove ${word}`,
      at: place(word),
    };
    return;
  }
  const { regex_min_offset: least, regex_max_offset: most, regex_stack: stack } = url;
  if (typeof least === 'number' && typeof most === 'number' && least > most) {
    yield {
      message: `regex_min_offset ${least} is more than regex_max_offset ${most}: keepalived drops both`,
      hint: 'swap them',
      at: place('regex_min_offset'),
    };
  }
  const [first = 0, last = 0] = (stack ?? []) as readonly number[];
  if (first > last) {
    yield {
      message: `the regex_stack starts with ${first} bytes, more than its most, ${last}: keepalived drops it`,
      hint: 'write the smaller number first',
      at: place('regex_stack'),
    };
  }
}

function* statusProblems({ origin }: Check, url: Options, index: number): Iterable<Problem> {
  const codes = url['status_code'];
  if (!Array.isArray(codes)) return;
  for (const [at, code] of codes.entries()) {
    const [first = 0, last = 0] = String(code).split('-').map(Number);
    if (typeof code !== 'string' || first <= last) continue;
    yield {
      message: `the status codes ${quote(code)} end before they start: keepalived drops them`,
      hint: `write "${last}-${first}"`,
      at: origin.at('url', index, 'status_code', at),
    };
  }
}

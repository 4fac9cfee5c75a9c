import { createHash } from 'node:crypto';
import type { Options } from '../../model/cluster.ts';
import type { CheckTarget } from './check-targets.ts';
import { matchingText } from './matching-text.ts';

/** What is answered to a url of HTTP_GET or SSL_GET. */
export interface PlannedPage {
  readonly port: number;
  /** The Host header that it is for; undefined: any. */
  readonly host: string | undefined;
  readonly path: string;
  readonly status: number;
  /** Undefined: who answers. */
  readonly body: string | undefined;
}

/** The pages that a check asks for. */
export function pagesOf({ check, port, virtualhost }: CheckTarget): PlannedPage[] {
  return urlsOf(check.options).map((url) => {
    return {
      port,
      host: hostOf(url, check.options, virtualhost),
      path: String(url['path'] ?? '/'),
      status: firstStatus(url['status_code']),
      body: bodyOf(url),
    };
  });
}

/** The names that a check asks for in the TLS handshake; none where it names none. */
export function namesOf({ check, virtualhost }: CheckTarget): (string | undefined)[] {
  if (check.options['enable_sni'] !== true) return [undefined];
  return urlsOf(check.options).map((url) => hostOf(url, check.options, virtualhost));
}

/** Digests of pages, each with that of the page which the lab has in its place. */
export function digestsOf({ check }: CheckTarget): [digest: string, ours: string][] {
  return urlsOf(check.options).flatMap((url) => {
    const { digest } = url as { digest?: unknown };
    if (typeof digest !== 'string') return [];
    return [
      [
        digest,
        createHash('md5')
          .update(bodyOf(url) ?? '')
          .digest('hex'),
      ],
    ];
  });
}

const urlsOf = (options: Options): readonly Options[] => (options['url'] ?? []) as readonly Options[];

function hostOf(url: Options, check: Options, virtualhost: string | undefined): string | undefined {
  const own = url['virtualhost'] ?? check['virtualhost'] ?? virtualhost;
  return own === undefined ? undefined : String(own);
}

/** Of a page with a digest it is always the same. */
function bodyOf(url: Options): string | undefined {
  return searched(url) ?? (url['digest'] === undefined ? undefined : 'lab\n');
}

/** A page that a regex is content with, where one can be made: keepalived looks through the head of the answer, too. */
function searched(url: Options): string | undefined {
  const { regex, regex_options: options = [], regex_min_offset: first = 0 } = url;
  if (typeof regex !== 'string') return undefined;
  if (url['regex_no_match'] === true) return '-\n';
  const isSpaced = (options as readonly string[]).includes('extended');
  const head = headOf(firstStatus(url['status_code'])).length;
  const padding = ' '.repeat(Math.max(0, Math.min(Number(first), LONGEST) - head));
  return `${padding}${matchingText(isSpaced ? regex.replace(/\s/g, '') : regex)}\n`;
}

/** The most that a match may have to begin at. */
const LONGEST = 4096;

/** What `answer.pl` says before a page, whose length has two digits at least. */
const headOf = (status: number): string =>
  `HTTP/1.0 ${status} Lab\r\nContent-Type: text/plain\r\nContent-Length: 99\r\n\r\n`;

/** A status that is right: of a list or a range the first one. */
function firstStatus(code: unknown): number {
  const [first = 200] = Array.isArray(code) ? code : [code ?? 200];
  return Number.parseInt(String(first), 10);
}

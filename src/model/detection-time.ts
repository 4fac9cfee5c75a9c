import { table } from '../diagnostic/table.ts';
import type { Check } from './cluster.ts';
import { timing } from './written-checks.ts';

/** keepalived's defaults, in seconds. */
const DELAY_LOOP = 60;
const CONNECT_TIMEOUT = 5;
const RETRIES: Readonly<Record<string, number>> = table({ DNS_CHECK: 3, MISC_CHECK: 0 });
const PAUSES: Readonly<Record<string, number>> = table({ HTTP_GET: 3, SSL_GET: 3 });

/** How long a check takes to notice that a host is down. */
export interface DetectionTime {
  /** Seconds, at worst: a full round, then every try times out. */
  readonly seconds: number;
  /** How they come about: `6 + 4 x 10 + 3 x 3`. */
  readonly sum: string;
}

/** Seconds between two checks. */
export function delayLoopOf(check: Check): number {
  return timing(check, 'delay_loop') ?? DELAY_LOOP;
}

/** Seconds that a check waits for an answer. A program is ended after the time between two checks, unless it says its own. */
export function connectTimeoutOf(check: Check): number {
  if (check.type === 'MISC_CHECK') return timing(check, 'misc_timeout') ?? delayLoopOf(check);
  return timing(check, 'connect_timeout') ?? CONNECT_TIMEOUT;
}

/** How a check times its tries, in seconds. */
export interface CheckTimes {
  readonly delay: number;
  readonly timeout: number;
  readonly retry: number;
  readonly pause: number;
}

/**
 * Undefined for a check that may never notice, or whose time is another's: a UDP_CHECK without `require_reply`, to which
 * silence counts as healthy, a BFD session's, a file's.
 */
export function checkTimes(check: Check): CheckTimes | undefined {
  const { type, options } = check;
  const reply = options['require_reply'];
  if (type === 'UDP_CHECK' && (reply === undefined || reply === false)) return undefined;
  return triesOf(check);
}

/** The times of a check that asks something again and again, whether it notices silence or not. */
export function triesOf(check: Check): CheckTimes | undefined {
  const { type } = check;
  if (type === 'BFD_CHECK' || type === 'FILE_CHECK') return undefined;
  const delay = delayLoopOf(check);
  const pause = timing(check, 'delay_before_retry') ?? PAUSES[type] ?? (type === 'DNS_CHECK' ? delay : 1);
  return {
    delay,
    timeout: connectTimeoutOf(check),
    retry: timing(check, 'retry') ?? RETRIES[type] ?? 1,
    pause,
  };
}

/** Undefined for a check without times: {@link checkTimes}. */
export function detectionTime(check: Check): DetectionTime | undefined {
  const times = checkTimes(check);
  if (times === undefined) return undefined;
  const { delay, timeout, retry, pause } = times;
  const seconds = Math.round((delay + (retry + 1) * timeout + retry * pause) * 1000) / 1000;
  return { seconds, sum: `${delay} + ${retry + 1} x ${timeout} + ${retry} x ${pause}` };
}

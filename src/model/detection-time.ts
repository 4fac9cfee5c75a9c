import type { Check, VirtualServer } from './cluster.ts';
import { numberOption } from './written-checks.ts';

/** keepalived's defaults, in seconds. */
const DELAY_LOOP = 60;
const CONNECT_TIMEOUT = 5;
const RETRY = 1;

/** How long a check takes to notice that a host is down. */
export interface DetectionTime {
  /** Seconds, at worst: a full round, then every try times out. */
  readonly seconds: number;
  /** How they come about: `6 + 4 x 10 + 3 x 3`. */
  readonly sum: string;
}

/** Seconds between two checks. */
export function delayLoopOf(check: Check, virtualServer: VirtualServer): number {
  return numberOption(check, 'delay_loop') ?? virtualServer.delayLoop ?? DELAY_LOOP;
}

/** Seconds that a check waits for an answer. */
export function connectTimeoutOf(check: Check): number {
  return numberOption(check, 'connect_timeout') ?? CONNECT_TIMEOUT;
}

/** Undefined for a UDP_CHECK without `require_reply`: silence counts as healthy, and it may never notice. */
export function detectionTime(check: Check, virtualServer: VirtualServer): DetectionTime | undefined {
  if (check.type === 'UDP_CHECK' && check.options['require_reply'] !== true) return undefined;
  const delay = delayLoopOf(check, virtualServer);
  const timeout = connectTimeoutOf(check);
  const retry = numberOption(check, 'retry') ?? RETRY;
  const pause = numberOption(check, 'delay_before_retry') ?? (check.type === 'HTTP_GET' ? 3 : 1);
  const seconds = Math.round((delay + (retry + 1) * timeout + retry * pause) * 1000) / 1000;
  return { seconds, sum: `${delay} + ${retry + 1} x ${timeout} + ${retry} x ${pause}` };
}

import { EVENT_ID, type Event } from 'js-yaml';
import type { Span } from './parse-yaml.ts';
import type { ScalarEvent } from './read-scalar.ts';
import { skipSeparators } from './scan.ts';

/** Whether nothing at all is written where the event stands, neither text nor anchor nor tag. */
export function isAbsent(event: Event | undefined): boolean {
  return (
    event?.type === EVENT_ID.SCALAR && event.valueStart < 0 && event.anchorStart < 0 && event.tagStart < 0
  );
}

/**
 * The place of a scalar without text. What is not written ("port:") stands behind its colon and has no width; an
 * anchor or tag, when there is one, is its place.
 *
 * @param cursor the end of the token before it.
 */
export function absentPlace(text: string, event: ScalarEvent, cursor: number): Span {
  if (isAbsent(event)) {
    const colon = skipSeparators(text, cursor);
    const start = text[colon] === ':' ? colon + 1 : cursor;
    return { start, end: start };
  }
  const { anchorStart, anchorEnd, tagStart, tagEnd } = event;
  const starts = [anchorStart - 1, tagStart].filter((start) => start >= 0);
  return { start: Math.min(...starts), end: Math.max(anchorEnd, tagEnd) };
}

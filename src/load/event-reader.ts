import type { EVENT_ID, Event } from 'js-yaml';

export type CollectionEvent = Extract<Event, { type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING }>;

/** A broken promise of js-yaml's, not bad input. */
export const UNBALANCED = 'js-yaml gave an unbalanced stream of events';

/** Reads js-yaml's events one after the other. */
export class EventReader {
  private readonly events: readonly Event[];
  private index = 0;

  constructor(events: readonly Event[]) {
    this.events = events;
  }

  /** Absent behind the last event. */
  peek(): Event | undefined {
    return this.events[this.index];
  }

  /** @throws Error behind the last event. */
  next(): Event {
    const event = this.events[this.index++];
    if (event === undefined) throw new Error(UNBALANCED);
    return event;
  }
}

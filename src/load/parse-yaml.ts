import { type Event, parseEvents, YAMLException } from 'js-yaml';
import { Composer } from './compose.ts';
import { MAX_DEPTH } from './limits.ts';
import type { SourceNode, YamlProblem } from './source-node.ts';

export interface ParsedYaml {
  /** Absent when the text is no YAML document. */
  readonly root: SourceNode | undefined;
  readonly problems: readonly YamlProblem[];
  /** The scalars in the order of the text, so that a comment can be told from a `#` inside one. */
  readonly scalars: readonly Span[];
  /** Where passwords stand. */
  readonly secrets: readonly Span[];
  /** js-yaml's complaint, when it could not read the text at all. */
  readonly syntaxError?: SyntaxComplaint;
}

/** Offsets in UTF-16 code units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SyntaxComplaint {
  readonly message: string;
  /** In UTF-16 code units. */
  readonly offset: number;
}

/**
 * Reads one YAML 1.2 document to data and places. Takes less than YAML allows: no directives, tags, merge keys,
 * complex keys or second documents, no cyclic or exploding aliases. Never throws for bad input.
 */
export function parseYaml(text: string): ParsedYaml {
  let events: Event[];
  try {
    // js-yaml counts the document and each scalar as a level of its own; the composer counts collections exactly.
    events = parseEvents(text, { maxDepth: MAX_DEPTH + 1 });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const syntaxError = { message: error.reason, offset: error.mark?.position ?? 0 };
    return { root: undefined, problems: [], scalars: [], secrets: [], syntaxError };
  }
  return new Composer(text, events).compose();
}

import { atLeast, type Finding, type Related } from '../diagnostic/finding.ts';
import { placeKey } from '../model/place-key.ts';
import type { Fact, Problem } from './rule.ts';

/** A finding, and the problem that it was made of where a rule has found it. */
export interface Judged {
  readonly finding: Finding;
  readonly problem: Problem | undefined;
}

/**
 * Leaves out symptoms, so that one mistake is one finding:
 *
 * - what rests on something that another finding puts in doubt, if that one is reported and at least as grave: nothing
 *   is taken from the errors that keep a file from being rendered;
 * - of findings of one rule with the same `sameAs` all but the first, whose `related` has the places of the others.
 *
 * A finding that is left out has its files among those of the one that stands for it, so that each selection of files
 * has the one where it would have had the other.
 */
export function withoutSymptoms(judged: readonly Judged[]): Finding[] {
  const doubted = new Map<string, Kept[]>();
  const first = new Map<string, Kept>();
  const kept: Kept[] = [];
  for (const { finding, problem } of causesFirst(judged)) {
    const isAtLeastAsGrave = (other: Kept) => atLeast(other.finding.severity, finding.severity);
    let cause: Kept | undefined;
    for (const key of keysOf(problem?.restsOn)) cause ??= doubted.get(key)?.find(isAtLeastAsGrave);
    if (cause !== undefined) {
      cause.standsFor(finding, 'leads to a fault here');
      continue;
    }
    const same = problem?.sameAs === undefined ? undefined : `${finding.rule} ${problem.sameAs}`;
    const like = same === undefined ? undefined : first.get(same);
    const own = like !== undefined && isAtLeastAsGrave(like) ? like : new Kept(finding);
    if (own === like) {
      own.add({ file: finding.file, range: finding.range, message: 'here too' });
      own.standsFor(finding, 'here too');
    } else kept.push(own);
    if (same !== undefined && like === undefined) first.set(same, own);
    for (const key of keysOf(problem?.doubts)) {
      const causes = doubted.get(key) ?? [];
      // What is no graver than an earlier one never stands for what that one does not.
      if (!causes.some(isAtLeastAsGrave)) causes.push(own);
      doubted.set(key, causes);
    }
  }
  return kept.map((own) => own.withPlaces());
}

/** Those that put something in doubt and take nothing for granted, then those that do both: no two drop each other. */
function causesFirst(judged: readonly Judged[]): Judged[] {
  const rank = ({ problem }: Judged) =>
    (problem?.doubts ?? []).length === 0 ? 2 : problem?.restsOn === undefined ? 0 : 1;
  return [...judged].sort((a, b) => rank(a) - rank(b));
}

/** A finding that is reported, with the places that it has from those that it stands for. */
class Kept {
  readonly finding: Finding;
  private readonly added: Related[] = [];
  private readonly files: Set<string>;

  constructor(finding: Finding) {
    this.finding = finding;
    this.files = new Set([finding, ...finding.related].map(({ file }) => file));
  }

  add(place: Related): void {
    this.added.push(place);
    this.files.add(place.file);
  }

  /** Takes over the places in files that this one does not name. */
  standsFor({ file, range, related }: Finding, message: string): void {
    for (const place of [{ file, range, message }, ...related]) {
      if (!this.files.has(place.file)) this.add(place);
    }
  }

  withPlaces(): Finding {
    if (this.added.length === 0) return this.finding;
    return { ...this.finding, related: [...this.finding.related, ...this.added] };
  }
}

function keysOf(facts: readonly Fact[] = []): string[] {
  return facts.map((fact) => (typeof fact === 'string' ? fact : placeKey(fact)));
}

import type { Location, Path } from '../diagnostic/finding.ts';
import { valueAt } from '../diagnostic/value-at.ts';
import type { ShapeProblem } from './shape-problem.ts';

/** Misspelt keys inside of misspelt keys, and guesses that were wrong: further ones stay as they are. */
const MAX_ROUNDS = 8;

/** A misspelt key or word, and what it is read as. Its path has the names that were meant, up to its last step. */
interface Mend {
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly meant: string;
  /** What is said of it. */
  readonly problem: ShapeProblem;
  /** Whether the mapping has to have the key: then the guess stands, whatever its value is. */
  readonly isMissed: boolean;
}

export interface AsMeant {
  readonly data: unknown;
  /** What is said of misspelt keys and words, and of all else that is wrong: at places of the text. */
  readonly misspelt: readonly ShapeProblem[];
  readonly refused: readonly ShapeProblem[];
  /** Whether a key that has to be there is there by a guess alone. */
  readonly isGuess: boolean;
  /** Where the text has what stands at a place of {@link data}. */
  readonly inText: <Place extends Pick<Location, 'path' | 'part' | 'slice'>>(place: Place) => Place;
}

/**
 * Reads data with its misspelt keys and words as they were probably meant, so that one slip is one problem: what it
 * seems to lack, and what would follow from that, is there. A guess whose value is not what the key takes is dropped.
 *
 * @param check the problems of data, with places in it.
 */
export function readAsMeant(data: unknown, check: (data: unknown) => readonly ShapeProblem[]): AsMeant {
  let mends: readonly Mend[] = [];
  const dropped = new Set<string>();
  for (let round = 1; ; round++) {
    const read = mends.reduce(mended, data);
    const others = check(read);
    const wrong = mends.findIndex((mend) => !mend.isMissed && isRefused(mend, others));
    const found = round < MAX_ROUNDS ? mendsOf(others, read).filter((mend) => !dropped.has(idOf(mend))) : [];
    if (wrong < 0 && found.length === 0) return result(read, mends, others);
    if (wrong >= 0) {
      dropped.add(idOf(mends[wrong] as Mend));
      mends = mends.slice(0, wrong);
    } else mends = [...mends, ...found];
    if (round > MAX_ROUNDS) return result(data, [], check(data));
  }
}

function result(data: unknown, mends: readonly Mend[], others: readonly ShapeProblem[]): AsMeant {
  const inText: AsMeant['inText'] = (place) => {
    const path = place.path.map((step, index) => {
      const mend = mends.find(
        ({ part, meant, path: own }) =>
          part === 'key' && meant === step && isSame(own.slice(0, -1), place.path.slice(0, index)),
      );
      return mend?.path.at(-1) ?? step;
    });
    const isWord = mends.some((mend) => mend.part === 'value' && isSame(mend.path, place.path));
    const { slice, ...whole } = place;
    return { ...(isWord || slice === undefined ? whole : place), path } as unknown as typeof place;
  };
  const shown = (problem: ShapeProblem) => shownInText(problem, inText);
  return {
    data,
    misspelt: mends.map(({ problem }) => shown(problem)),
    refused: others.map(shown),
    isGuess: mends.some(({ part, isMissed }) => part === 'key' && isMissed),
    inText,
  };
}

function shownInText(problem: ShapeProblem, inText: AsMeant['inText']): ShapeProblem {
  const { related } = problem;
  return { ...inText(problem), ...(related === undefined ? {} : { related: related.map(inText) }) };
}

/** A mend for each problem that has a guess, and whose guess has a place. */
function mendsOf(problems: readonly ShapeProblem[], data: unknown): Mend[] {
  const mends = new Map<string, Mend>();
  for (const problem of problems) {
    const { path, part, meant } = problem;
    if (meant === undefined) continue;
    const owner = path.slice(0, -1);
    if (part === 'value') {
      mends.set(idOf({ path, meant }), { path, part, meant, problem, isMissed: true });
      continue;
    }
    const key = JSON.stringify([owner, meant]);
    if (mends.has(key) || Object.hasOwn(valueAt(data, owner) as object, meant)) continue;
    const isMissed = problems.some(
      (other) => other.missing?.key === meant && isSame(other.missing.owner, owner),
    );
    mends.set(key, { path, part, meant, problem, isMissed });
  }
  return [...mends.values()];
}

function isRefused({ path, part, meant }: Mend, problems: readonly ShapeProblem[]): boolean {
  const place = [...path.slice(0, -1), meant];
  return part === 'key' && problems.some((other) => other.part === 'value' && isSame(other.path, place));
}

/** A copy with one mend; the order of keys stays. */
function mended(data: unknown, { path, part, meant }: Pick<Mend, 'path' | 'part' | 'meant'>): unknown {
  const [step, ...rest] = path as [string | number, ...Path];
  if (Array.isArray(data)) {
    return data.map((item, index) =>
      index !== step ? item : rest.length === 0 ? meant : mended(item, { path: rest, part, meant }),
    );
  }
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(data as object)) {
    if (key !== step) copy[key] = value;
    else if (rest.length > 0) copy[key] = mended(value, { path: rest, part, meant });
    else if (part === 'key') copy[meant] = value;
    else copy[key] = meant;
  }
  return copy;
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

function idOf({ path, meant }: Pick<Mend, 'path' | 'meant'>): string {
  return JSON.stringify([path, meant]);
}

import type { Host } from '../../model/repository.ts';
import { unitName } from './unit-view.ts';

/** What the templates of `lvsgen-watch.service` and `lvsgen-watch.timer` see. */
export interface WatchView {
  readonly host: string;
  readonly definitions: readonly string[];
  /** The scripts' names, in the order in which the host applies them. */
  readonly scripts: readonly string[];
  /** The units of these, with spaces between them. */
  readonly after: string;
  /** From the end of one look to the next. */
  readonly seconds: number;
}

/** A VIP is away for as long, at most: a look is some 20 short programs, which a host does not notice. */
const SECONDS = 10;

/**
 * The timer of a host, for the scripts with a definition that says `watch`.
 *
 * @param scripts the definitions that each script of the host comes from, by the script's name.
 */
export function watchView(
  { name, directors, realServers }: Host,
  scripts: ReadonlyMap<string, readonly string[]>,
): WatchView {
  const clusters = [...directors, ...realServers].map(({ cluster }) => cluster);
  const watching = new Set(clusters.filter(({ watch }) => watch).map(({ file }) => file));
  const watched = [...scripts].flatMap(([script, files]) => {
    const own = files.filter((file) => watching.has(file));
    return own.length === 0 ? [] : [{ script, own }];
  });
  return {
    host: name,
    definitions: [...new Set(watched.flatMap(({ own }) => own))],
    scripts: watched.map(({ script }) => script),
    after: watched.map(({ script }) => unitName(script)).join(' '),
    seconds: SECONDS,
  };
}

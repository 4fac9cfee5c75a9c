import { MAX_PROBLEMS } from './limits.ts';
import type { YamlProblem } from './source-node.ts';

/** Collects problems up to a bound, so that a hostile file does not flood its report. */
export class ProblemList {
  readonly list: YamlProblem[] = [];

  add(
    message: string,
    start: number,
    end: number,
    { hint, related }: { hint?: string | undefined; related?: YamlProblem['related'] } = {},
  ): void {
    if (this.list.length >= MAX_PROBLEMS) return;
    this.list.push({
      message,
      ...(hint === undefined ? {} : { hint }),
      start,
      end,
      ...(related === undefined ? {} : { related }),
    });
  }
}

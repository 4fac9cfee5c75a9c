import { MAX_PROBLEMS } from './limits.ts';
import type { YamlProblem } from './source-node.ts';

/** Collects problems up to a bound, so that a hostile file does not flood its report. */
export class ProblemList {
  readonly list: YamlProblem[] = [];
  /** While the value of a password is read: messages do not say it. */
  isSecret = false;

  add(
    message: string,
    start: number,
    end: number,
    { hint, related }: { hint?: string | undefined; related?: YamlProblem['related'] } = {},
  ): void {
    if (this.list.length >= MAX_PROBLEMS) return;
    this.list.push({
      message: this.isSecret ? message.replace(/".*"/s, '(not shown)') : message,
      ...(hint === undefined ? {} : { hint }),
      start,
      end,
      ...(related === undefined ? {} : { related }),
    });
  }
}

import { UsageError } from '../../diagnostic/failure.ts';
import { closest } from '../../diagnostic/suggest.ts';
import { readAsset } from '../../io/assets.ts';
import { allRules, findRule } from '../../lint/find-rule.ts';
import type { Invocation } from '../invocation.ts';
import type { Terminal } from '../terminal.ts';

/** Prints the page of a rule. */
export function explain(id: string, invocation: Invocation): void {
  if (findRule(id) === undefined) {
    const suggestion = closest(
      id,
      allRules.map((rule) => rule.id),
    );
    const hint = suggestion === undefined ? '"lvsgen rules" lists them' : `did you mean "${suggestion}"?`;
    throw new UsageError(`there is no rule "${id}": ${hint}`);
  }
  invocation.terminal.write(paintPage(readAsset(`docs/rules/${id}.md`), invocation.terminal));
}

/** A Markdown page for a terminal: headings bold, code dimmed, fences left out. */
function paintPage(page: string, terminal: Terminal): string {
  let isCode = false;
  return page
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('```')) {
        isCode = !isCode;
        return [];
      }
      if (isCode) return [`    ${terminal.paint('cyan', line)}`];
      return [line.startsWith('#') ? terminal.paint('bold', line.replace(/^#+ /, '')) : line];
    })
    .join('\n');
}

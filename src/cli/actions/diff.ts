import { plural } from '../../report/summary.ts';
import { withoutSums } from '../../text-diff/file-changes.ts';
import { EXIT } from '../exit-status.ts';
import type { Invocation } from '../invocation.ts';
import { blockingFindings, renderWorkspace } from '../rendering.ts';
import { changesSince } from '../revision.ts';
import { showDiff } from '../show-diff.ts';
import { showFindings } from '../show-findings.ts';
import { openWorkspace } from '../workspace.ts';

/** Shows what has changed in the artifacts. */
export async function diff(
  paths: readonly string[],
  options: { readonly base?: string; readonly exitCode?: boolean },
  invocation: Invocation,
): Promise<void> {
  const { terminal } = invocation;
  const workspace = await openWorkspace(paths, terminal);
  const blocking = blockingFindings(workspace);
  if (blocking.length > 0) {
    terminal.write(await showFindings(workspace, blocking, 'pretty', terminal));
    terminal.notice('nothing was compared: mend the errors first');
    invocation.status = EXIT.found;
    return;
  }
  const { base } = options;
  const compared =
    base === undefined
      ? { changes: (await renderWorkspace(workspace)).changes, leftOut: [] }
      : await changesSince(base, workspace);
  const changes = withoutSums(compared.changes);
  for (const file of compared.leftOut) {
    terminal.notice(`${file} could not be understood at ${base}: what it gives now is shown as new`);
  }
  terminal.write(showDiff(changes, workspace.settings.artifacts, terminal));
  const against = options.base === undefined ? 'the artifacts on the disk' : options.base;
  terminal.notice(
    changes.length === 0
      ? `no difference to ${against}`
      : `${plural(changes.length, 'file')} ${changes.length === 1 ? 'differs' : 'differ'} from ${against}`,
  );
  if (options.exitCode === true && changes.length > 0) invocation.status = EXIT.found;
}

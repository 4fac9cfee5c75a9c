import { writeArtifacts } from '../../io/write-artifacts.ts';
import { MANIFEST } from '../../render/manifest.ts';
import { plural } from '../../report/summary.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import type { Invocation } from '../invocation.ts';
import { blockingFindings, type Rendering, renderWorkspace } from '../rendering.ts';
import { showChanges, showDiff } from '../show-diff.ts';
import { showFindings } from '../show-findings.ts';
import type { Terminal } from '../terminal.ts';
import { openWorkspace } from '../workspace.ts';

/** Writes the artifacts, or says what is stale. */
export async function render(
  paths: readonly string[],
  options: { readonly check?: boolean },
  invocation: Invocation,
): Promise<void> {
  const { terminal } = invocation;
  const workspace = await openWorkspace(paths, terminal);
  const blocking = blockingFindings(workspace);
  if (blocking.length > 0) {
    terminal.write(await showFindings(workspace, blocking, 'pretty', terminal));
    terminal.notice('nothing was rendered: mend the errors first');
    invocation.status = EXIT.found;
    return;
  }
  const rendering = await renderWorkspace(workspace);
  const folder = workspace.settings.artifacts;
  if (options.check === true) {
    invocation.status = check(rendering, folder, terminal);
    return;
  }
  const { changes, stale, artifacts } = rendering;
  writeArtifacts(artifacts, {
    write: stale,
    remove: changes.filter(({ kind }) => kind === 'removed').map(({ path }) => path),
    list: MANIFEST,
  });
  terminal.write(showChanges(changes, folder, terminal));
  terminal.write(`${summary(rendering)}\n`);
  const warnings = workspace.findings.length;
  if (warnings > 0) terminal.notice(`${plural(warnings, 'finding')} below an error: lvsgen lint shows them`);
}

function check(
  { changes, notes, hosts, fileCount }: Rendering,
  folder: string,
  terminal: Terminal,
): ExitStatus {
  if (changes.length === 0) {
    terminal.write(`fresh: ${plural(fileCount, 'file')} of ${plural(hosts.length, 'host')}\n`);
    return EXIT.ok;
  }
  terminal.write(showChanges(changes, folder, terminal, (path) => notes.get(path) ?? ''));
  terminal.write(`\n${showDiff(changes, folder, terminal)}`);
  const isEdited = changes.some(({ path }) => notes.get(path) === 'edited by hand');
  terminal.notice(
    `stale: ${plural(changes.length, 'file')} of ${fileCount}; lvsgen render makes them fresh${isEdited ? ', and drops what was edited by hand' : ''}`,
  );
  return EXIT.found;
}

function summary({ changes, fileCount, hosts }: Rendering): string {
  const written = changes.filter(({ kind }) => kind !== 'removed').length;
  const parts = [
    `${plural(hosts.length, 'host')}: ${plural(written, 'file')} written`,
    `${changes.length - written} removed`,
    `${fileCount - written} unchanged`,
  ];
  return parts.join(', ');
}

import { UsageError } from '../../diagnostic/failure.ts';
import type { Finding } from '../../diagnostic/finding.ts';
import { quote } from '../../diagnostic/quote.ts';
import { quoteList } from '../../diagnostic/quote-list.ts';
import { visible } from '../../diagnostic/visible.ts';
import { readTemplates } from '../../io/template-folder.ts';
import type { CheckResult } from '../../lab/checks/run-checks.ts';
import type { LabRun } from '../../lab/laboratory.ts';
import type { LabPlan } from '../../lab/plan/lab-plan.ts';
import type { HostFiles } from '../../lab/plan/planned-hosts.ts';
import { countsOf } from '../../lab/report/outcomes.ts';
import { hostFolder, MANIFEST, type Manifest } from '../../render/manifest.ts';
import { renderHosts } from '../../render/render-hosts.ts';
import { loadTemplates } from '../../render/templates.ts';
import { plural } from '../../report/summary.ts';
import type { LabOptions } from '../commands/lab.ts';
import { EXIT } from '../exit-status.ts';
import type { Invocation } from '../invocation.ts';
import { blockingFindings } from '../rendering.ts';
import { showFindings } from '../show-findings.ts';
import type { Terminal } from '../terminal.ts';
import { openWorkspace, understoodIn, type Workspace } from '../workspace.ts';

type Laboratory = typeof import('../../lab/laboratory.ts');

/** Runs the laboratory of each set of clusters, one after the other. */
export async function lab(
  paths: readonly string[],
  options: LabOptions,
  invocation: Invocation,
): Promise<void> {
  const { terminal } = invocation;
  const laboratory = await import('../../lab/laboratory.ts');
  if (options.prepare === true) {
    const ready = await laboratory.prepare({ mayDownload: true, notice: (text) => terminal.notice(text) });
    terminal.write(`${ready}\n`);
    return;
  }
  if (options.keep === true && !(process.stdin.isTTY && process.stdout.isTTY))
    throw new UsageError('--keep needs a terminal for its shell');
  const workspace = await openWorkspace(paths, terminal);
  const blocking = options.lint ? blockingFindings(workspace) : notUnderstood(workspace);
  if (blocking.length > 0) {
    terminal.write(await showFindings(workspace, blocking, 'pretty', terminal));
    const advice = options.lint ? ', or see what they do with --no-lint' : '';
    terminal.notice(`no laboratory was built: mend the errors first${advice}`);
    invocation.status = EXIT.found;
    return;
  }
  const plans = laboratory.plansFor(
    workspace.analysis.repository,
    workspace.selected,
    await rendered(workspace),
    laboratory.keepalivedVersion(),
  );
  if (options.host === true) refuseHost(plans, workspace);
  const runs: LabRun[] = [];
  try {
    for (const plan of plans) runs.push(await runOne(laboratory, plan, options, terminal));
  } finally {
    // When a machine ends in the middle, the laboratories before it have something to say.
    terminal.clearProgress();
    if (options.format !== 'text' && runs.length > 0)
      terminal.write(laboratory.labReport(options.format, runs));
  }
  if (runs.some(({ checks }) => checks.some(({ outcome }) => outcome === 'failed')))
    invocation.status = EXIT.found;
  // A cluster of which nothing was tried is nothing to go on with.
  else if (runs.some(({ checks }) => checks.length === 0)) invocation.status = EXIT.failed;
}

/** The errors of selected definitions of which nothing can be built: even without lint none is left out unsaid. */
function notUnderstood({ analysis, selected, projectFindings, findings }: Workspace): Finding[] {
  const isUnderstood = understoodIn(analysis);
  return [
    ...projectFindings,
    ...findings.filter(({ file }) => selected.has(file) && !isUnderstood(file)),
  ].filter(({ severity }) => severity === 'error');
}

/**
 * On the host's own kernel a namespace of the network keeps nobody from the host's files, and all there runs as root: what a
 * pull request chooses must not. @throws UsageError
 */
function refuseHost(plans: readonly LabPlan[], { settings }: Workspace): void {
  const advice = 'leave --host away: in the virtual machine that harms nobody';
  for (const { definitions, hostAccess } of plans)
    if (hostAccess.length > 0)
      throw new UsageError(
        `--host would run programs or open files, as root, that ${definitions.join(', ')} names by ${quoteList(hostAccess)}: ${advice}`,
      );
  if (settings.templates !== undefined)
    throw new UsageError(
      `--host would run, as root, what the templates in ${quote(settings.templates)} write: ${advice}`,
    );
}

async function runOne(
  laboratory: Laboratory,
  plan: LabPlan,
  options: LabOptions,
  terminal: Terminal,
): Promise<LabRun> {
  const isText = options.format === 'text';
  const title = visible(plan.definitions.join(', '));
  if (isText) terminal.write(`${terminal.paint('bold', title)}\n`);
  terminal.progress(`${title}: starting the machine`);
  const { stdin: input, stdout: output } = process;
  const run = await laboratory.runLab(plan, {
    machine: options.host === true ? 'host' : 'vm',
    kvm: options.kvm === true,
    checks: options.check,
    person: options.keep === true ? { input, output, kind: process.env['TERM'] ?? '' } : undefined,
    notice: (text) => terminal.notice(text),
    listener: {
      began: (check) => terminal.progress(`${title}: ${check.title}`),
      ended: (result) => {
        terminal.clearProgress();
        if (isText) terminal.write(resultText(result, terminal));
      },
    },
  });
  if (isText) terminal.write(`${notTriedText(run, terminal)}${summary(run)}\n\n`);
  return run;
}

/** What a manifest says of a host's files, with their contents. */
async function rendered({
  analysis,
  root,
  settings,
}: Workspace): Promise<(environment: string, host: string) => HostFiles> {
  const hosts = [...analysis.repository.environments.values()].flatMap((environment) => [
    ...environment.hosts.values(),
  ]);
  const templates = settings.templates === undefined ? [] : readTemplates(root, settings.templates);
  const files = renderHosts(hosts, await loadTemplates(templates));
  return (environment, name) => {
    const folder = hostFolder({ environment, name });
    const manifest = JSON.parse(files.get(`${folder}/${MANIFEST}`)?.content ?? '{}') as Manifest;
    return {
      secrets: manifest.secrets,
      files: manifest.files.map(({ file, install, mode }) => ({
        install,
        mode,
        content: files.get(`${folder}/${file}`)?.content ?? '',
      })),
    };
  };
}

const STYLES = { passed: 'green', failed: 'red', skipped: 'yellow' } as const;

function resultText(result: CheckResult, terminal: Terminal): string {
  const { id, title, outcome, seconds, detail, reasons, evidence } = result;
  const seen = detail === '' ? '' : `\n           ${visible(detail, 500)}`;
  const lines = [
    `  ${terminal.paint(STYLES[outcome], outcome.padEnd(7))}  ${title} (${id}, ${seconds} s)${seen}`,
    ...reasons.map((reason) => `           ${visible(reason)}`),
    ...evidence
      .filter((one) => one.lines.length > 0)
      .flatMap((one) => [
        `           ${one.title}:`,
        ...one.lines.map((line) => `             ${visible(line)}`),
      ]),
  ];
  return `${lines.join('\n')}\n`;
}

function notTriedText({ notTried }: LabRun, terminal: Terminal): string {
  return notTried
    .map(
      ({ what, reason }) =>
        `  ${terminal.paint('yellow', 'not tried')} ${visible(what)}\n           ${visible(reason)}\n`,
    )
    .join('');
}

function summary(run: LabRun): string {
  const { hosts, machine, seconds } = run;
  const { passed, failed, skipped, notTried } = countsOf([run]);
  const rest = notTried === 0 ? '' : `, ${notTried} not tried`;
  return `  ${plural(hosts.length, 'host')} on ${machine}, ${seconds} s: ${passed} passed, ${failed} failed, ${skipped} skipped${rest}`;
}

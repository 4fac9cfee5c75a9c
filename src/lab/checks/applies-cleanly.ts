import type { FileKind, PlannedFile, PlannedHost } from '../plan/lab-plan.ts';
import { watchArp } from '../world/arp.ts';
import { hasKeepalived, keepalivedLog, startKeepalived } from '../world/keepalived.ts';
import type { Lab } from '../world/lab.ts';
import { addForeign, stateOf } from '../world/state.ts';
import { type Check, type Findings, verdict } from './check.ts';

/**
 * Applies every artifact as config management would: the real servers first, then the directors, the better one of a pair
 * before the other. A script begins on a host without any settings, so that its own order of steps is what counts.
 */
export const appliesCleanly: Check = {
  id: 'applies-cleanly',
  title: 'every artifact applies without an error or a warning',
  needs: [],
  run: async (lab, findings) => {
    await addForeign(lab);
    const stopWatching = await watchArp(lab);
    const reasons: string[] = [];
    const hosts = inOrder(lab);
    // Real servers do not know of each other; a director that finds the better one at work elects nobody.
    const realServers = hosts.filter(({ isDirector }) => !isDirector);
    const applied = await Promise.all(realServers.map((host) => apply(lab, host, findings)));
    reasons.push(...applied.flat());
    for (const host of hosts.filter(({ isDirector }) => isDirector))
      reasons.push(...(await apply(lab, host, findings)));
    findings.appliedAt.time = await lab.now();
    await stopWatching();
    const count = hosts.reduce((sum, { files }) => sum + files.length, 0);
    const evidence = await Promise.all(
      hosts
        .filter(hasKeepalived)
        .map(async ({ name }) => ({ title: `keepalived on ${name}`, lines: await keepalivedLog(lab, name) })),
    );
    return verdict(reasons, `${count} files on ${hosts.length} hosts`, evidence);
  },
};

/** The hosts, the real servers first, then the directors, the better one of a pair before the other. */
export function inOrder({ plan }: Lab): PlannedHost[] {
  const ranked = plan.instances.flatMap(({ directors }) => directors);
  const rank = ({ name, isDirector }: PlannedHost) =>
    isDirector ? 1 + Math.max(0, ranked.indexOf(name)) : 0;
  return [...plan.hosts].sort((a, b) => rank(a) - rank(b));
}

/** What no script of the host sets, and so none undoes, is there before them. */
async function apply(lab: Lab, host: PlannedHost, { before }: Findings): Promise<string[]> {
  const reasons = await applyOfKind(lab, host, 'modules');
  const lasting = sysctlsWithoutScript(host);
  if (lasting.length > 0) await lab.must(host.name, `sysctl -q -e -p - <<'END'\n${lasting.join('\n')}\nEND`);
  before.set(host.name, await stateOf(lab, host.name));
  reasons.push(...(await applyOfKind(lab, host, 'script', 'keepalived')));
  reasons.push(...(await applyOfKind(lab, host, 'sysctl')));
  return reasons;
}

/** Applies a host's files of some kinds, in their order. Gives what went wrong. */
export async function applyOfKind(
  lab: Lab,
  host: PlannedHost,
  ...kinds: readonly FileKind[]
): Promise<string[]> {
  return applyAll(
    lab,
    host,
    host.files.filter(({ kind }) => kinds.includes(kind)),
  );
}

/** The lines of a host's sysctl files that none of its scripts has: `KEY = VALUE`. */
export function sysctlsWithoutScript({ files }: Pick<PlannedHost, 'files'>): string[] {
  const scripts = files.filter(({ kind }) => kind === 'script');
  return files
    .filter(({ kind }) => kind === 'sysctl')
    .flatMap(({ content }) => content.split('\n').filter((line) => /^[^#]/.test(line)))
    .filter((line) => !scripts.some(({ content }) => content.includes(`'${line.replace(' = ', '=')}'`)));
}

async function applyAll(
  lab: Lab,
  { name, users }: PlannedHost,
  files: readonly PlannedFile[],
): Promise<string[]> {
  const reasons: string[] = [];
  for (const { kind, path } of files) {
    const command = kind === 'keepalived' && users.length > 0 ? testForOthers : COMMAND[kind];
    const { status, stdout, stderr } = await lab.run(name, command(path));
    // sysctl shows what it sets.
    const words = `${kind === 'sysctl' ? '' : stdout}${stderr}`.trim();
    if (status !== 0) reasons.push(`${path} on ${name} ended with status ${status}: ${words}`);
    else if (words !== '') reasons.push(`${path} on ${name} said: ${words}`);
    if (kind === 'keepalived' && status === 0) await startKeepalived(lab, name);
  }
  return reasons;
}

/**
 * keepalived 2.2.5 to 2.2.7 ends its own test with SIGTERM where programs run as somebody else than root (mended by aae8e910 in 2.2.8):
 * that is no fault of the file.
 */
const testForOthers = (path: string): string => `
  { keepalived -t -e -f '${path}' 2>/run/lab/tested; status=$?; } 2>/dev/null || status=$?
  cat /run/lab/tested >&2
  [ "$status" -eq 0 ] || [ "$status" -eq 143 ]`;

/** What the manifest says, without systemd: keepalived is started when its file is found to be good. */
const COMMAND: Readonly<Record<FileKind, (path: string) => string>> = {
  modules: (path) => `modprobe -a $(sed '/^#/d' '${path}')`,
  sysctl: (path) => `sysctl -e -p '${path}'`,
  script: (path) => `'${path}' start`,
  // What a unit does is done at boot.
  unit: () => ':',
  keepalived: (path) => `keepalived -t -e -f '${path}'`,
};

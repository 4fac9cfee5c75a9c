import type { PlannedHost } from '../plan/lab-plan.ts';
import type { Lab } from './lab.ts';
import { linesOf } from './state.ts';

const LOG = '/run/lab/keepalived.log';

/** Starts a host's keepalived as its service would. */
export async function startKeepalived(lab: Lab, host: string): Promise<void> {
  await lab.must(host, `keepalived -n -l -D >>${LOG} 2>&1 </dev/null &\necho "$!" >/run/lab/keepalived.pid`);
}

export async function reloadKeepalived(lab: Lab, host: string): Promise<void> {
  await lab.must(host, 'kill -HUP "$(</run/lab/keepalived.pid)"');
}

/** Ends it in order, and waits for that. */
export async function stopKeepalived(lab: Lab, host: string): Promise<void> {
  const script = `
    pid=$(</run/lab/keepalived.pid)
    kill -TERM "$pid" 2>/dev/null || exit 0
    for ((i = 0; i < 200; i++)); do
      if [ ! -d "/proc/$pid" ]; then exit 0; fi
      sleep 0.05
    done
    echo 'keepalived does not end' >&2
    exit 1`;
  await lab.must(host, script);
}

/** The last lines of its log, without its announcements, and what it says again and again once. */
export async function keepalivedLog(lab: Lab, host: string, count = 10): Promise<string[]> {
  const { stdout } = await lab.run(host, `grep -v 'gratuitous ARP' ${LOG} | tail -n ${10 * count} || true`);
  return withoutRepetitions(linesOf(stdout)).slice(-count);
}

/** Lines that differ from the one before in more than their time. */
export function withoutRepetitions(lines: readonly string[]): string[] {
  const textOf = (line: string | undefined) => line?.replace(/^\w+ \w+ +\d+ [\d:]+ \d+: /, '');
  return lines.filter((line, at) => textOf(line) !== textOf(lines[at - 1]));
}

export function hasKeepalived({ files }: PlannedHost): boolean {
  return files.some(({ kind }) => kind === 'keepalived');
}

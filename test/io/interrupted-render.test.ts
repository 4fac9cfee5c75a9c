import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  COMMAND,
  cleanEnvironment,
  lvsgen,
  project,
  removeProjects,
  writeFiles,
} from '../support/command.ts';
import { tree } from '../support/tree.ts';

const KILLER = fileURLToPath(new URL('kill-at.cjs', import.meta.url));
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
const FILE = 'clusters/prod/web.yaml';
/**
 * Between the states, most files change; `gone*` hosts go and `new*` hosts come; `turn*` hosts lose the files of one
 * forwarding method, or gain them.
 */
function definition(state: 'A' | 'B'): string {
  const name = (at: number) => {
    if (at < 2) return `${state === 'A' ? 'gone' : 'new'}${at}`;
    return at < 6 ? `turn${at}` : `rs${at}`;
  };
  const isDirect = (at: number) => at >= 6 || at < 2 || (state === 'A') === at < 5;
  const all = Array.from({ length: 11 }, (_, at) => at);
  const destinations = (direct: boolean) =>
    all
      .filter((at) => isDirect(at) === direct)
      .map((at) => `      - { name: ${name(at)} }\n`)
      .join('');
  const gateway = (at: number) => (isDirect(at) ? '10.1.0.1' : '10.1.0.2');
  return `version: 1
segments: { lan: { subnet: 10.1.0.0/16, gateway: 10.1.0.1 }, wan: { subnet: 10.2.0.0/24 } }
directors:
  - name: lvs1
    interfaces:
      eth0: { segment: lan, address: 10.1.0.2/16 }
      eth1: { segment: wan, address: 10.2.0.2/24 }
real_servers:
${all.map((at) => `  - { name: ${name(at)}, address: 10.1.1.${at}/16, gateway: ${gateway(at)} }\n`).join('')}
virtual_servers:
  - name: direct
    vip: 10.1.0.${state === 'A' ? 38 : 39}
    port: 80
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    real_servers:
${destinations(true)}
  - name: translated
    vip: 10.2.0.2
    port: 80
    protocol: TCP
    lvs_sched: rr
    lvs_method: NAT
    real_servers:
${destinations(false)}`;
}

let root: string;
let pristine: string;
let a: Record<string, string>;
let b: Record<string, string>;
/** How many times the render of state B changes the file system. */
let changes: number;

const artifacts = () => join(root, 'artifacts');
const isStaging = (name: string) => name.startsWith('.lvsgen-');

function render(state: 'A' | 'B'): Record<string, string> {
  writeFiles(root, { [FILE]: definition(state) });
  const { status, stdout, stderr } = lvsgen(['render'], { cwd: root });
  expect(status, `${stdout}${stderr}`).toBe(0);
  return tree(artifacts());
}

beforeAll(async () => {
  root = project({ 'lvsgen.yaml': '' });
  a = render('A');
  pristine = project({});
  cpSync(artifacts(), pristine, { recursive: true });
  b = render('B');
  reset();
  const counted = join(project({}), 'counted');
  await ended(start({ KILL_COUNT: counted }));
  changes = Number(readFileSync(counted, 'utf8'));
  const changed = Object.keys({ ...a, ...b }).filter((path) => a[path] !== b[path]);
  expect(changed.length).toBeGreaterThan(25);
  expect(
    new Set(
      changed.map((path) => (a[path] === undefined ? 'new' : b[path] === undefined ? 'gone' : 'changed')),
    ).size,
  ).toBe(3);
});
afterAll(removeProjects);

function reset(): void {
  rmSync(artifacts(), { recursive: true, force: true });
  cpSync(pristine, artifacts(), { recursive: true });
  writeFiles(root, { [FILE]: definition('B') });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function start(env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, ['--require', KILLER, COMMAND, 'render'], {
    cwd: root,
    env: cleanEnvironment(env),
    stdio: 'ignore',
    detached: true,
  });
}

/** The signal that has ended it, if any. */
async function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  const [, signal] = await once(child, 'exit');
  return signal as NodeJS.Signals | null;
}

/** The guard may still be at work: it has its time, but not for ever. */
async function staging(): Promise<string[]> {
  for (let left = 500; ; left--) {
    const found = readdirSync(artifacts()).filter(isStaging);
    if (found.length === 0 || left === 0) return found;
    await pause(10);
  }
}

/** What is neither of the old state nor of the new one; the empty folder of a host that goes is as good as gone. */
function strays(now: Record<string, string>): string[] {
  const isGoing = (path: string) => now[path] === 'folder' && path.startsWith('prod/gone');
  return [
    ...Object.keys(now).filter((path) => now[path] !== a[path] && now[path] !== b[path] && !isGoing(path)),
    ...Object.keys(a).filter((path) => b[path] !== undefined && now[path] === undefined),
  ];
}

/** Paths whose content is not the same; empty folders aside. */
function differences(now: Record<string, string>, wanted: Record<string, string>): string[] {
  return Object.keys({ ...now, ...wanted }).filter(
    (path) => now[path] !== wanted[path] && now[path] !== 'folder',
  );
}

test('a render that is killed before any of its changes leaves every file old or new, and nothing else', async () => {
  const outcomes = new Set<string>();
  let partial = 0;
  for (let at = 0; at < changes; at++) {
    const signal = SIGNALS[at % SIGNALS.length] as NodeJS.Signals;
    const toGroup = at % 2 === 0;
    const which = `before change ${at}: ${signal}${toGroup ? ' to the group' : ''}`;
    reset();
    const env = { KILL_AT: String(at), KILL_SIGNAL: signal, ...(toGroup ? { KILL_GROUP: 'yes' } : {}) };
    expect(await ended(start(env)), which).toBe(signal);
    expect(await staging(), which).toEqual([]);
    const now = tree(artifacts());
    expect(strays(now), which).toEqual([]);
    if (differences(now, a).length === 0) outcomes.add('untouched');
    else if (differences(now, b).length === 0) outcomes.add('complete');
    else {
      outcomes.add('partial');
      partial += 1;
      // Whatever is wanted next, the next run gets there.
      const wanted = partial % 2 === 0 ? 'A' : 'B';
      expect(differences(render(wanted), wanted === 'A' ? a : b), `${which}, then ${wanted}`).toEqual([]);
    }
  }
  expect(outcomes).toEqual(new Set(['untouched', 'partial', 'complete']));
});

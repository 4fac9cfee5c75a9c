import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  COMMAND,
  cleanEnvironment,
  lvsgen,
  project,
  removeProjects,
  writeFiles,
} from '../support/command.ts';
import { randomFrom } from '../support/random.ts';
import { tree } from '../support/tree.ts';

const KILLS = 105;
/** Of these, how many have to have met a render that had begun to change files, and had not come to its end. */
const LEAST_PARTIAL = 25;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
const FILE = 'clusters/prod/web.yaml';
/** The first of all paths: the first thing that a render of state B removes. */
const FIRST_TO_GO = 'prod/gone0/90-lvsgen.conf';

/**
 * Between the states, most files change; `gone*` hosts go and `new*` hosts come; `turn*` hosts lose the files of one
 * forwarding method, or gain them.
 */
function definition(state: 'A' | 'B'): string {
  const name = (at: number) => {
    if (at < 5) return `${state === 'A' ? 'gone' : 'new'}${at}`;
    return at < 15 ? `turn${at}` : `rs${at}`;
  };
  const isDirect = (at: number) => at >= 15 || at < 5 || (state === 'A') === at < 10;
  const all = Array.from({ length: 55 }, (_, at) => at);
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
let duration: number;
let writingDuration: number;
let changingDuration: number;

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
  const begin = performance.now();
  b = render('B');
  duration = performance.now() - begin;
  writingDuration = await measureFrom(hasStaged);
  changingDuration = await measureFrom(hasChanged);
  const changed = Object.keys({ ...a, ...b }).filter((path) => a[path] !== b[path]);
  expect(changed.length).toBeGreaterThan(100);
  expect(
    new Set(
      changed.map((path) => (a[path] === undefined ? 'new' : b[path] === undefined ? 'gone' : 'changed')),
    ).size,
  ).toBe(3);
}, 60_000);
afterAll(removeProjects);

function reset(): void {
  rmSync(artifacts(), { recursive: true, force: true });
  cpSync(pristine, artifacts(), { recursive: true });
  writeFiles(root, { [FILE]: definition('B') });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;
const hasStaged = () => readdirSync(artifacts()).some(isStaging);
const hasChanged = () => !existsSync(join(artifacts(), FIRST_TO_GO));

async function waitFor(child: ChildProcess, condition: () => boolean): Promise<void> {
  while (isRunning(child) && !condition()) await new Promise((resolve) => setImmediate(resolve));
}

function start(): { child: ChildProcess; exited: Promise<unknown> } {
  const child = spawn(process.execPath, [COMMAND, 'render'], {
    cwd: root,
    env: cleanEnvironment(),
    stdio: 'ignore',
    detached: true,
  });
  return { child, exited: once(child, 'exit') };
}

/** How long the command takes from a condition to its end. */
async function measureFrom(condition: () => boolean): Promise<number> {
  reset();
  const { child, exited } = start();
  await waitFor(child, condition);
  const begin = performance.now();
  await exited;
  return performance.now() - begin;
}

/** Kills a render at any time of the run, of its writing, or of its changing of files. */
async function killed(random: () => number, signal: NodeJS.Signals, toGroup: boolean): Promise<void> {
  const { child, exited } = start();
  const when = random();
  if (when < 0.1) await pause(random() * duration);
  else {
    await waitFor(child, when < 0.4 ? hasStaged : hasChanged);
    const until = performance.now() + random() * (when < 0.4 ? writingDuration : changingDuration);
    await waitFor(child, () => performance.now() >= until);
  }
  if (isRunning(child)) process.kill(toGroup ? -(child.pid as number) : (child.pid as number), signal);
  await exited;
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

test(`a render that is killed leaves every file old or new, and nothing else, ${KILLS} times`, async () => {
  const seed = Number(process.env['LVSGEN_SEED'] ?? Math.floor(Math.random() * 2 ** 32));
  const random = randomFrom(seed);
  const count = { untouched: 0, partial: 0, complete: 0 };
  for (let kill = 0; kill < KILLS; kill++) {
    const signal = SIGNALS[kill % SIGNALS.length] as NodeJS.Signals;
    const toGroup = kill % 2 === 0;
    const which = `LVSGEN_SEED=${seed}, kill ${kill}: ${signal}${toGroup ? ' to the group' : ''}`;
    reset();
    await killed(random, signal, toGroup);
    expect(await staging(), which).toEqual([]);
    const now = tree(artifacts());
    expect(strays(now), which).toEqual([]);
    const outcome =
      differences(now, a).length === 0
        ? 'untouched'
        : differences(now, b).length === 0
          ? 'complete'
          : 'partial';
    count[outcome] += 1;
    // Whatever is wanted next, the next run gets there.
    if (outcome === 'partial') {
      const wanted = count.partial % 2 === 0 ? 'A' : 'B';
      expect(differences(render(wanted), wanted === 'A' ? a : b), `${which}, then ${wanted}`).toEqual([]);
    }
  }
  console.info(
    `LVSGEN_SEED=${seed}: ${JSON.stringify(count)} of ${KILLS} kills, a run takes ${Math.round(duration)} ms, its writing ${Math.round(writingDuration)} ms, its changing ${Math.round(changingDuration)} ms`,
  );
  expect(count.partial, `LVSGEN_SEED=${seed}`).toBeGreaterThanOrEqual(LEAST_PARTIAL);
}, 180_000);

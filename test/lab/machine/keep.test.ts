import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { COMMAND, cleanEnvironment, project } from '../../support/command.ts';
import { requirePrograms } from '../../support/programs.ts';
import { canRun, prepare } from './in-machine.ts';

const DEFINITION = 'clusters/lab/nat-wrong-gateway.yaml';
const faulty = readFileSync(
  fileURLToPath(new URL('../faulty/nat-wrong-gateway.yaml', import.meta.url)),
  'utf8',
);

/** A command on a terminal of its own, as `script` makes one. */
class Session {
  private readonly child;
  private said = '';
  private heard: () => void = () => undefined;

  constructor(command: string, cwd: string) {
    this.child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      cwd,
      env: cleanEnvironment({ TERM: 'xterm', SHELL: '/bin/bash' }),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child.stdout.on('data', (bytes: Buffer) => {
      // Without the sequences by which bash tells that it takes pasted text.
      this.said = (this.said + bytes.toString())
        .replaceAll('\u001b[?2004h', '')
        .replaceAll('\u001b[?2004l', '');
      this.heard();
    });
    this.child.on('close', () => this.heard());
  }

  /** What it says up to this, which is taken from what it has said. */
  async until(text: string, seconds = 600): Promise<string> {
    const timer = setTimeout(() => this.child.kill(), seconds * 1000);
    while (!this.said.includes(text)) {
      if (this.child.exitCode !== null || this.child.killed)
        throw new Error(`no "${text}" in:\n${this.said}`);
      await new Promise<void>((resolve) => {
        this.heard = resolve;
      });
    }
    clearTimeout(timer);
    const end = this.said.indexOf(text) + text.length;
    const taken = this.said.slice(0, end);
    this.said = this.said.slice(end);
    return taken;
  }

  send(text: string): void {
    this.child.stdin.write(text);
  }
}

describe.runIf(canRun && requirePrograms(['script']))('lvsgen lab --keep', () => {
  beforeAll(prepare);

  test('gives a shell when the checks are over, with the hosts in it, and leaves the terminal as it was', async () => {
    const cwd = project({ 'lvsgen.yaml': '', [DEFINITION]: faulty });
    const lab = `'${process.execPath}' '${COMMAND}' lab --keep --no-lint`;
    const settings = 'stty -a | sha256sum';
    const session = new Session(
      `stty rows 33 cols 101; ${settings}; ${lab}; echo "status $?"; ${settings}`,
      cwd,
    );
    const before = await session.until(' -');
    const checks = await session.until('lab# ');
    expect(checks).toMatch(/failed .*\(answers, /);
    // keepalived and the kernel speak elsewhere.
    expect(checks).toMatch(/`exit` ends all\r\n[^\n]*lab# $/);
    const answers = async (command: string, end = 'lab# ') => {
      session.send(`${command}\n`);
      return (await session.until(end)).replaceAll('\r', '').split('\n').slice(1, -1);
    };
    expect(await answers('stty size; echo "$TERM"')).toEqual(['33 101', 'xterm']);
    expect(await answers('on lvs1 hostname; on @router hostname; on @client-outside hostname')).toEqual([
      'lvs1',
      'router',
      'client-outside',
    ]);
    expect((await answers('on @wires ip -br link')).join('\n')).toContain('wire0');
    expect((await answers('on lvs1 ipvsadm -ln')).join('\n')).toContain('192.168.0.18:80');
    expect((await answers('on nobody; echo "$?"')).join('\n')).toMatch(
      /^no host nobody; there are: @client-\S+.* lvs1 rs1 rs2\n1$/,
    );
    expect(await answers('on rs1', 'rs1# ')).toEqual([]);
    expect(await answers('exit')).toEqual(['exit']);
    // What says that it begins is the one that is to be ended, and not bash, just before it starts it.
    session.send("sh -c 'echo $((1 + 1)) begins; exec sleep 1000'\n");
    await session.until('2 begins');
    session.send('\u0003');
    await session.until('lab# ');
    expect(await answers('echo "$?"')).toEqual(['130']);
    session.send('exit\n');
    expect(await session.until('status 1')).toContain('1 failed');
    expect(await session.until(' -')).toContain(before.trim().split('\n').at(-1));
  });

  test('ends at once with Ctrl-C before that', async () => {
    const cwd = project({ 'lvsgen.yaml': '', [DEFINITION]: faulty });
    const session = new Session(
      `trap : INT; '${process.execPath}' '${COMMAND}' lab --keep --no-lint; echo "status $?"`,
      cwd,
    );
    await session.until(DEFINITION);
    session.send('\u0003');
    await session.until('status 130');
  });
});

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hostsScript } from '../../src/lab/world/build.ts';
import { run } from '../support/command.ts';
import { requirePrograms } from '../support/programs.ts';

describe.runIf(requirePrograms(['unshare'], { root: true }))("the lab's hosts", () => {
  test('have a process each that holds their namespaces, whatever their names', () => {
    const work = mkdtempSync(join(tmpdir(), 'lvsgen-test-'));
    mkdirSync(join(work, 'hosts'));
    const names = ['@wires', 'web', 'web.ready'];
    try {
      const script = hostsScript(work, names, ['/run']);
      // The processes keep its output open.
      const command = 'exec bash -euo pipefail -c "$1" >"$2" 2>&1';
      const { status } = run('bash', ['-c', command, 'bash', script, join(work, 'said')]);
      expect({ status, said: readFileSync(join(work, 'said'), 'utf8') }).toEqual({ status: 0, said: '' });
      expect(readdirSync(join(work, 'hosts')).sort()).toEqual(names);
      const networks = names.map((name) => readlinkSync(`/proc/${pidOf(work, name)}/ns/net`));
      expect(new Set([...networks, readlinkSync('/proc/self/ns/net')]).size).toBe(4);
    } finally {
      for (const name of names)
        if (existsSync(join(work, 'hosts', name)) && pidOf(work, name) > 1) process.kill(pidOf(work, name));
      rmSync(work, { recursive: true });
    }
  });
});

function pidOf(work: string, name: string): number {
  return Number(readFileSync(join(work, 'hosts', name), 'utf8'));
}

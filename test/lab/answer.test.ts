import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { run } from '../support/command.ts';
import { requirePrograms } from '../support/programs.ts';

const PROGRAM = fileURLToPath(new URL('../../src/lab/guest/answer.pl', import.meta.url));

describe.runIf(requirePrograms(['perl']))("a real server's services", () => {
  test('say who they are, and give health pages their status, without a warning', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lvsgen-test-'));
    const port = await freePort();
    const lines = [`tcp ${port} http`, `status ${port} /health 503`].join('\n');
    // The process behind keeps its standard error.
    const command = 'perl "$1" rs1 <<<"$2" >"$3/pid" 2>"$3/said"';
    const { status } = run('bash', ['-c', command, 'bash', PROGRAM, lines, folder]);
    expect(status).toBe(0);
    try {
      const health = await fetch(`http://127.0.0.1:${port}/health`);
      expect(health.status).toBe(503);
      const other = await fetch(`http://127.0.0.1:${port}/`);
      expect(other.status).toBe(200);
      expect(await other.text()).toMatch(RegExp(`^rs1 127\\.0\\.0\\.1:${port} 127\\.0\\.0\\.1:\\d+\\n$`));
      expect(readFileSync(join(folder, 'said'), 'utf8')).toBe('');
    } finally {
      process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL');
      rmSync(folder, { recursive: true });
    }
  });
});

/** A port of loopback that nobody listens at. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

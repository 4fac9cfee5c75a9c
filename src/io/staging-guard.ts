import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Makes sure that a staging folder goes when this process ends in whatever way, SIGKILL included: a shell in a process
 * group of its own waits on a pipe that the kernel closes with us, and then removes the folder. Where there is no shell,
 * the next run removes it.
 */
export function guardStaging(folder: string): { release(): void } {
  const guard = spawn('sh', ['-c', 'read -r _; rm -rf -- "$1"', 'lvsgen-guard', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  guard.on('error', () => {});
  guard.unref();
  // Absent where not even the pipe could be made.
  const pipe = guard.stdin as Socket | null | undefined;
  pipe?.on('error', () => {});
  pipe?.unref();
  return { release: () => void pipe?.end() };
}

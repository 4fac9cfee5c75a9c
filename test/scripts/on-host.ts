import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScriptView } from '../../src/render/views/script-view.ts';
import { createHost, type Host, type Result, type RunOptions, runOn } from '../support/netns.ts';
import { requirePrograms } from '../support/programs.ts';
import { renderScript } from './render-script.ts';

export const canRun = requirePrograms(['bash', 'ip', 'sysctl', 'nft', 'flock', 'unshare'], { root: true });

export const createDirector = (): Promise<Host> =>
  createHost({ eth0: ['172.16.254.200/24', '192.168.0.8/24'], eth1: [] });

/** Writes the rendered script onto the host and runs it. */
export function runScript(
  host: Host,
  view: ScriptView,
  args: readonly string[] = [],
  options?: RunOptions,
): Promise<Result> {
  const path = join(host.directory, view.file);
  writeFileSync(path, renderScript(view));
  return runOn(host, ['bash', path, ...args], options);
}

export const silence = { status: 0, stdout: '', stderr: '' };

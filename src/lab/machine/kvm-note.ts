import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What identifies the run of this host's kernel: until its next boot, what hung once will hang again. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** Where it is noted that a machine has hung under KVM. */
export const kvmNote = (cache: string): string => join(cache, 'kvm-hangs');

/** Whether a machine has hung under KVM since this host has booted. */
export function isKvmHanging(cache: string): boolean {
  try {
    return readFileSync(kvmNote(cache), 'utf8') === readFileSync(BOOT_ID, 'utf8');
  } catch {
    return false;
  }
}

/** Spares the next laboratory the wait. Where it cannot be noted, that one waits. */
export function noteThatKvmHangs(cache: string): void {
  try {
    writeFileSync(kvmNote(cache), readFileSync(BOOT_ID, 'utf8'));
  } catch {}
}

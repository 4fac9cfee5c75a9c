import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cpioArchive, FILE, PROGRAM } from '../../src/lab/machine/cpio.ts';
import { requirePrograms } from '../support/programs.ts';

const entries = [
  { path: '/usr/bin/tool', mode: PROGRAM, content: Buffer.from('#!/bin/sh\n') },
  { path: '/etc/x', mode: FILE, content: Buffer.from('') },
];

test('an archive is whole blocks, and the same for the same entries', () => {
  const archive = cpioArchive(entries);
  expect(archive.length % 512).toBe(0);
  expect(archive.subarray(0, 6).toString()).toBe('070701');
  expect(cpioArchive(entries).equals(archive)).toBe(true);
});

test.runIf(requirePrograms(['cpio']))('cpio lists what is in it, folders in front', () => {
  const listing = execFileSync('cpio', ['-itv', '--quiet'], {
    input: cpioArchive(entries),
    encoding: 'utf8',
  });
  const lines = listing.trim().split('\n');
  expect(lines.map((line) => `${line.slice(0, 10)} ${line.split(/\s+/).at(-1)}`)).toEqual([
    'drwxr-xr-x usr',
    'drwxr-xr-x usr/bin',
    '-rwxr-xr-x usr/bin/tool',
    'drwxr-xr-x etc',
    '-rw-r--r-- etc/x',
  ]);
});

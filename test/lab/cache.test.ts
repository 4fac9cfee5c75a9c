import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inCache, removeUnused, unfinished, use } from '../../src/lab/machine/cache.ts';
import { prepareInitrd } from '../../src/lab/machine/initrd.ts';
import { isKvmHanging, kvmNote, noteThatKvmHangs } from '../../src/lab/machine/kvm-note.ts';
import { emptyFolder, removeProjects } from '../support/command.ts';
import { requirePrograms } from '../support/programs.ts';

afterAll(removeProjects);

const STATE = /^machine-\w+\.state$/;

/** A folder with these files or folders, last used so many seconds ago. */
function cacheWith(ages: Readonly<Record<string, number>>): string {
  const cache = emptyFolder();
  for (const [name, age] of Object.entries(ages)) {
    const path = join(cache, name);
    if (name.startsWith('download-')) mkdirSync(path);
    else writeFileSync(path, name);
    const time = Date.now() / 1000 - age;
    utimesSync(path, time, time);
  }
  return cache;
}

describe("the lab's cache", () => {
  test('keeps the three files of a kind that were used last', () => {
    const cache = cacheWith({
      'machine-a.state': 40,
      'machine-b.state': 400_000,
      'machine-c.state': 20,
      'machine-d.state': 30,
      'machine-e.state': 50,
      'initrd-a.cpio': 900_000,
    });
    removeUnused(cache, STATE);
    expect(readdirSync(cache).sort()).toEqual([
      'initrd-a.cpio',
      'machine-a.state',
      'machine-c.state',
      'machine-d.state',
    ]);
  });

  test('counts use, not age', () => {
    const cache = cacheWith({
      'machine-a.state': 40,
      'machine-b.state': 30,
      'machine-c.state': 20,
      'machine-d.state': 10,
    });
    use(join(cache, 'machine-a.state'));
    removeUnused(cache, STATE);
    expect(readdirSync(cache).sort()).toEqual(['machine-a.state', 'machine-c.state', 'machine-d.state']);
  });

  test('removes what has been left unfinished for an hour, and nothing that is not its own', () => {
    const cache = cacheWith({
      'machine-a.state.17': 3700,
      'machine-b.state.18': 3500,
      'initrd-a.cpio.17': 3700,
      'download-Ab12Cd': 3700,
      'download-Xy34Zw': 10,
      'kvm-hangs': 900_000,
      'notes.state.17': 900_000,
    });
    removeUnused(cache, STATE);
    expect(readdirSync(cache).sort()).toEqual([
      'download-Xy34Zw',
      'kvm-hangs',
      'machine-b.state.18',
      'notes.state.17',
    ]);
  });

  test('says where it is when it cannot be written', () => {
    const file = join(emptyFolder(), 'file');
    writeFileSync(file, '');
    const cache = join(file, 'lvsgen');
    expect(() => inCache(cache, () => mkdirSync(cache))).toThrow(
      `the lab cannot write to ${cache}, and XDG_CACHE_HOME may name another place: ENOTDIR: not a directory`,
    );
  });
});

describe.runIf(requirePrograms(['bash', 'ldd', 'perl']))('the first file system', () => {
  /** A kernel without a module. */
  function kernel(): Parameters<typeof prepareInitrd>[0] {
    const modules = emptyFolder();
    writeFileSync(join(modules, 'modules.dep'), '');
    return { release: '6.1.0', image: join(modules, 'vmlinuz'), modules };
  }

  test('is built once, is noted as used by the next one, and takes the place of the oldest', () => {
    const cache = cacheWith({ 'initrd-a.cpio': 40, 'initrd-b.cpio': 30, 'initrd-c.cpio': 20 });
    const one = kernel();
    const notices: string[] = [];
    const path = prepareInitrd(one, cache, (text) => notices.push(text));
    expect(notices).toEqual(['building the first file system of the machine']);
    expect(readdirSync(cache).filter((name) => name.endsWith('.cpio'))).toHaveLength(3);
    expect(existsSync(join(cache, 'initrd-a.cpio'))).toBe(false);
    utimesSync(path, 0, 0);
    expect(prepareInitrd(one, cache, (text) => notices.push(text))).toBe(path);
    expect(notices).toHaveLength(1);
    expect(statSync(path).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
  });

  test('asks once for the libraries of its programs, and again when a kept list is of no use', () => {
    const cache = emptyFolder();
    const one = kernel();
    const path = prepareInitrd(one, cache, () => undefined);
    const [list = ''] = readdirSync(cache).filter((name) => /^libraries-\w+\.json$/.test(name));
    const libraries = JSON.parse(readFileSync(join(cache, list), 'utf8')) as string[];
    expect(libraries.some((library) => /\/libc\.so\.6$/.test(library))).toBe(true);
    // What is kept is believed: without the list of bash and perl the file system is another one.
    writeFileSync(join(cache, list), '[]');
    expect(prepareInitrd(one, cache, () => undefined)).not.toBe(path);
    for (const useless of ['', 'no list', '["/usr/lib/that/is/gone.so"]']) {
      writeFileSync(join(cache, list), useless);
      expect(prepareInitrd(one, cache, () => undefined)).toBe(path);
      expect(JSON.parse(readFileSync(join(cache, list), 'utf8'))).toEqual(libraries);
    }
  });

  test('leaves no half of itself where it cannot be written', () => {
    const cache = emptyFolder();
    const one = kernel();
    const path = prepareInitrd(one, cache, () => undefined);
    const other = emptyFolder();
    // Where the file would be written a folder is in the way.
    mkdirSync(unfinished(join(other, path.slice(cache.length))));
    expect(() => prepareInitrd(one, other, () => undefined)).toThrow(/^the lab cannot write to .*: EISDIR: /);
  });
});

test('a machine that hung under KVM is remembered until the host boots', () => {
  const cache = emptyFolder();
  expect(isKvmHanging(cache)).toBe(false);
  noteThatKvmHangs(cache);
  expect(isKvmHanging(cache)).toBe(true);
  writeFileSync(kvmNote(cache), 'of another boot\n');
  expect(isKvmHanging(cache)).toBe(false);
  noteThatKvmHangs(join(cache, 'that', 'is', 'not', 'there'));
});

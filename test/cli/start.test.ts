import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMAND, run } from '../support/command.ts';

/** Says whether V8 has taken the code that was kept for it. */
const PROBE = `
const vm = require('node:vm');
vm.Script = class extends vm.Script {
  constructor(...options) {
    super(...options);
    console.log('refused:', this.cachedDataRejected);
  }
};
process.argv = [process.execPath, process.argv[1], '--version'];
require(process.argv[1]);
`;

describe('the start of the command', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lvsgen-start-'));
    cpSync(dirname(dirname(COMMAND)), folder, {
      recursive: true,
      filter: (path) => !/node_modules|\.git$/.test(path),
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const start = () => run(process.execPath, ['-e', PROBE, join(folder, 'dist/lvsgen.cjs')]);

  test('takes the code that the build has kept', () => {
    expect(start()).toEqual({ status: 0, stdout: 'refused: false\n0.1.0\n', stderr: '' });
  });

  test('compiles when that is not of this V8', () => {
    writeFileSync(join(folder, 'dist/command.cjs.code'), Buffer.alloc(4096, 'x'));
    expect(start()).toEqual({ status: 0, stdout: 'refused: true\n0.1.0\n', stderr: '' });
  });

  test('compiles when there is none', () => {
    rmSync(join(folder, 'dist/command.cjs.code'));
    expect(start()).toEqual({ status: 0, stdout: 'refused: undefined\n0.1.0\n', stderr: '' });
  });
});

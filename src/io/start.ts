#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Starts the command: `command.cjs`, with the code that V8 made of it when it was built. Compiling it anew would be a good part
 * of a short run. V8 refuses code of another version or machine, and compiles then; code that is missing is no fault either.
 */
const path = join(__dirname, 'command.cjs');
// The bundle before its code: a build that replaces them removes the code first.
const bundle = readFileSync(path, 'utf8');
const script = new Script(`(function (exports, require, module, __filename, __dirname) {${bundle}\n})`, {
  filename: path,
  cachedData: codeOf(`${path}.code`),
});
script.runInThisContext()(exports, require, module, path, __dirname);

function codeOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

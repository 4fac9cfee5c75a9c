import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../src/diagnostic/shell-word.ts';
import { requirePrograms } from '../support/programs.ts';

const LIVE = [
  "'",
  '"',
  '\\',
  '$(touch /tmp/lvsgen-injected)',
  '`id`',
  '\n',
  '\r',
  '\t',
  '; :',
  '#',
  '!',
  '~',
  '*',
  '{a,b}',
  '-n',
  '%s',
  '\x1b[31m',
  '\u202e',
  '\u2028',
  '\ufeff',
];

describe.runIf(requirePrograms(['sh']))('shellWord', () => {
  it('is read back by a real sh as the value', () => {
    const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
    const value = fc.oneof(
      text,
      fc.array(fc.oneof(fc.constantFrom(...LIVE), text), { maxLength: 6 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 100 }), (values) => {
        const script = `printf '%s\\0' ${values.map(shellWord).join(' ')}`;
        const read = execFileSync('sh', ['-s'], { input: script, encoding: 'utf8' });
        expect(read.split('\0').slice(0, -1)).toEqual(values);
      }),
      { numRuns: 100 },
    );
  });

  it('is never a NUL: no shell word can hold it', () => {
    expect(() => shellWord('a\0b')).toThrow('a NUL cannot stand in a shell script');
  });
});

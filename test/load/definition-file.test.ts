import { describe, expect, it } from 'vitest';
import { loadDefinition } from '../../src/load/definition-file.ts';
import { LineIndex } from '../../src/load/source-map.ts';
import { decodeUtf8, MAX_DEFINITION_BYTES, quoted } from '../../src/load/text.ts';
import { load, problemsOf, showProblems } from './loaded.ts';

describe('loadDefinition', () => {
  it('waits for nothing but the explanation of broken syntax', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    for (const text of ['a: 1\n', '', 'a: 1\na: 2\n', 'a: \0']) {
      expect(loadDefinition({ file: 'x', bytes: bytes(text) })).not.toBeInstanceOf(Promise);
    }
    expect(loadDefinition({ file: 'x', bytes: bytes('a: [') })).toBeInstanceOf(Promise);
  });

  it('hands on why a file could not be read', async () => {
    const definition = await loadDefinition({ file: 'x.yaml', problem: 'this is not a regular file' });
    expect(definition).toMatchObject({
      file: 'x.yaml',
      text: '',
      root: undefined,
      data: undefined,
      problems: [],
    });
    expect(definition.fileProblem).toEqual({ message: 'this is not a regular file', start: 0, end: 0 });
    const hinted = await loadDefinition({ file: 'x.yaml', problem: 'a link', hint: 'put it here' });
    expect(hinted.fileProblem?.hint).toBe('put it here');
  });

  it('has a root or a problem, never neither', async () => {
    for (const text of ['', '#', '- a', '"', 'a: [', '\u202e', '<<<<<<< a', 'x', '---', '%YAML 1.2']) {
      const definition = await load(text);
      expect(definition.root, text).toBeUndefined();
      expect(definition.data, text).toBeUndefined();
      expect(showProblems(definition), text).not.toEqual([]);
    }
  });

  it('keeps data and places of a definition with problems', async () => {
    const { data, root } = await load('a: 080\nb: !x 1\n<<: {c: 1}\nd: 1\nd: 2\n');
    expect(data).toEqual({ a: '080', b: 1, d: 1 });
    expect([...(root?.entries.keys() ?? [])]).toEqual(['a', 'b', 'd']);
  });

  it('sorts problems by their places', async () => {
    expect(await problemsOf('- a: 080\n  a: 1\n  ? [x]\n  : 0x1\n')).toEqual([
      '1:1-4:8 a definition is a mapping, this is a list',
      '1:6-1:9 number "080" is not written in plain decimal',
      '2:3-2:4 key "a" stands twice in one mapping (first written here 1:3-1:4)',
      '3:5-3:8 a key has to be plain text',
      '4:5-4:8 number "0x1" is not written in plain decimal',
    ]);
  });

  it('says no password in a message', async () => {
    for (const [value, message] of [
      ['0x1234', 'number (not shown) is not written in plain decimal'],
      ['12345678901234567890', 'number (not shown) has more digits than are read exactly'],
      ['*s3cret', 'alias (not shown) has no anchor before it'],
      ['!s3cret x', 'tag (not shown) is not allowed'],
      ['s3\u00a0cret', '(not shown) contains U+00A0 (no-break space)'],
    ]) {
      for (const key of ['auth_pass', 'hmac_key', '"auth_pass"']) {
        expect(await problemsOf(`a: { ${key}: ${value}, b: 0x1 }\n`)).toEqual([
          expect.stringMatching(new RegExp(`^[-0-9:]+ ${message?.replaceAll(/[()+]/g, '\\$&')}$`)),
          expect.stringContaining('number "0x1"'),
        ]);
      }
    }
    // The name of a secret is none.
    expect(await problemsOf('auth_pass: { secret: 0x1 }\n')).toEqual([
      '1:22-1:25 number "0x1" is not written in plain decimal',
    ]);
  });

  it('has the same object wherever an alias is', async () => {
    const { data } = await load('a: &x {b: [1]}\nc: *x\n');
    expect(data?.['a']).toEqual({ b: [1] });
    expect(data?.['c']).toBe(data?.['a']);
  });

  it('takes the newest anchor of a name, and anchors of keys', async () => {
    const { data, problems } = await load('&k a: &x 1\nb: *x\nc: &x 2\nd: [*x, *k]\n');
    expect(problems).toEqual([]);
    expect(data).toEqual({ a: 1, b: 1, c: 2, d: [2, 'a'] });
  });
});

describe('LineIndex', () => {
  it('counts LF, CR LF and CR as the ends of lines', () => {
    const lines = new LineIndex('a\nb\r\nc\rd\n\n');
    const all = Array.from({ length: 12 }, (_, offset) => lines.position(offset)).map(
      ({ line, column }) => `${line}:${column}`,
    );
    expect(all).toEqual(['1:1', '1:2', '2:1', '2:2', '2:3', '3:1', '3:2', '4:1', '4:2', '5:1', '6:1', '6:1']);
  });

  it('keeps to the text', () => {
    expect(new LineIndex('').range(-1, 9)).toEqual({
      start: { line: 1, column: 1 },
      end: { line: 1, column: 1 },
    });
  });
});

describe('decodeUtf8', () => {
  it('reads a part of a larger buffer', () => {
    const whole = Buffer.from('xxa: é\nyy');
    expect(decodeUtf8(whole.subarray(2, whole.length - 2))).toEqual({ text: 'a: é\n' });
    expect(decodeUtf8(new Uint8Array(whole.buffer, whole.byteOffset + 2, 2))).toEqual({ text: 'a:' });
  });

  it('takes the largest size, and not one byte more', () => {
    expect(decodeUtf8(Buffer.alloc(MAX_DEFINITION_BYTES, 0x20))).not.toHaveProperty('problem');
    expect(decodeUtf8(Buffer.alloc(MAX_DEFINITION_BYTES + 1, 0x20))).toHaveProperty('problem');
  });
});

describe('quoted', () => {
  it('shows nothing that a terminal would obey, and not too much', () => {
    expect(quoted('a\u001b[31m\u202e\n\r\t\ud800')).toBe('"a<U+001B>[31m<U+202E>\\n\\r\\t\ufffd"');
    expect(quoted('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
    expect(quoted('x'.repeat(61))).toBe(`"${'x'.repeat(60)}…"`);
    expect(quoted(`${'x'.repeat(59)}😀y`)).toBe(`"${'x'.repeat(59)}\ufffd…"`);
  });
});

import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMAT_NAMES, type FormatName } from '../../src/report/format-names.ts';
import { loadReport } from '../../src/report/formats.ts';
import type { Report } from '../../src/report/report.ts';
import { API, context, FINDINGS, finding, HOSTILE, range, SOURCES, WEB } from './sample.ts';

const reports = Object.fromEntries(
  await Promise.all(FORMAT_NAMES.map(async (name) => [name, await loadReport(name)])),
) as Record<FormatName, Report>;

/** Whatever could act on a terminal, hide or reorder text, or is no XML. A line feed is the only one allowed. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffe\uffff]/u;
/** GitHub and Azure look for these anywhere in a line, and for `::` at its start after blanks. */
const COMMAND = /##[a-z]*\[|^\s*::(?!: )/im;

function hostileReport(name: (typeof FORMAT_NAMES)[number], text: string): string {
  const place = { file: text, range: range(1, 2, 4), message: text };
  const found = finding({
    rule: text,
    message: text,
    hint: text,
    file: text,
    range: range(1, 1, 3),
    related: [place],
  });
  return reports[name]([found, finding({ message: text })], context({ [text]: text, [WEB]: text }));
}

describe.each(FORMAT_NAMES)('%s', (name) => {
  test('is the same for the same findings, and changes nothing', () => {
    const findings = Object.freeze(FINDINGS.map((each) => Object.freeze({ ...each })));
    expect(reports[name](findings, context(SOURCES))).toBe(reports[name](findings, context(SOURCES)));
  });

  test('ends with a line feed, if there is anything', () => {
    expect(reports[name](FINDINGS, context(SOURCES))).toMatch(/[^\n]\n$/);
    expect(reports[name]([], context())).toMatch(/^$|[^\n]\n$/);
  });

  test('is coloured only if it is for people', () => {
    const colored = reports[name](FINDINGS, context(SOURCES, { color: true }));
    expect(colored !== stripVTControlCharacters(colored)).toBe(name === 'pretty');
  });

  test.each(HOSTILE)('shows nothing of %j as it is', (text) => {
    const report = hostileReport(name, text);
    expect(report).not.toMatch(UNSEEN);
    if (name === 'github')
      for (const line of report.trimEnd().split('\n')) expect(line).toMatch(/^::error file=/);
    else expect(report).not.toMatch(COMMAND);
  });

  test('shows nothing of any text as it is', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());
    fc.assert(
      fc.property(text, fc.constantFrom(...HOSTILE), (one, other) => {
        expect(hostileReport(name, one + other)).not.toMatch(UNSEEN);
      }),
    );
  });
});

describe('what is parsed again', () => {
  test.each(HOSTILE)('JSON holds exactly %j', (text) => {
    const [found] = JSON.parse(hostileReport('json', text)).findings;
    expect(found).toMatchObject({ rule: text, message: text, hint: text, file: text });
    for (const name of ['sarif', 'gitlab'] as const)
      expect(() => JSON.parse(hostileReport(name, text))).not.toThrow();
  });

  test.each(HOSTILE)('XML is well formed with %j', (text) => {
    const xml = hostileReport('junit', text);
    const open: string[] = [];
    const [declaration = '', ...tokens] = xml.match(/<[^<>]*>|[^<>]+/g) as string[];
    expect(declaration).toBe('<?xml version="1.0" encoding="UTF-8"?>');
    expect(declaration + tokens.join('')).toBe(xml);
    for (const token of tokens) {
      expect(token).not.toMatch(/&(?!(?:amp|lt|gt|quot|apos);)/);
      if (!token.startsWith('<')) continue;
      expect(token).toMatch(/^<(?:\/[a-z-]+|[a-z-]+(?: [a-z]+="[^"<>]*")*\/?)>$/);
      const name = (/[a-z-]+/.exec(token) as RegExpExecArray)[0];
      if (token.startsWith('</')) expect(open.pop()).toBe(name);
      else if (!token.endsWith('/>')) open.push(name);
    }
    expect(open).toEqual([]);
  });

  test.each(HOSTILE)('workflow commands say what was meant of %j', (text) => {
    const [line = ''] = hostileReport('github', text).split('\n');
    const [, properties = ''] = /^::error ([^:]*)::/.exec(line) ?? [];
    expect(properties.split(',').map((property) => property.split('=')[0])).toEqual([
      'file',
      'line',
      'endLine',
      'col',
      'endColumn',
      'title',
    ]);
  });
});

test('a format shows what the others show', () => {
  for (const name of FORMAT_NAMES) {
    const report = reports[name](FINDINGS, context(SOURCES));
    for (const part of [WEB, API, '192.168.0.38', 'duplicate-vip', 'zero-weight', 'odd-port']) {
      if (name === 'gitlab' && part === API) continue;
      expect(report, name).toContain(part);
    }
  }
});

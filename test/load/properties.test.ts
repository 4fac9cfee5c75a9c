import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments, parse as parseWithYaml, stringify } from 'yaml';
import type { SourceNode } from '../../src/load/source-node.ts';
import { load } from './loaded.ts';

/** What we refuse although YAML allows it: all of it, word for word as it is said. */
const STRICTER =
  /^((number ".*"|number \(not shown\)) (is not written in plain decimal|has more digits than are read exactly)|merge keys \("<<"\) are not allowed|("(.|\s)*"|\(not shown\)) contains U\+[0-9A-F]{4}.*|an escape stands for .*|a key has to be plain text on one line|conflict markers of git are still in the file|the file contains .*)$/;

const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.stringMatching(/^[a-z_]{1,10}$/),
  fc.stringMatching(/^[-?:,[\]{}#&*!|>'"%@`a ]{1,8}$/),
  fc.stringMatching(/^[a #:\n-]{1,20}$/),
  fc.constantFrom(
    '10.0.0.1/24',
    'no',
    'null',
    '~',
    '80',
    '1.5',
    '---',
    '...',
    '<<',
    '<<<<<<< HEAD',
    '__proto__',
    'a\nb',
    ' x',
    '😀 y',
  ),
);
const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.dictionary(word, tie('value'), { maxKeys: 4 }) },
  ),
}));
const data = fc.dictionary(word, value, { minKeys: 1, maxKeys: 4 });
const style = fc.record({
  collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
  defaultStringType: fc.constantFrom(
    'PLAIN' as const,
    'QUOTE_DOUBLE' as const,
    'QUOTE_SINGLE' as const,
    'BLOCK_LITERAL' as const,
  ),
  defaultKeyType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
  indent: fc.constantFrom(1, 2, 4),
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 20, 80),
});
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

function readsBack(text: string, original: unknown): boolean {
  try {
    return isDeepStrictEqual(plain(parseWithYaml(text, { stringKeys: true })), plain(original));
  } catch {
    return false;
  }
}

function* scalarsOf(node: SourceNode): Iterable<SourceNode & { kind: 'scalar' }> {
  if (node.kind === 'scalar') yield node;
  else if (node.kind === 'list') for (const item of node.items) yield* scalarsOf(item);
  else for (const { node: child } of node.entries.values()) yield* scalarsOf(child);
}

/** `yaml` does not take a lone CR for the end of a line, as YAML 1.2 does (5.4). */
const forYaml = (text: string) => text.replace(/^\ufeff/, '').replace(/\r(?!\n)/g, '\n');

/** Of plain objects, as `yaml` gives them: `toEqual` takes null prototypes for another type when strict. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('whatever `yaml` writes', () => {
  it('loads to the same data, and each scalar is at its place', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(data, style, lineEnd, async (original, options, end) => {
        const text = stringify(original, options).replaceAll('\n', end);
        // Not all that it writes can it read: text that starts with a blank line, where the indentation is 1.
        fc.pre(readsBack(forYaml(text), original));
        const { problems, root, data: loaded, text: source } = await load(text);
        expect(problems.filter(({ message }) => !STRICTER.test(message))).toEqual([]);
        if (problems.length > 0) return;
        compared++;
        expect(plain(loaded)).toEqual(plain(parseWithYaml(forYaml(text), { stringKeys: true })));
        for (const node of scalarsOf(root as SourceNode)) {
          const slice = source.slice(node.start, node.end);
          if (node.start === node.end) expect(node.value).toBeNull();
          else if (/^[|>]/.test(slice)) expectBlock(slice, node.value);
          // The space before it: "---" alone would start a document.
          else expect(parseWithYaml(` ${forYaml(slice)}`)).toBe(node.value);
          if (node.textStart === undefined) continue;
          // What stands at the slices' place is the very text.
          const shown = String(node.value);
          if (typeof node.value === 'string') {
            expect(source.slice(node.textStart, node.textStart + shown.length).replaceAll('\r', '\n')).toBe(
              shown,
            );
          }
        }
      }),
      { numRuns: 2000 },
    );
    expect(compared).toBeGreaterThan(1000);
  });
});

/** Line breaks at the end are not part of the place; a given indentation counts from where it stood. */
function expectBlock(slice: string, value: unknown): void {
  if (/^[|>][-+]?[0-9]/.test(slice)) return;
  expect(String(parseWithYaml(forYaml(slice))).trimEnd()).toBe(String(value).trimEnd());
}

const DEFINITION = `# yaml-language-server: $schema=x
version: 1
name: web-ha
segments:
  lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1 } # here
directors:
  - name: lvs1
    interfaces: { eth0: { segment: lan, address: "192.168.0.48/24" } }
  - name: 'lvs2'
    notes: |
      two # lines
      of text
vrrp_instances:
  - &vi
    advert_int: 1.5
    virtual_ipaddress: [192.168.0.38/32,
      fd00::1/64]
    authentication: { auth_pass: "11\\n11" }
  - *vi
long: >-
  some
  text
? key
: - 1
  - - two
`;

/** What `yaml` refuses and we take, in its words, and what the line of the place then looks like. */
const LOOSER: readonly { message: string; line: RegExp; reason: string }[] = [
  {
    message: 'Block scalar lines must not be less indented than their first line',
    line: /^[ \t]*$/,
    reason: 'a line of tabs behind a block scalar is blank: YAML 1.2, l-comment',
  },
  {
    message: 'Tabs are not allowed as indentation',
    line: /^ *[-?:][ \t]+&|^[ \t]+$/,
    reason: 'tabs may stand between a dash and an anchor, and on a blank line: YAML 1.2, s-separate-in-line',
  },
];

function isAllowed(
  text: string,
  { message, pos }: { message: string; pos: readonly [number, number] },
): boolean {
  const lines = text.split(/\r\n|\r|\n/);
  const before = text.slice(0, pos[0]).split(/\r\n|\r|\n/).length - 1;
  return LOOSER.some((allowed) => {
    // `yaml` names the line break before a line as often as the line.
    return (
      allowed.message === message && [before, before + 1].some((at) => allowed.line.test(lines[at] ?? 'x'))
    );
  });
}

const noise = fc.oneof(
  fc.constantFrom(...'-?:,[]{}#&*!|>\'"%@` \n\t\r\\~<=a1.0'),
  fc.constantFrom(
    ': ',
    '- ',
    ' #',
    '\n  ',
    '\n',
    '? ',
    '---\n',
    '...\n',
    '<<: ',
    '&a ',
    '*vi',
    '!!str ',
    '|\n',
    '"',
    "''",
    '{a: b}',
    '[c]',
    '\u00a0',
    '\ufeff',
    '😀',
    '%YAML 1.1\n',
  ),
);
const mutation = fc.record({
  at: fc.nat({ max: DEFINITION.length }),
  removed: fc.oneof(fc.constant(0), fc.nat({ max: 3 }), fc.nat({ max: 40 })),
  added: fc.oneof(fc.constant(''), noise, noise),
});

describe('a definition with faults in it', () => {
  it('is never taken for something else than `yaml` takes it for', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
        const mutated = mutations.reduce(
          (before, { at, removed, added }) => before.slice(0, at) + added + before.slice(at + removed),
          DEFINITION,
        );
        // Half an emoji becomes U+FFFD, as in a file.
        const text = Buffer.from(mutated).toString();
        const { problems, data: loaded, lines } = await load(text);
        for (const problem of problems) {
          expect(problem.message).toMatch(/^[^A-Z\s].*[^.\s]$/s);
          expect(problem.start).toBeLessThanOrEqual(problem.end);
          expect(problem.end).toBeLessThanOrEqual(text.length);
          expect(lines.range(problem.start, problem.end).start.line).toBeGreaterThan(0);
        }
        if (problems.length > 0) return;
        accepted++;
        const documents = parseAllDocuments(forYaml(text), {
          prettyErrors: false,
          stringKeys: true,
        });
        const errors = [...documents].flatMap((document) => [...document.errors, ...document.warnings]);
        // What `yaml` says after its first error follows from it.
        expect(errors.slice(0, 1).filter((error) => !isAllowed(text, error))).toEqual([]);
        if (errors.length > 0) return;
        expect([...documents]).toHaveLength(1);
        expect(plain(loaded)).toEqual(plain([...documents][0]?.toJS()));
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLines } from '../../src/keepalived/read-lines.ts';
import { compareVersions, wordsOf } from '../../src/keepalived/words.ts';
import { confText } from '../../src/render/conf-text.ts';
import { KEEPALIVED_PROGRAMS, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { parameters } from './properties.ts';

const problemsOf = (text: string, block = 'vrrp_instance') =>
  readLines(text, block).problems.map(({ message, line, column }) => `${line}:${column} ${message}`);

describe('raw lines', () => {
  test('are read as a tree and written anew', () => {
    const text =
      '# why\n  garp_master_delay   5\n\tauthentication {\n auth_type PASS\n  auth_pass "a#b"\n}\n! no\n';
    const { nodes, words, problems } = readLines(text, 'vrrp_instance');
    expect(problems).toEqual([]);
    expect(confText(nodes)).toBe(
      'garp_master_delay 5\nauthentication {\n    auth_type PASS\n    auth_pass "a#b"\n}\n',
    );
    expect(words.map(({ block, name, line, depth }) => [block, name, line, depth])).toEqual([
      ['vrrp_instance', 'garp_master_delay', 1, 0],
      ['vrrp_instance', 'authentication', 2, 0],
      ['authentication', 'auth_type', 3, 1],
      ['authentication', 'auth_pass', 4, 1],
    ]);
  });

  test('of a list are no keywords', () => {
    const { nodes } = readLines('virtual_ipaddress {\n 192.0.2.1/24 dev eth0\n}', 'vrrp_instance');
    expect(confText(nodes)).toBe('virtual_ipaddress {\n    192.0.2.1/24 dev eth0\n}\n');
  });

  test.each([
    ['}', ['0:0 "}" closes a block that is not open']],
    ['accept\n  }', ['1:2 "}" closes a block that is not open']],
    ['authentication {', ['0:0 the block is not closed']],
    ['authentication { auth_type PASS', ['0:15 "{" is not where a brace can be']],
    ['accept } vrrp_instance x {', ['0:7 "}" is not where a brace can be']],
    ['priority 1 }', ['0:11 "}" is not where a brace can be']],
    ['include /etc/passwd', ['0:0 nothing can be included']],
    ['virtual_ipaddress {\n includea /etc/passwd\n}', ['1:1 nothing can be included']],
    ['virtual_ipaddress {\n "include" /etc/passwd\n}', ['1:1 nothing can be included']],
    ['@lvs1 priority 3', ['0:0 a line cannot depend on a host']],
    ['priorty 3', ['0:0 keepalived knows no "priorty" here']],
    [
      'real_server 192.0.2.1 80 {\n}',
      ['0:0 keepalived knows no "real_server" here', '1:0 "}" closes a block that is not open'],
    ],
    ['priority $P', ['0:9 "$" is syntax of keepalived\'s own, which lvsgen does not hand on']],
    ['priority ~SEQ(a, 1)', ['0:9 "~SEQ" is syntax of keepalived\'s own, which lvsgen does not hand on']],
    ['notify "a\\n"', ['0:9 "\\" is syntax of keepalived\'s own, which lvsgen does not hand on']],
    ['notify "a', ['0:7 a double quote is not closed']],
    ['priority 3 # high', ['0:11 "#" starts a comment']],
    ['priority 3!4', ['0:9 "3!4" starts a comment']],
    ['authentication', ['0:0 "authentication" is a block: "{" is missing']],
    ['priority 3 {\n}', ['0:0 "priority" is no block', '1:0 "}" closes a block that is not open']],
    [
      'virtual_ipaddress {\n a {\n }\n}',
      ['1:1 no block can be here', '3:0 "}" closes a block that is not open'],
    ],
    ['notify "{"', ['0:7 "{" is a brace to keepalived, even in quotes']],
    ['virtual_ipaddress {\n 192.0.2.1 "}"\n}', ['1:11 "}" is a brace to keepalived, even in quotes']],
    ['notify ""', ['0:7 a word is empty']],
    ['notify a"b"', ['0:8 double quotes can only stand around a whole word']],
    ['notify "a"b', ['0:7 double quotes can only stand around a whole word']],
    ['notify caf\u00e9', ['0:10 only printable ASCII can be here']],
    ['notify a\u0000b', ['0:8 only printable ASCII can be here']],
    [`notify ${'a'.repeat(600)}`, ['0:500 the line is longer than 500 characters']],
  ])('%j is refused', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
    expect(readLines(text, 'vrrp_instance').nodes).toEqual([]);
  });
});

test('what keepalived hands to a shell is a plain path, and fits', () => {
  const refusal = ['0:0 "config_save_dir" needs an absolute path of at most 64 plain characters'];
  for (const value of ['"/a;id"', '"/a b"', '"/a>b"', 'a', '', `/${'a'.repeat(64)}`]) {
    expect(problemsOf(`config_save_dir ${value}`, 'global_defs')).toEqual(refusal);
  }
  expect(problemsOf(`config_save_dir /${'a'.repeat(63)}`, 'global_defs')).toEqual([]);
});

test('a block that keepalived crashes on, or ends at, without its name has to have one', () => {
  expect(problemsOf('bfd_instance {\n}', 'root')).toEqual([
    '0:0 "bfd_instance" needs a name or an address',
    '1:0 "}" closes a block that is not open',
  ]);
  expect(problemsOf('bfd_instance a {\n}\nglobal_defs {\n}\ngarp_group {\n}', 'root')).toEqual([]);
});

test('include_check is a keyword and includes nothing', () => {
  expect(problemsOf('include_check read', 'global_defs')).toEqual([]);
});

test('the word of a check that has the name of a block is none', () => {
  expect(problemsOf('track_file a', 'FILE_CHECK')).toEqual([]);
  expect(problemsOf('track_file a {\n}', 'FILE_CHECK')).toEqual([
    '0:0 "track_file" is no block',
    '1:0 "}" closes a block that is not open',
  ]);
});

/** A configuration with lines in a block, and marks, which are unknown words, in it and behind it. */
const PLACES: Readonly<Record<string, (lines: string) => string>> = {
  root: (lines) => lines,
  global_defs: (lines) => `global_defs {\n${lines}mark_within 1\n}\n`,
  vrrp_instance: (lines) => `vrrp_instance a {\n${lines}mark_within 1\n}\n`,
  vrrp_sync_group: (lines) => `vrrp_sync_group a {\n${lines}mark_within 1\n}\n`,
  vrrp_script: (lines) => `vrrp_script a {\n${lines}mark_within 1\n}\n`,
  virtual_server: (lines) => `virtual_server 192.0.2.1 80 {\n${lines}mark_within 1\n}\n`,
  real_server: (lines) =>
    `virtual_server 192.0.2.1 80 {\nreal_server 192.0.2.2 80 {\n${lines}mark_within 1\n}\n}\n`,
  HTTP_GET: (lines) =>
    `virtual_server 192.0.2.1 80 {\nreal_server 192.0.2.2 80 {\nHTTP_GET {\nurl {\npath /\n}\n${lines}mark_within 1\n}\n}\n}\n`,
};
/** One process of keepalived reads the instances and skips the virtual servers, another the other way round. */
const BEHIND =
  'vrrp_instance z {\nmark_vrrp 1\n}\nvirtual_server 192.0.2.9 80 {\nmark_check 1\n}\nmark_root 1\n';

const NASTY = [
  ...[
    '{',
    '}',
    '"{"',
    '"}"',
    '" {"',
    '"a{b"',
    '"}}"',
    '"',
    '""',
    '#',
    '!',
    '"#"',
    '"a!b"',
    '$',
    '$A',
    `\${_PWD}`,
  ],
  ...['~SEQ(a, 1)', '~LST', '@', '@lvs1', '"@lvs1"', '\\', '\\"', '\\#', "'", "'{'", '\t', '\u00a0', '\r'],
  ...['include', 'include /etc/passwd', 'includer /etc/passwd', '"include /etc/passwd"', '\n', '}\n', '{\n'],
];
const TAME = ['1', 'a', '192.0.2.7', '192.0.2.8 80', '"a b"', 'weight 2', 'dev eth0', 'on', '/bin/true'];

/**
 * A namespace that does not exist ends keepalived before its processes read anything; and a directory for copies is made,
 * and written to, by `keepalived -t` too.
 */
const NOT_TRIED = /^(?:net_namespace|config_save_dir)/;

function linesFor(block: string): fc.Arbitrary<string> {
  const argument = fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom(...TAME) },
    { weight: 3, arbitrary: fc.constantFrom(...NASTY) },
    { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
  );
  const line = (within: string): fc.Arbitrary<string> => {
    const words = [...wordsOf(within)].filter(
      ([name, { since = '0' }]) => compareVersions(since, '2.2.7') <= 0 && !NOT_TRIED.test(name),
    );
    return fc
      .tuple(
        fc.constantFrom(...words),
        fc.array(argument, { minLength: 1, maxLength: 2 }),
        fc.array(argument, { maxLength: 2 }),
        fc.integer({ max: 30 }),
      )
      .map(([[name, { kind }], values, inner, odd]) => {
        if (odd === 0) return `${values.join(' ')}`;
        const start = `${name} ${values.join(' ')}`;
        // keepalived 2.2.7 crashes on one of these without a url.
        if (/^(?:HTTP|SSL)_GET$/.test(name)) return `${name} {\nurl {\npath ${values.join(' ')}\n}\n}`;
        if (kind === 'line') return start;
        const lines = kind === 'list' ? `${inner.join(' ')}\n` : '';
        return odd === 1 ? `${start} {` : `${kind === 'list' ? name : start} {\n${lines}}`;
      });
  };
  const soup = fc.array(fc.oneof(argument, fc.constantFrom('priority', 'notify', '\n', ' ')), {
    maxLength: 12,
  });
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.array(line(block), { minLength: 1, maxLength: 3 }).map((all) => all.join('\n')),
    },
    { weight: 1, arbitrary: soup.map((all) => all.join('')) },
  );
}

const RUNS = 250;
/** At least so many are accepted, or the property says little. */
const LEAST = 50;
const marksOf = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, line, mark]) => `${mark} ${line}`))].sort();

describe.runIf(requirePrograms(KEEPALIVED_PROGRAMS))('what is accepted', () => {
  test.each(Object.entries(PLACES))(
    'never leaves %s: each process of the real keepalived reads on behind it',
    async (block, within) => {
      let accepted = 0;
      await fc.assert(
        fc.asyncProperty(linesFor(block), async (raw) => {
          const { nodes, problems } = readLines(raw, block);
          if (problems.length > 0) return;
          const conf = `${within(confText(nodes))}${BEHIND}`;
          const { stderr } = await keepalivedTest(conf, []);
          expect(stderr).not.toContain('root:x:');
          // A keyword lacks its value: keepalived says so and ends, and takes nothing of the file.
          if (stderr.includes('is missing a parameter')) return;
          accepted++;
          const expected = conf.split('\n').flatMap((line, index) => {
            const mark = /^mark_\w+/.exec(line)?.[0];
            return mark === undefined ? [] : [`${mark} ${index + 1}`];
          });
          const places = marksOf(stderr, /Line (\d+)\) Unknown keyword '(mark_\w+)'/g);
          expect({ conf, places, stderr }).toEqual({ conf, places: expected.sort(), stderr });
        }),
        parameters(RUNS),
      );
      expect(accepted).toBeGreaterThan(LEAST);
    },
    120_000,
  );

  test('a brace in quotes would hide what stands behind, and without a word: the property above can fail', async () => {
    const conf = `vrrp_instance a {\nnotify "{"\n}\n${BEHIND}`;
    const { stderr } = await keepalivedTest(conf, []);
    expect(marksOf(stderr, /Line (\d+)\) Unknown keyword '(mark_\w+)'/g)).toEqual([
      'mark_root 10',
      'mark_vrrp 5',
    ]);
  });
});

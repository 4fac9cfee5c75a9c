import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLines } from '../../src/keepalived/read-lines.ts';
import { confText } from '../../src/render/conf-text.ts';
import { KEEPALIVED_PROGRAMS, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';

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
    ['notify caf\u00e9', ['0:10 only printable ASCII can be here']],
    ['notify a\u0000b', ['0:8 only printable ASCII can be here']],
    [`notify ${'a'.repeat(600)}`, ['0:500 the line is longer than 500 characters']],
  ])('%j is refused', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
    expect(readLines(text, 'vrrp_instance').nodes).toEqual([]);
  });
});

describe('what is accepted', () => {
  requirePrograms(KEEPALIVED_PROGRAMS);
  const word = fc.constantFrom(
    'priority',
    'accept',
    'notify',
    'authentication',
    'virtual_ipaddress',
    'debug',
    'auth_pass',
  );
  const piece = fc.oneof(
    { weight: 4, arbitrary: word },
    { weight: 6, arbitrary: fc.constantFrom('\n', ' ', '{', '}', '\n}\n', ' {\n', '"', '1', '192.0.2.1') },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        '#',
        '!',
        '$',
        '~SEQ',
        '@',
        '\\',
        "'",
        '\t',
        'include /etc/passwd',
        '"}"',
        '"{"',
      ),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
  );
  const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
  const tame = fc.array(
    fc.tuple(
      fc.constantFrom('notify', 'priority', 'debug', 'smtp_alert'),
      fc.stringMatching(/^[ -~]{0,12}$/),
    ),
    { maxLength: 4 },
  );
  const lines = tame.map((all) =>
    all.map(([name, value]) => `${name} "${value.replace(/"/g, '')}"`).join('\n'),
  );

  test('never leaves its block: the real keepalived reads on behind it as if it were not there', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, lines), async (raw) => {
        const { nodes, problems } = readLines(raw, 'vrrp_instance');
        if (problems.length > 0) return;
        let written: string;
        try {
          written = confText(nodes, '    ');
        } catch (error) {
          // What quotes do not make safe is refused when it is written, if not before.
          expect(String(error)).toContain('no safe spelling');
          return;
        }
        // Were a block left open, or one too many closed, the marks would be unknown, or known, in the wrong place.
        const conf = `vrrp_instance a {\n${written}    mark_within 1\n}\nmark_behind 1\n`;
        const { status, stderr } = await keepalivedTest(conf, []);
        // A keyword that lacks its value: keepalived stops there, and takes nothing of the file.
        if (status === 2) return;
        accepted++;
        // Each of keepalived's processes reads the file, and some words only one of them knows.
        const marks = stderr.matchAll(/Line (\d+)\) Unknown keyword '(mark_\w+)'/g);
        const places = [...new Set([...marks].map(([, line, name]) => `${name} ${line}`))].sort();
        const count = written.split('\n').length - 1;
        expect({ conf, places }).toEqual({
          conf,
          places: [`mark_behind ${count + 4}`, `mark_within ${count + 2}`],
        });
        expect(stderr).not.toContain('/etc/passwd');
      }),
      { numRuns: 600 },
    );
    expect(accepted).toBeGreaterThan(100);
  }, 60_000);
});

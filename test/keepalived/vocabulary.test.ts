import { expect, test } from 'vitest';
import { BLOCK_NAMES, compareVersions, type Word, wordsOf } from '../../src/keepalived/words.ts';
import { KEEPALIVED_PROGRAMS, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';

requirePrograms(KEEPALIVED_PROGRAMS);

const INSTALLED = '2.2.7';
/** Debian compiles keepalived without libipset. */
const NOT_COMPILED_IN = ['vrrp_ipsets'];
const CHECKS = ['TCP_CHECK', 'PING_CHECK', 'SMTP_CHECK', 'DNS_CHECK', 'UDP_CHECK', 'MISC_CHECK', 'BFD_CHECK'];
const NAMED = ['vrrp_instance', 'vrrp_script', 'vrrp_track_process', 'vrrp_sync_group', 'track_file'];

/** A configuration with lines in a block, as small as it can be. */
function inBlock(block: string, lines: string): string {
  if (block === 'root') return lines;
  if (block === 'authentication' || block === 'auth_hmac') {
    return inBlock('vrrp_instance', `${block} {\n${lines}\n}`);
  }
  if (block === 'url') return inBlock('HTTP_GET', `url {\npath /\n${lines}\n}`);
  if (block === 'host') return inBlock('SMTP_CHECK', `host {\n${lines}\n}`);
  if (block === 'virtual_server') return `virtual_server 192.0.2.1 80 {\n${lines}\n}`;
  if (block === 'real_server') return inBlock('virtual_server', `real_server 192.0.2.2 80 {\n${lines}\n}`);
  if (block === 'HTTP_GET' || block === 'SSL_GET') {
    // keepalived 2.2.7 crashes on one without a url.
    return inBlock('real_server', `${block} {\n${lines}\nurl {\npath /\n}\n}`);
  }
  if (block === 'FILE_CHECK' || CHECKS.includes(block))
    return inBlock('real_server', `${block} {\n${lines}\n}`);
  const isNamed =
    NAMED.includes(block) || ['vrrp_track_file', 'garp_group', 'track_group', 'bfd_instance'].includes(block);
  return `${block}${isNamed ? ' a' : ''} {\n${lines}\n}`;
}

function asLine(name: string, { kind }: Word): string {
  if (name === 'HTTP_GET' || name === 'SSL_GET') return `${name} {\nurl {\npath /\n}\n}`;
  return kind === 'line' ? `${name} 1` : `${name} a {\n}`;
}

const all = BLOCK_NAMES.flatMap((block) =>
  [...wordsOf(block)].map(([name, word]) => ({ block, name, word })),
);

test('the real keepalived knows each word in its block, and those that came later it does not', async () => {
  expect(all.length).toBeGreaterThan(500);
  const wrong: string[] = [];
  for (const { block, name, word } of all) {
    const { stderr } = await keepalivedTest(inBlock(block, asLine(name, word)), []);
    const isUnknown = new RegExp(`Unknown keyword '${name}'`).test(stderr);
    const isLater = compareVersions(word.since ?? '0', INSTALLED) > 0;
    if (isUnknown !== (isLater || NOT_COMPILED_IN.includes(name)))
      wrong.push(`${block} ${name}: ${stderr.trim()}`);
  }
  expect(wrong).toEqual([]);
}, 120_000);

test('a word that does not exist is unknown everywhere: the test above can fail', async () => {
  for (const block of BLOCK_NAMES) {
    const { stderr } = await keepalivedTest(inBlock(block, 'no_such_word 1'), []);
    expect({ block, isUnknown: /Unknown keyword 'no_such_word'/.test(stderr) }).toEqual({
      block,
      isUnknown: true,
    });
  }
});

test('versions are compared by number', () => {
  expect(['2.2.10', '2.3', '2.2.9', '2.4.0', '2.3.0'].sort(compareVersions)).toEqual([
    '2.2.9',
    '2.2.10',
    '2.3',
    '2.3.0',
    '2.4.0',
  ]);
});

import { expect, test } from 'vitest';
import { ENTRY_WORDS, VALUE_WORDS } from '../../src/keepalived/value-words.ts';
import {
  BLOCK_NAMES,
  compareVersions,
  entryWordsOf,
  findWord,
  OLDEST_TARGET,
  TARGETS,
  valuesOf,
  type Word,
  wordsOf,
} from '../../src/keepalived/words.ts';
import { DUMP_PROGRAMS, installedKeepalived, keepalivedDump, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';

requirePrograms(DUMP_PROGRAMS);

const { version: INSTALLED, options: COMPILED_IN } = installedKeepalived();
/** Debian compiles keepalived without libipset. */
const NOT_COMPILED_IN = COMPILED_IN.some((option) => option.startsWith('LIBIPSET')) ? [] : ['vrrp_ipsets'];
const CHECKS = ['TCP_CHECK', 'PING_CHECK', 'SMTP_CHECK', 'DNS_CHECK', 'UDP_CHECK', 'MISC_CHECK', 'BFD_CHECK'];
const NAMED = ['vrrp_instance', 'vrrp_script', 'vrrp_track_process', 'vrrp_sync_group', 'track_file'];

/** A configuration with lines in a block, as small as it can be. */
function inBlock(block: string, lines: string): string {
  if (block === 'root') return lines;
  if (block === 'authentication' || block === 'auth_hmac') {
    return inBlock('vrrp_instance', `${block} {\n${lines}\n}`);
  }
  if (block === 'url') return inBlock('SSL_GET', `url {\npath /\n${lines}\n}`);
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

const isInstalled = ({ since = '0' }: Word) => compareVersions(since, INSTALLED) <= 0;
const all = BLOCK_NAMES.flatMap((block) =>
  [...wordsOf(block)].map(([name, word]) => ({ block, name, word })),
);

test('the real keepalived knows each word in its block, and those that came later it does not', async () => {
  expect(all.length).toBeGreaterThan(500);
  const wrong: string[] = [];
  for (const { block, name, word } of all) {
    const { stderr } = await keepalivedTest(inBlock(block, asLine(name, word)), []);
    const isUnknown = new RegExp(`Unknown keyword '${name}'`).test(stderr);
    const isMissing = !isInstalled(word) || NOT_COMPILED_IN.includes(name);
    // A block taken for a line, or a line for a block, leaves a brace too many.
    const isOutOfStep = isInstalled(word) && /(?:Unexpected|Missing|Extra|missing) '[{}]'/.test(stderr);
    if (isUnknown !== isMissing || isOutOfStep) wrong.push(`${block} ${name}: ${stderr.trim()}`);
  }
  expect(wrong).toEqual([]);
});

test('a word that does not exist is unknown everywhere: the test above can fail', async () => {
  for (const block of BLOCK_NAMES) {
    const { stderr } = await keepalivedTest(inBlock(block, 'no_such_word 1'), []);
    expect({ block, isUnknown: /Unknown keyword 'no_such_word'/.test(stderr) }).toEqual({
      block,
      isUnknown: true,
    });
  }
});

test('the real keepalived takes no block without a name that has to have one, and each other one', async () => {
  const blocks = all.filter(({ word }) => isInstalled(word) && word.kind !== 'line');
  const refused: string[] = [];
  for (const { block, name, word } of blocks) {
    const nameless = asLine(name, word).replace(' a {', ' {');
    const { status, stderr } = await keepalivedTest(inBlock(block, nameless), []);
    if (status > 128 || /missing a parameter|must have a name/.test(stderr)) refused.push(`${block} ${name}`);
  }
  const named = blocks.filter(({ word }) => word.isNamed);
  expect(refused.sort()).toEqual(named.map(({ block, name }) => `${block} ${name}`).sort());
});

/** What keepalived replaces without a word; the manual or the source says so. */
const SILENT = ['enable_snmp_keepalived', 'lvs_flush_onstop', 'native_ipv6'];
/** What only a keepalived that runs says: `-t` throws away what is no fault. */
const LOGGED = [
  ...['lvs_process_name', 'vrrp_rlimit_rtime', 'checker_rlimit_rtime', 'bfd_rlimit_rtime'],
  ...['vrrp_track_file', 'host'],
];
/** keepalived does not run without an instance. */
const TO_RUN = 'vrrp_instance z {\nvirtual_router_id 1\ninterface lo\n}\n';

test('the real keepalived says of each deprecated word that it is, and of no other', async () => {
  const said: string[] = [];
  for (const { block, name, word } of all.filter((entry) => isInstalled(entry.word))) {
    const { stderr } = await keepalivedTest(inBlock(block, asLine(name, word)), []);
    if (/deprecated/i.test(stderr)) said.push(`${block} ${name}`);
  }
  const deprecated = all.filter(({ word }) => word.deprecated !== undefined);
  const installed = deprecated.filter(
    ({ word }) => isInstalled(word) && compareVersions(word.deprecated?.since ?? '', INSTALLED) <= 0,
  );
  const expected = installed.filter(({ name }) => !LOGGED.includes(name) && !SILENT.includes(name));
  expect(said.sort()).toEqual(expected.map(({ block, name }) => `${block} ${name}`).sort());
  for (const { block, name, word } of installed.filter((entry) => LOGGED.includes(entry.name))) {
    const part = block === 'SMTP_CHECK' ? 'check' : 'vrrp';
    const log = await keepalivedDump(`${inBlock(block, asLine(name, word))}\n${TO_RUN}`, [], part);
    const lines = log.filter((text) => text.includes(name) && /deprecated/.test(text));
    expect({ name, isSaid: lines.length > 0 }).toEqual({ name, isSaid: true });
  }
  expect(deprecated.map(({ name }) => name)).toEqual(expect.arrayContaining([...LOGGED, ...SILENT]));
});

test('a deprecated word is one of its block, and so is the one to take instead, where that is a word', () => {
  const FAR = ['linkbeat_interfaces', 'global_defs lvs_sync_daemon', 'another SMTP_CHECK'];
  const wrong = all.filter(({ block, word }) => {
    const instead = word.deprecated?.instead;
    return instead !== undefined && !FAR.includes(instead) && findWord(block, instead) === undefined;
  });
  expect(wrong).toEqual([]);
  expect(findWord('vrrp_instance', 'vmac_garp_intvl')).toEqual({
    kind: 'line',
    since: '2.2.0',
    deprecated: { since: '2.2.3', instead: 'garp_extra_if', isSame: true },
  });
  expect(findWord('vrrp_instance', 'no_such_word')).toBe(undefined);
  expect(findWord('constructor', 'name')).toBe(undefined);
});

/** What keepalived says of a word that it does not know in a line of a list. */
const UNKNOWN_IN_LINE: Readonly<Record<string, (word: string) => [conf: string, complaint: RegExp]>> = {
  virtual_ipaddress: (word) => [
    inBlock('vrrp_instance', `virtual_ipaddress {\n192.0.2.1 ${word} 1\n}`),
    new RegExp(`Unknown configuration entry '${word}'`),
  ],
  static_ipaddress: (word) => [
    `static_ipaddress {\n192.0.2.1 ${word} 1\n}`,
    new RegExp(`Unknown configuration entry '${word}'`),
  ],
  virtual_rules: (word) => [
    inBlock('vrrp_instance', `virtual_rules {\n${word} 1\n}`),
    new RegExp(`Unknown rule option ${word}`),
  ],
  static_rules: (word) => [`static_rules {\n${word} 1\n}`, new RegExp(`Unknown rule option ${word}`)],
  unicast_peer: (word) => [
    inBlock('vrrp_instance', `unicast_peer {\n192.0.2.1 ${word} 1\n}`),
    new RegExp(`unknown unicast_peer option ${word}`),
  ],
};

test.each(Object.entries(UNKNOWN_IN_LINE))('the real keepalived knows the words of %s', async (list, of) => {
  const complains = async (word: string) => {
    const [conf, complaint] = of(word);
    return complaint.test((await keepalivedTest(conf, [])).stderr);
  };
  const unknown: string[] = [];
  for (const [word, entry] of entryWordsOf(list)) {
    if (isInstalled(entry) && (await complains(word))) unknown.push(word);
  }
  expect(unknown).toEqual([]);
  expect(await complains('no_such_word')).toBe(true);
});

/** Keywords that take one of a few values, and nothing else. */
const CLOSED = [
  ...['virtual_server lvs_sched', 'virtual_server lb_algo', 'virtual_server protocol', 'DNS_CHECK type'],
  ...['HTTP_GET http_protocol', 'SSL_GET http_protocol', 'vrrp_instance state'],
  ...['authentication auth_type', 'global_defs vrrp_rx_bufs_policy', 'global_defs include_check'],
];

test.each(CLOSED)('the real keepalived knows the values of %s', async (place) => {
  const [block, keyword] = place.split(' ') as [string, string];
  const complaints = async (value: string) => {
    const { stderr } = await keepalivedTest(inBlock(block, `${keyword} ${value}`), []);
    return stderr.split('\n').filter((line) => /\(Line|: Line/.test(line) && line.includes(value));
  };
  if (!isInstalled(findWord(block, keyword) as Word)) return;
  const values = [...valuesOf(block, keyword)];
  expect(values.length).toBeGreaterThan(1);
  const wrong: string[] = [];
  for (const [value, word] of values) if (isInstalled(word)) wrong.push(...(await complaints(value)));
  expect(wrong).toEqual([]);
  expect(await complaints('no_such_value')).not.toEqual([]);
});

test('the words of values and of lines belong to keywords and lists', () => {
  const strays = Object.keys(VALUE_WORDS).filter((place) => {
    const [block = '', keyword = ''] = place.split(' ');
    return findWord(block, keyword)?.kind !== 'line';
  });
  const lists = new Set(all.filter(({ word }) => word.kind === 'list').map(({ name }) => name));
  expect(strays).toEqual([]);
  expect(Object.keys(ENTRY_WORDS).filter((name) => !lists.has(name))).toEqual([]);
  expect(valuesOf('virtual_server', 'lvs_sched').get('twos')).toEqual({ kind: 'line', since: '2.2.5' });
  expect(entryWordsOf('virtual_ipaddress').get('use_vmac')).toEqual({ kind: 'line', since: '2.2.0' });
  expect(entryWordsOf('virtual_routes').get('gw')).toEqual({
    kind: 'line',
    deprecated: { since: '2.1.5', instead: 'via' },
  });
});

test('the targets go from the oldest up', () => {
  expect([...TARGETS].sort(compareVersions)).toEqual(TARGETS);
  expect(TARGETS[0]).toBe(OLDEST_TARGET);
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

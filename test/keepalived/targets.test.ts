import { describe, expect, it, test } from 'vitest';
import { blocks } from '../../src/generated/blocks.js';
import { newerParts } from '../../src/keepalived/newer-parts.ts';
import { spellingFor } from '../../src/keepalived/spelling.ts';
import {
  BLOCK_NAMES,
  compareVersions,
  entryWordsOf,
  findWord,
  TARGETS,
  valuesOf,
  type Word,
  wordsOf,
} from '../../src/keepalived/words.ts';
import { edit, HA } from '../support/definitions.ts';
import { ACCEPTED, KEEPALIVED_PROGRAMS, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { casesOf } from './cases.ts';

/** Those of distributions, and one that is between two of them and spells a word as no other. */
const VERSIONS = [...TARGETS, '2.2.0', '2.3'];

/** What the definition names in its own way, and lvsgen writes by hand. */
const NO_WORDS = ['checks', 'real_servers', 'director'];
/** One schema serves two lists: address-options-conflict finds it in the wrong one. */
const ELSEWHERE = ['static_ipaddress use_vmac'];

interface SchemaWord {
  readonly block: string;
  readonly name: string;
  readonly word: Word | undefined;
}

/** Every word that a definition can say, with its block or, within a line of a list, with the list. */
const schemaWords: SchemaWord[] = Object.values(blocks).flatMap(({ block, properties }) =>
  block === undefined
    ? []
    : properties.flatMap(([key, { form, word: name = key, part }]) => {
        if (form === 'none' || NO_WORDS.includes(key)) return [];
        const list = entryWordsOf(name);
        const entries = list.size > 0 && part !== undefined ? (blocks[part]?.properties ?? []) : [];
        const inLines = entries.filter(([, { form: own }]) => own !== 'value' && own !== 'none');
        const all = [
          { block, name, word: findWord(block, name) },
          ...inLines.map(([own, property]) => {
            const entry = property.word ?? own;
            return { block: name, name: entry, word: list.get(entry) };
          }),
        ];
        return all.filter((own) => !ELSEWHERE.includes(`${own.block} ${own.name}`));
      }),
);

const isKnown = ({ since = '0' }: Word, target: string) => compareVersions(since, target) <= 0;
const isDeprecated = ({ deprecated }: Word, target: string) =>
  deprecated !== undefined && compareVersions(deprecated.since, target) <= 0;

describe('the words of the schema', () => {
  it('are words of keepalived', () => {
    expect(schemaWords.length).toBeGreaterThan(300);
    expect(
      schemaWords.filter(({ word }) => word === undefined).map(({ block, name }) => `${block} ${name}`),
    ).toEqual([]);
  });

  it.each(VERSIONS)(
    'are known to %s and not deprecated there as they are written, or found to be newer',
    (target) => {
      let newer = 0;
      for (const { block, name, word } of schemaWords) {
        const spelling = spellingFor(block, name, target);
        const found = newerParts({ block, name, word, value: 1, path: [] }, target);
        if (spelling === undefined) {
          newer += 1;
          expect(found).toMatchObject([{ what: `"${name}" of ${block}`, version: word?.since, part: 'key' }]);
          expect(compareVersions(word?.since ?? '0', target)).toBeGreaterThan(0);
          continue;
        }
        expect(found).toEqual([]);
        const emitted = findWord(block, spelling);
        const is = emitted && {
          isKnown: isKnown(emitted, target),
          isDeprecated: isDeprecated(emitted, target),
        };
        expect({ block, spelling, ...is }).toEqual({ block, spelling, isKnown: true, isDeprecated: false });
      }
      expect(newer > 0).toBe(compareVersions(target, '2.4') < 0);
    },
  );

  it('say values that are newer than their words, too', () => {
    const twos = { block: 'virtual_server', name: 'lvs_sched', value: 'twos', path: [] };
    const found = (target: string) =>
      newerParts({ ...twos, word: findWord('virtual_server', 'lvs_sched') }, target);
    expect(found('2.2.4')).toMatchObject([
      { what: '"twos" as lvs_sched of virtual_server', version: '2.2.5' },
    ]);
    expect(found('2.2.5')).toEqual([]);
    const fraction = { block: 'bfd_instance', name: 'min_rx', value: 0.5, path: [] };
    const half = (target: string) =>
      newerParts({ ...fraction, word: findWord('bfd_instance', 'min_rx') }, target);
    expect(half('2.1.5')).toMatchObject([{ what: '"0.5" as min_rx of bfd_instance', version: '2.2.0' }]);
    expect(half('2.2.0')).toEqual([]);
    const interval = (value: number, target: string) =>
      newerParts(
        { block: 'vrrp_instance', name: 'advert_int', word: { kind: 'line' }, value, path: [] },
        target,
      );
    expect(interval(16.31, '2.1.5')).toMatchObject([
      { what: '"16.31" as advert_int of vrrp_instance', version: '2.2.3' },
    ]);
    expect(interval(16.31, '2.2.3')).toEqual([]);
    for (const exact of [1, 0.5, 0.01, 16.25]) expect(interval(exact, '2.1.5')).toEqual([]);
  });
});

test('an older spelling is one of the same block, from before the word that it stands for', () => {
  const renamed = BLOCK_NAMES.flatMap((block) =>
    [...wordsOf(block)].flatMap(([old, { since = '2.1.5', deprecated }]) =>
      deprecated?.isSame === true ? [{ block, old, since, deprecated }] : [],
    ),
  );
  expect(renamed.map(({ block, old }) => `${block} ${old}`)).toEqual([
    'global_defs lvs_process_name',
    'global_defs lvs_flush_onstop',
    'global_defs vrrp_vmac_garp_intvl',
    'vrrp_instance vmac_garp_intvl',
  ]);
  for (const { block, old, since, deprecated } of renamed) {
    const { instead, since: replaced } = deprecated;
    expect(findWord(block, instead)?.since).toBe(replaced);
    expect(compareVersions(since, replaced)).toBeLessThan(0);
    expect(spellingFor(block, instead, since)).toBe(old);
    expect(spellingFor(block, instead, replaced)).toBe(instead);
    // The values that came with the word are those of the older one.
    expect([...valuesOf(block, instead).keys()]).toEqual([...valuesOf(block, old).keys()]);
  }
});

const GLOBALS = 'global_defs: { lvs_flush_on_stop: VS, checker_process_name: checks }\n';
const forTarget = (target: string) =>
  edit(HA, 'name: web-ha\n', `name: web-ha\ntarget: { keepalived: ${target} }\n${GLOBALS}`);

describe.runIf(requirePrograms(KEEPALIVED_PROGRAMS))('an older spelling', () => {
  it('is written for a target that knows no other, and the real keepalived reads it', async () => {
    const { findings, cases } = await casesOf({ 'clusters/prod/web-ha.yaml': forTarget('2.1.5') });
    expect(findings).toEqual([]);
    const [{ conf, interfaces }] = cases as [(typeof cases)[number]];
    expect(conf).toContain('\n    lvs_process_name checks\n');
    expect(conf).toContain('\n    lvs_flush_onstop VS\n');
    expect(conf).not.toMatch(/checker_process_name|lvs_flush_on_stop/);
    expect(await keepalivedTest(conf, interfaces)).toEqual(ACCEPTED);
  });

  it('is not written for a target that calls it deprecated', async () => {
    const { cases } = await casesOf({ 'clusters/prod/web-ha.yaml': forTarget('2.2.0') });
    const [{ conf }] = cases as [(typeof cases)[number]];
    expect(conf).toContain('\n    checker_process_name checks\n');
    expect(conf).toContain('\n    lvs_flush_on_stop VS\n');
  });

  it('is the oldest one that a definition of the host asks for', async () => {
    const api = edit(edit(forTarget('2.1.5'), 'name: web-ha', 'name: api'), GLOBALS, '');
    const { cases } = await casesOf({
      'clusters/prod/api.yaml': api
        .replaceAll('192.168.0.38', '192.168.0.39')
        .replace('virtual_router_id: 51', 'virtual_router_id: 52')
        .replace('name: VI_1', 'name: VI_2'),
      'clusters/prod/web-ha.yaml': forTarget('2.2.8'),
    });
    const [{ conf }] = cases as [(typeof cases)[number]];
    expect(conf).toContain('\n    lvs_flush_onstop VS\n');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confWord } from '../../src/render/quoting.ts';
import { arbitraryDefinition } from '../support/arbitrary-definitions.ts';
import { DUMP_PROGRAMS, keepalivedDump } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { casesOf, faults } from './cases.ts';
import {
  type Expected,
  expectedChecks,
  expectedInstances,
  expectedServers,
  expectedSyncGroups,
} from './expected.ts';
import { parameters } from './properties.ts';
import { readChecks, readInstances, readRouterId, readServers, readSyncGroups } from './read-dump.ts';

const RUNS = 150;

/** Of what keepalived has read, the values of which a definition says something. */
function select(read: ReadonlyMap<string, string> | undefined, expected: Expected): Expected {
  return Object.fromEntries(Object.keys(expected).map((key) => [key, read?.get(key)]));
}

describe.runIf(requirePrograms(DUMP_PROGRAMS))('what the real keepalived has read', () => {
  it(`is what the definition says (${RUNS} random ones)`, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDefinition(), async ({ file, text }) => {
        const { findings, cases } = await casesOf({ [file]: text });
        if (faults(findings).length > 0) return;
        // One director's file is much like the other's.
        for (const { host, conf, interfaces, secrets } of cases.slice(0, 1)) {
          const options = secrets === undefined ? {} : { secrets };
          const instances = expectedInstances(host);
          if (instances.length > 0) {
            const vrrp = await keepalivedDump(conf, interfaces, 'vrrp', options);
            const read = readInstances(vrrp);
            expect(
              read.map(({ name, values, addresses, excluded }, at) => ({
                name,
                values: select(values, instances[at]?.values ?? {}),
                addresses,
                excluded,
              })),
            ).toEqual(instances.map((instance) => ({ ...instance, excluded: [] })));
            expect(readSyncGroups(vrrp)).toEqual(expectedSyncGroups(host));
            expect(readRouterId(vrrp)).toBe(host.name);
          }
          const check = await keepalivedDump(conf, interfaces, 'check', options);
          const servers = expectedServers(host);
          expect(
            readServers(check).map(({ values, realServers }, at) => ({
              values: select(values, servers[at]?.values ?? {}),
              realServers: realServers.map((read, index) =>
                select(read, servers[at]?.realServers[index] ?? {}),
              ),
            })),
          ).toEqual(servers);
          const checks = expectedChecks(host);
          expect(
            readChecks(check).map(({ values, urls }, at) => ({
              values: select(values, checks[at]?.values ?? {}),
              urls: urls.map((url, index) => select(url, checks[at]?.urls[index] ?? {})),
            })),
          ).toEqual(checks);
        }
      }),
      parameters(RUNS),
    );
  });

  it('is each word as it was quoted', async () => {
    const words = fc.array(
      fc.string({
        unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
        minLength: 1,
      }),
      { minLength: 1, maxLength: 200 },
    );
    const live = [
      '#',
      '!',
      '~SEQ(a,1,3)',
      '~LST',
      '@host x',
      '@^a',
      'include /etc/passwd',
      "'",
      ' a ',
      '/',
      '~',
      '=',
    ];
    await fc.assert(
      fc.asyncProperty(fc.tuple(words, fc.shuffledSubarray(live)), async ([random, chosen]) => {
        const values = [...random, ...chosen].filter(
          (value) => !['{', '}'].includes(value) && !/["\\$]/.test(value),
        );
        const urls = values.map((value) => `url {\npath ${confWord(value)}\nstatus_code 200\n}`);
        const conf = [
          'virtual_server 10.0.0.1 80 {\nlvs_sched rr\nlvs_method NAT\nprotocol TCP\nreal_server 10.0.0.2 80 {\nHTTP_GET {',
          'url {\npath /\n}',
          ...urls,
          '}\n}\n}\n',
        ].join('\n');
        const [check] = readChecks(await keepalivedDump(conf, [], 'check'));
        expect(check?.urls.slice(1).map((url) => url.get('Checked url'))).toEqual(values);
      }),
      parameters(20),
    );
  });

  it.each([
    ['a quote', '"'],
    ['a backslash', '\\'],
    ['a variable', '$A'],
    ['a letter beyond ASCII', 'é'],
    ['a new line', '\n'],
    ['a tab', '\t'],
    ['a NUL', '\0'],
    ['a brace that closes', '}'],
    ['nothing', ''],
    ['a word that is too long', 'a'.repeat(501)],
  ])('is never %s: it has no safe spelling', (_, value) => {
    expect(() => confWord(value)).toThrow('no safe spelling');
  });
});

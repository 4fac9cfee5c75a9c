import { describe, expect, it } from 'vitest';
import { addDrawnProperties, allProperties } from '../support/arbitrary/drawn-properties.ts';
import { arbitraryVocabulary } from '../support/arbitrary/vocabulary.ts';
import { arbitraryDefinition } from '../support/arbitrary-definitions.ts';
import { KEEPALIVED_PROGRAMS } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { cleanShare } from './properties.ts';

const RUNS = 400;
const VOCABULARY_RUNS = 2000;
/** At least these shares have to lint clean, or the properties say little. */
const LEAST_CLEAN = 0.9;
const LEAST_CLEAN_VOCABULARY = 0.85;

/** No clean definition for keepalived 2.2.7 can say them. `…_defaults.` are the words of their items, moved by one function. */
const NEVER_CLEAN: Readonly<Record<string, string>> = {
  'virtual_server.interface': 'is for the scripts of engine ipvsadm',
  'vrrp_instance.vrf': 'is heeded without an interface only, which each instance has to name',
  'bfd_instance.multihop': 'came with 2.2.8',
  'vrrp_instance.v3_checksum_as_v2': 'came with 2.2.8',
  'vrrp_instance.no_virtual_ipaddress': 'came with 2.2.8',
  'global_defs.vrrp_delay_after_boot': 'came with 2.4.0',
  'vrrp_instance.timer_expired_backup': 'came with 2.2.8',
  'vrrp_instance.auth_hmac': 'came with 2.4.0',
  ...Object.fromEntries(
    [...allProperties()]
      .filter((name) => name.startsWith('auth_hmac'))
      .map((name) => [name, 'came with 2.4.0']),
  ),
  'url.tls_compliant': 'came with 2.2.8',
  'SSL_GET.tls_compliant': 'came with 2.2.8',
};

/** What is not drawn: nothing of it is in keepalived.conf. */
const NOT_IN_CONF = [
  'cluster.masquerade',
  'cluster.restrict_forwarding',
  'cluster.sysctls',
  'cluster.watch',
  'real_server_host.interfaces',
  'tunnel.mtu',
  'vip.routed',
];

describe.runIf(requirePrograms(KEEPALIVED_PROGRAMS))('a definition that lints clean', () => {
  it(`renders to what the real keepalived accepts without a word (${RUNS} random ones)`, async () => {
    expect(await cleanShare(arbitraryDefinition(), RUNS)).toBeGreaterThan(LEAST_CLEAN);
  });

  it(`does so with each word of the whole vocabulary (${VOCABULARY_RUNS} random ones)`, async () => {
    const drawn = new Set<string>();
    const share = await cleanShare(arbitraryVocabulary(), VOCABULARY_RUNS, ({ data }) =>
      addDrawnProperties(drawn, data),
    );
    expect(share).toBeGreaterThan(LEAST_CLEAN_VOCABULARY);
    // Of so many definitions each is only sure to be drawn with the seed that was chosen for it.
    if (process.env['FC_RUNS'] !== undefined || process.env['FC_SEED'] !== undefined) return;
    const missing = [...allProperties()].filter((name) => !drawn.has(name) && !/_defaults\./.test(name));
    expect(missing.sort()).toEqual([...Object.keys(NEVER_CLEAN), ...NOT_IN_CONF].sort());
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lintAll } from '../support/lint.ts';

const FOLDER = fileURLToPath(new URL('faulty', import.meta.url));

/** What lint says of the definitions that fail in the laboratory: there it is told to let them in. */
const RULES: Readonly<Record<string, string>> = {
  'check-of-another-host': 'check-connects-elsewhere',
  'dr-remapped-port': 'dr-port-remapped',
  'group-half-preempts': 'sync-group-preemption-differs',
  'marks-overlap': 'fwmark-overlap',
  'nat-not-synced': 'nat-instances-not-synced',
  'nat-wrong-gateway': 'real-server-gateway-not-director',
  'no-client': 'nat-vip-in-real-server-subnet',
  'ops-with-nat': 'ops-with-nat',
  'sh-drained': 'weight-zero-refuses-clients',
  'source-nat-untracked': 'source-nat-conflict',
  'sync-daemons-apart': 'member-settings-differ',
  'tun-gateway-is-a-host': 'real-server-gateway-is-real-server',
  'udp-clients-stay': 'udp-clients-of-removed-server',
  'vip-is-check-source': 'vip-is-check-source',
  'vip-of-a-host': 'vip-is-host-address',
};

test('each faulty definition has a rule here', () => {
  expect(readdirSync(FOLDER)).toEqual(Object.keys(RULES).map((name) => `${name}.yaml`));
});

test.each(Object.entries(RULES))('%s: %s finds it', async (name, rule) => {
  const text = readFileSync(`${FOLDER}/${name}.yaml`, 'utf8');
  const findings = await lintAll({ [`clusters/prod/${name}.yaml`]: text });
  expect(findings.map((finding) => finding.rule)).toContain(rule);
  const others = findings.filter((finding) => finding.severity === 'error' && finding.rule !== rule);
  expect(others).toEqual([]);
});

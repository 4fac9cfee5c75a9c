import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { findingLines, lintAll } from '../../support/lint.ts';
import { canRun, checksThat, isAll, prepare, reasonsOf, runDefinition } from './in-machine.ts';

const pathOf = (name: string) => fileURLToPath(new URL(`../architectures/${name}.yaml`, import.meta.url));

/** Written from the documentation alone, each another architecture: what is not passed beside `skipped` is nothing. */
const SKIPPED: Readonly<Record<string, readonly string[]>> = {
  // Kubernetes API and ingress by direct routing: TLS checks with SNI.
  k8s: ['loses-a-silent-host'],
  // Three ports on one mark, persistence by subnet.
  mail: ['loses-a-silent-host'],
  // A database pool: programs, their users, quorum.
  pg: ['puts-back-what-is-lost'],
  // Dual stack by NAT over unicast VRRP 3.
  portal: ['puts-back-what-is-lost', 'loses-a-silent-host', 'silent-for-vips'],
  // DNS over UDP and TCP, active/active.
  dns: ['puts-back-what-is-lost', 'loses-a-silent-host', 'keeps-connections'],
  // Tunnels to a routed site.
  media: ['loses-a-silent-host'],
};

/** What a program of `misc_dynamic` ends with is nothing that lint can know. */
const INFOS: Readonly<Record<string, readonly string[]>> = { pg: ['misc-dynamic-zero-status'] };

describe.runIf(canRun)('a cluster that was written from the documentation alone', () => {
  beforeAll(prepare);

  test.each(Object.keys(SKIPPED))('%s is clean in lint', async (name) => {
    const files = { [`clusters/lab/${name}.yaml`]: readFileSync(pathOf(name), 'utf8') };
    const findings = await lintAll(files);
    expect(new Set(findings.map(({ rule }) => rule)), findingLines(files, findings)).toEqual(
      new Set(INFOS[name] ?? []),
    );
  });

  test.each(isAll ? Object.entries(SKIPPED) : [])('%s passes', (name, skipped) => {
    const outcome = runDefinition(pathOf(name));
    expect(reasonsOf(outcome)).toEqual([]);
    expect(outcome.status, outcome.stderr).toBe(0);
    expect(checksThat(outcome, 'skipped')).toEqual(skipped);
  });
});

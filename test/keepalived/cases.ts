import type { Finding } from '../../src/diagnostic/finding.ts';
import type { Host } from '../../src/model/repository.ts';
import { analyse } from '../../src/pipeline.ts';
import { MANIFEST, type Manifest } from '../../src/render/manifest.ts';
import { renderHosts } from '../../src/render/render-hosts.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { readSettings } from '../../src/settings.ts';
import { interfacesOf, type NetworkInterface } from '../support/keepalived.ts';

/** A keepalived.conf as lvsgen renders it, and what it needs around it. */
export interface Case {
  readonly host: Host;
  readonly conf: string;
  readonly interfaces: readonly NetworkInterface[];
  /** For the secrets file: every secret that the manifest names, a password with eight characters, a key with 32. */
  readonly secrets: string | undefined;
}

const templates = await loadTemplates();
const { settings } = await readSettings(undefined);

/** The findings of definitions, by their paths, and every keepalived.conf that they render to if they have no fault. */
export async function casesOf(
  files: Readonly<Record<string, string>>,
): Promise<{ findings: readonly Finding[]; cases: Case[] }> {
  const inputs = Object.entries(files).map(([file, text]) => ({
    file,
    bytes: new TextEncoder().encode(text),
  }));
  const { repository, findings } = await analyse(inputs, settings, '2026-11-23');
  if (faults(findings).length > 0) return { findings, cases: [] };
  const hosts = [...repository.environments.values()].flatMap((environment) => [
    ...environment.hosts.values(),
  ]);
  const cases = hosts.flatMap((host) => {
    const rendered = [...renderHosts([host], templates)];
    const find = (name: string) => rendered.find(([path]) => path.endsWith(`/${name}`))?.[1].content;
    const conf = find('keepalived.conf');
    if (conf === undefined) return [];
    const { secrets } = JSON.parse(find(MANIFEST) ?? '') as Manifest;
    return [
      {
        host,
        conf,
        interfaces: interfacesOf(host),
        secrets: secrets.length > 0 ? secretsFile(secrets, conf) : undefined,
      },
    ];
  });
  return { findings, cases };
}

/** The value that {@link secretsFile} gives a secret that is a password, which has eight characters at most. */
export function passwordValue(name: string): string {
  return `s.${name.slice(0, 5).toLowerCase()}`.padEnd(8, '-');
}

function secretsFile(names: readonly string[], conf: string): string {
  const lengthOf = (name: string) => (conf.includes(`auth_pass "\${${name}}"`) ? 8 : 32);
  return names.map((name) => `$${name}=${passwordValue(name).padEnd(lengthOf(name), '-')}\n`).join('');
}

/** What the kernel makes of the traffic, of which keepalived says nothing: it accepts such a definition like any other. */
const OF_TRAFFIC: ReadonlySet<string> = new Set([
  'ops-with-nat',
  'ovf-refuses-clients',
  'ping-check-alone',
  'route-gateway-unreachable',
  'route-source-not-local',
  'scheduler-counts-nothing',
  'sh-weights-exceed-table',
  'weight-zero-refuses-clients',
]);

/** Findings for which keepalived may refuse a definition, or say something of it: an information is no fault. */
export function faults(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity, rule }) => severity !== 'info' && !OF_TRAFFIC.has(rule));
}

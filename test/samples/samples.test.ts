import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/pipeline.ts';
import { renderHosts } from '../../src/render/render-hosts.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { readSettings } from '../../src/settings.ts';
import {
  ACCEPTED,
  interfacesOf,
  KEEPALIVED_PROGRAMS,
  keepalivedTest,
  type NetworkInterface,
} from '../support/keepalived.ts';
import { flatLines, normalise } from '../support/normalise-conf.ts';
import { requirePrograms } from '../support/programs.ts';
import { readConf } from '../support/read-conf.ts';
import { NOTES, type Note } from './notes.ts';

/** Debian's package brings them. They are read here, and not copied. */
const FOLDER = '/usr/share/doc/keepalived/samples';
const PREFIX = 'keepalived.conf.';
/** A sample is what one host of a pair has. */
const HOST = 'lvs1';
/** The sample for several keepalived is compared as one of them reads it. */
const ID = 'high';

const samples = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => name.slice(PREFIX.length))
  : [];
const templates = await loadTemplates();
const { settings } = await readSettings(undefined);

const sampleOf = (name: string) =>
  readFileSync(`${FOLDER}/${PREFIX}${name}`, 'utf8')
    .replaceAll(/^@high\s+/gm, '')
    .replaceAll(/^@low\s.*$/gm, '');

/** What keepalived would only miss, or not look behind: programs are those that every host has, and there is no namespace. */
const withPrograms = (conf: string) =>
  conf
    .replace(/^net_namespace .*$/m, '')
    .replaceAll(/^(\s*(?:script|misc_path|notify_\w+|quorum_\w+) +"?)(?:\/|killall)[^\s"]*/gm, '$1/bin/true');

interface Rendered {
  readonly conf: string;
  readonly findings: readonly string[];
  readonly interfaces: readonly NetworkInterface[];
}

async function renderSample(name: string): Promise<Rendered> {
  const file = `clusters/samples/${name}.yaml`;
  const bytes = readFileSync(fileURLToPath(new URL(`${name}.yaml`, import.meta.url)));
  const { repository, findings } = await analyse([{ file, bytes }], settings, '2026-11-23');
  const host = repository.environments.get('samples')?.hosts.get(HOST);
  if (host === undefined) throw new Error(`no host: ${JSON.stringify(findings, undefined, 1)}`);
  const rendered = [...renderHosts([host], templates)];
  const conf = rendered.find(([path]) => path.endsWith('/keepalived.conf'))?.[1].content;
  if (conf === undefined) throw new Error('no keepalived.conf');
  const rules = findings.map(({ rule }) => rule);
  return { conf, findings: [...new Set(rules)].sort(), interfaces: interfacesOf(host) };
}

/** What is in one list and not in the other, as often as it is there. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const said = (stderr: string): string[] =>
  stderr
    .replaceAll(/\/\S*\/keepalived\.conf: /g, '')
    .split('\n')
    .filter((line) => line !== '');

describe.runIf(requirePrograms(KEEPALIVED_PROGRAMS))('the samples of the keepalived package', () => {
  it('are all here, and no note is of another', () => {
    expect(samples).toHaveLength(25);
    const here = readdirSync(fileURLToPath(new URL('.', import.meta.url)))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => name.replace(/\.yaml$/, ''));
    expect(here.sort()).toEqual([...samples].sort());
    expect(samples).toEqual(expect.arrayContaining(Object.keys(NOTES)));
  });

  describe.each(samples)('%s', (name) => {
    const note: Note = NOTES[name] ?? {};

    it('is said by a definition, line by line', async () => {
      const { conf, findings } = await renderSample(name);
      const sample = flatLines(normalise(readConf(sampleOf(name), ID), HOST));
      const rendered = flatLines(normalise(readConf(conf), HOST));
      const { differences = [] } = note;
      expect({
        findings,
        sample: without(sample, rendered).sort(),
        rendered: without(rendered, sample).sort(),
      }).toEqual({
        findings: note.findings ?? [],
        sample: differences.flatMap((difference) => difference.sample ?? []).sort(),
        rendered: differences.flatMap((difference) => difference.rendered ?? []).sort(),
      });
      if (differences.length === 0) expect(rendered).toEqual(sample);
    });

    it('is accepted by keepalived as lvsgen renders it', async () => {
      const { conf, interfaces } = await renderSample(name);
      expect(await keepalivedTest(withPrograms(conf), interfaces)).toEqual(ACCEPTED);
    });

    it(note.keepalived === undefined ? 'is accepted by keepalived as it is' : 'is not', async () => {
      const { interfaces } = await renderSample(name);
      const { stderr } = await keepalivedTest(withPrograms(sampleOf(name)), interfaces);
      expect(said(stderr)).toEqual(note.keepalived ?? []);
    });
  });
});

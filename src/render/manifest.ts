import { createHash } from 'node:crypto';
import { compareText } from '../diagnostic/finding.ts';
import type { Host } from '../model/repository.ts';
import { ARTIFACT_NAMES, type Artifact } from './artifacts.ts';
import { secretsOf } from './views/keepalived-view.ts';

/** The name of the file that lists a host's other files. */
export const MANIFEST = 'manifest.json';

const SHA256 = /^[0-9a-f]{64}$/;

/** What config management needs to know of a host's files. Paths are names within the host's folder. */
export interface Manifest {
  readonly version: 1;
  readonly environment: string;
  readonly host: string;
  /** Every definition that names the host. */
  readonly definitions: readonly string[];
  readonly files: readonly ManifestFile[];
  /** Names that `/etc/keepalived/lvsgen-secrets.conf` has to define on this host. */
  readonly secrets: readonly string[];
}

export interface ManifestFile {
  readonly file: string;
  /** Of the file's content, hexadecimal. */
  readonly sha256: string;
  /** Of the installed file, octal. */
  readonly mode: string;
  readonly install: string;
  readonly reload: string;
  readonly remove?: string;
  readonly definitions: readonly string[];
}

/** A host's folder below the artifacts folder, with `/`: `prod/lvs1`. */
export function hostFolder({ environment, name }: Pick<Host, 'environment' | 'name'>): string {
  return environment === '' ? name : `${environment}/${name}`;
}

/** The manifest of a host as text, with a stable order of everything. */
export function manifestText(host: Host, artifacts: readonly Artifact[]): string {
  const manifest: Manifest = {
    version: 1,
    environment: host.environment,
    host: host.name,
    definitions: definitionsOf(host),
    files: artifacts.map(({ file, content, mode, install, reload, remove, definitions }) => ({
      file,
      sha256: sha256(content),
      mode,
      install,
      reload,
      ...(remove === undefined ? {} : { remove }),
      definitions,
    })),
    secrets: secretsOf(host),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** The definitions that name a host, sorted. */
export function definitionsOf({ directors, realServers }: Host): string[] {
  return [...new Set([...directors, ...realServers].map(({ cluster }) => cluster.file))].sort(compareText);
}

export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What a manifest on disk says of its folder. */
export interface RecordedManifest {
  readonly definitions: readonly string[];
  /** The sum of each file, by its name. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Reads a manifest; nothing when it is none that lvsgen wrote in this folder. A manifest comes with a pull request like
 * everything else: what it lists is shown and removed, so it may list nothing but files of lvsgen's.
 *
 * @param folder of the manifest, below the artifacts folder, with `/`.
 */
export function readManifest(text: string, folder: string): RecordedManifest | undefined {
  let data: Partial<Manifest> | null;
  try {
    data = JSON.parse(text) as Partial<Manifest> | null;
  } catch {
    return undefined;
  }
  if (data?.version !== 1 || !Array.isArray(data.files) || !Array.isArray(data.definitions)) return undefined;
  const { environment, host, definitions } = data;
  if (typeof environment !== 'string' || typeof host !== 'string') return undefined;
  if (hostFolder({ environment, name: host }) !== folder) return undefined;
  if (!definitions.every((file) => typeof file === 'string')) return undefined;
  const files = new Map<string, string>();
  for (const entry of data.files as Partial<ManifestFile>[]) {
    if (typeof entry?.file !== 'string' || !ARTIFACT_NAMES.has(entry.file)) return undefined;
    if (typeof entry.sha256 !== 'string' || !SHA256.test(entry.sha256)) return undefined;
    files.set(entry.file, entry.sha256);
  }
  return { definitions, files };
}

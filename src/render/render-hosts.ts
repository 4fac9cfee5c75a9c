import type { Host } from '../model/repository.ts';
import { renderHost } from './artifacts.ts';
import { hostFolder, MANIFEST, manifestText } from './manifest.ts';
import type { Templates } from './templates.ts';

/** A file below the artifacts folder. */
export interface RenderedFile {
  readonly content: string;
  readonly isExecutable: boolean;
}

/** All files of the hosts, by their paths below the artifacts folder: each host's manifest behind its other files. */
export function renderHosts(hosts: Iterable<Host>, templates: Templates): Map<string, RenderedFile> {
  return new Map(renderedFiles(hosts, templates));
}

/** The same one after the other, for whoever does not need all of them at once. */
export function* renderedFiles(
  hosts: Iterable<Host>,
  templates: Templates,
): Generator<[path: string, file: RenderedFile]> {
  for (const host of hosts) {
    const folder = hostFolder(host);
    const artifacts = renderHost(host, templates);
    for (const { file, content, mode } of artifacts) {
      yield [`${folder}/${file}`, { content, isExecutable: mode === '0755' }];
    }
    const content = manifestText(host, artifacts);
    yield [`${folder}/${MANIFEST}`, { content, isExecutable: false }];
  }
}

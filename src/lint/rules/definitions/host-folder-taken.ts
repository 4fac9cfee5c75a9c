import { quote } from '../../../diagnostic/quote.ts';
import { foldersTo } from '../../../model/environment.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * A host's files stand in the folder of its environment and its name. Where a deeper environment has that very path,
 * the host's files and the folders of that environment's hosts would lie in one folder, and a copy of the host's folder
 * to the host would bring it the files of others.
 */
export const hostFolderTaken: RepositoryRule = {
  id: 'host-folder-taken',
  severity: 'error',
  summary: 'a host has the name of an environment below its own, and both want one folder of artifacts',
  catalogue: [],
  source: 'docs/artifacts.md: one folder per host',
  *repository({ environments }) {
    const folders = new Set(
      [...environments.keys()].flatMap(foldersTo).map((folder) => folder.toLowerCase()),
    );
    for (const { name: environment, hosts } of environments.values()) {
      for (const { name, directors, realServers } of hosts.values()) {
        const folder = environment === '' ? name : `${environment}/${name}`;
        const part = directors[0]?.director ?? realServers[0]?.realServer;
        if (part === undefined || !folders.has(folder.toLowerCase())) continue;
        yield {
          message: `host ${quote(name)} needs the folder ${quote(folder)}, which is an environment`,
          hint: 'give the host or the environment another name',
          at: part.origin.self(),
        };
      }
    }
  },
};

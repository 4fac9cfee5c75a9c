/** keepalived splits a line of 1,024 characters, and reads the rest of a comment as keywords. The path is not alone there. */
const LONGEST_PATH = 255;

const FOLDER = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9_])?$/;

/**
 * The environment of a definition: its folder below the folder of the definitions, with `/`, empty right in it.
 * A definition elsewhere in the project has its whole folder.
 *
 * @param file relative to the project root, with `/`.
 * @param clustersFolder relative to the project root, such as `clusters`.
 */
export function environmentOf(file: string, clustersFolder: string): string {
  const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
  if (folder === clustersFolder) return '';
  return folder.startsWith(`${clustersFolder}/`) ? folder.slice(clustersFolder.length + 1) : folder;
}

/** The folders on the way to an environment, itself the last: `prod/eu` is in `prod`, be there definitions in it or not. */
export function foldersTo(environment: string): string[] {
  const parts = environment.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** A definition's base name without its ending: the cluster's name. */
export function clusterNameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
}

/**
 * Why a definition's path cannot be used, or undefined. Its folders become folders of artifacts and its name stands in
 * comments of artifacts, so both are held to the syntax of names.
 */
export function badPath(file: string): { readonly message: string; readonly hint: string } | undefined {
  const syntax =
    'at most 63 letters, digits, "-", "_" and ".", with a letter or digit first and no "-" or "." last';
  const name = clusterNameOf(file);
  if (!FOLDER.test(name))
    return { message: `the file's name is not a cluster's name: "${name}"`, hint: syntax };
  const folder = file
    .split('/')
    .slice(0, -1)
    .find((part) => !FOLDER.test(part));
  if (folder !== undefined)
    return { message: `the folder "${folder}" is not an environment's name`, hint: syntax };
  if (file.length <= LONGEST_PATH) return undefined;
  return {
    message: `the file's path has ${file.length} characters, which is more than ${LONGEST_PATH}`,
    hint: 'use fewer folders, or shorter names',
  };
}

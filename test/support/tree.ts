import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * All that is below a folder, by path: a file's content, a link's target as `-> target`, `folder` for one that is empty.
 * An absent folder has nothing.
 */
export function tree(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (path: string) => {
    const full = join(folder, path);
    const names = readdirSync(full).sort();
    if (names.length === 0 && path !== '') found[path] = 'folder';
    for (const name of names) {
      const inner = path === '' ? name : `${path}/${name}`;
      const stat = lstatSync(join(folder, inner));
      if (stat.isDirectory()) visit(inner);
      else if (stat.isSymbolicLink()) found[inner] = `-> ${readlinkSync(join(folder, inner))}`;
      else found[inner] = stat.isFile() ? readFileSync(join(folder, inner), 'utf8') : 'special';
    }
  };
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) visit('');
  return found;
}

/** What a write would change of each file, even one with the same content: inode and time of change. */
export function stamps(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.keys(tree(folder)).map((path) => {
      const { ino, mtimeNs, ctimeNs } = lstatSync(join(folder, path), { bigint: true });
      return [path, `${ino} ${mtimeNs} ${ctimeNs}`];
    }),
  );
}

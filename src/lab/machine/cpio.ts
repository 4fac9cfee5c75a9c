/** An entry of an archive. Paths are absolute in the machine, written without the leading `/`. */
export interface CpioEntry {
  readonly path: string;
  /** Type and permissions, as in `st_mode`: 0o100755, 0o040755, 0o120777. */
  readonly mode: number;
  /** A file's bytes, or a link's target; nothing for a folder. */
  readonly content: Uint8Array;
}

export const FOLDER = 0o040755;
export const LINK = 0o120777;
export const PROGRAM = 0o100755;
export const FILE = 0o100644;

/** The kernel takes the next archive only where a block of four bytes starts; 512 is what cpio itself fills up to. */
const BLOCK = 512;

/**
 * An archive in the "newc" format that a kernel unpacks as its first file system (Documentation/driver-api/early-userspace/
 * buffer-format.rst). The same entries give the same bytes. Folders come in front of what they hold.
 */
export function cpioArchive(entries: Iterable<CpioEntry>): Buffer {
  const parts: Buffer[] = [];
  let inode = 0;
  for (const { path, mode, content } of withFolders(entries)) {
    inode += 1;
    parts.push(...record(path, mode, content, inode));
  }
  parts.push(...record('TRAILER!!!', 0, new Uint8Array(), 0));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...parts, Buffer.alloc((BLOCK - (length % BLOCK)) % BLOCK)]);
}

function withFolders(entries: Iterable<CpioEntry>): CpioEntry[] {
  const byPath = new Map<string, CpioEntry>();
  for (const entry of entries) {
    const path = entry.path.replace(/^\/+/, '');
    const steps = path.split('/').slice(0, -1);
    for (const index of steps.keys()) {
      const folder = steps.slice(0, index + 1).join('/');
      if (!byPath.has(folder)) byPath.set(folder, { path: folder, mode: FOLDER, content: new Uint8Array() });
    }
    byPath.set(path, { ...entry, path });
  }
  return [...byPath.values()];
}

function record(path: string, mode: number, content: Uint8Array, inode: number): Buffer[] {
  const name = Buffer.from(`${path}\0`);
  const fields = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`);
  return [
    header,
    name,
    Buffer.alloc(padding(header.length + name.length)),
    Buffer.from(content),
    Buffer.alloc(padding(content.length)),
  ];
}

const padding = (length: number): number => (4 - (length % 4)) % 4;

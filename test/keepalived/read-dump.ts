/** What keepalived prints of one VRRP instance that it has read, in its own words. */
export interface ReadInstance {
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
  /** With prefix lengths. */
  readonly addresses: readonly string[];
  readonly excluded: readonly string[];
}

export interface ReadSyncGroup {
  readonly name: string;
  readonly instances: readonly string[];
}

/** What keepalived prints of a virtual server, and of its real servers. */
export interface ReadServer {
  readonly values: ReadonlyMap<string, string>;
  readonly realServers: readonly ReadonlyMap<string, string>[];
}

export interface ReadCheck {
  readonly values: ReadonlyMap<string, string>;
  readonly urls: readonly ReadonlyMap<string, string>[];
}

const DEVICE_LINE = /^ {5}(\S+) (?:brd \S+ )?dev /;

/** `Router ID`, as the global definitions have it. */
export function readRouterId(lines: readonly string[]): string | undefined {
  return valuesOf(lines).get('Router ID');
}

export function readInstances(lines: readonly string[]): ReadInstance[] {
  return blocks(section(lines, 'VRRP Topology'), /^ VRRP Instance = (.*)$/).map(({ head, body }) => {
    const excluded = body.findIndex((line) => line.includes('Virtual IP Excluded'));
    const own = excluded < 0 ? body : body.slice(0, excluded);
    const addressesOf = (part: readonly string[]) =>
      part.flatMap((line) => {
        const address = DEVICE_LINE.exec(line)?.[1];
        return address === undefined ? [] : [withLength(address)];
      });
    return {
      name: head,
      values: valuesOf(body),
      addresses: addressesOf(own),
      excluded: excluded < 0 ? [] : addressesOf(body.slice(excluded)),
    };
  });
}

export function readSyncGroups(lines: readonly string[]): ReadSyncGroup[] {
  return blocks(section(lines, 'VRRP Sync groups'), /^ VRRP Sync Group = (.*), \w+$/).map(
    ({ head, body }) => ({
      name: head,
      instances: body.filter((line) => /^ {5}\S+$/.test(line)).map((line) => line.trim()),
    }),
  );
}

export function readServers(lines: readonly string[]): ReadServer[] {
  return blocks(section(lines, 'LVS Topology'), /^ -+< (Virtual server) >-+$/).map(({ body }) => {
    const [own, ...realServers] = split(body, (line) => line.includes('< Real server >'));
    return { values: valuesOf(own ?? []), realServers: realServers.map(valuesOf) };
  });
}

export function readChecks(lines: readonly string[]): ReadCheck[] {
  return blocks(section(lines, 'Health checkers'), /^ (\[.*)$/).map(({ head, body }) => {
    const [own, ...urls] = split(body, (line) => line.startsWith('   Checked url = '));
    const values = new Map([['Path', head], ...valuesOf(own ?? [])]);
    return {
      values,
      urls: urls.map((url) => {
        const codes = url.findIndex((line) => line.includes('HTTP Status Code'));
        return new Map([...valuesOf(url), ['codes', codes < 0 ? '' : (url[codes + 1] ?? '').trim()]]);
      }),
    };
  });
}

/** The lines of a section, up to the next title: keepalived's processes write into one log, so others may stand between. */
function section(lines: readonly string[], title: string): readonly string[] {
  const start = lines.findIndex((line) => line.startsWith(`------< ${title} >`));
  if (start < 0) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith('------<'));
  return (end < 0 ? rest : rest.slice(0, end)).filter((line) => line.startsWith(' '));
}

function blocks(lines: readonly string[], head: RegExp): { head: string; body: readonly string[] }[] {
  return split(lines, (line) => head.test(line))
    .slice(1)
    .map(([first, ...body]) => ({ head: head.exec(first as string)?.[1] as string, body }));
}

/** The lines before the first one that starts a part, then each part with that line first. */
function split(lines: readonly string[], isStart: (line: string) => boolean): string[][] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (isStart(line)) parts.push([]);
    parts.at(-1)?.push(line);
  }
  return parts;
}

/** `   Key = value` lines; of equal keys the first. */
function valuesOf(lines: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf(' = ');
    const key = line.slice(0, at).trim();
    if (at > 0 && !values.has(key)) values.set(key, line.slice(at + 3));
  }
  return values;
}

function withLength(address: string): string {
  if (address.includes('/')) return address;
  return `${address}/${address.includes(':') ? 128 : 32}`;
}

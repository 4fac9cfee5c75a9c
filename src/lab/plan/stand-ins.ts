import { PROGRAMS } from '../../keepalived/programs.ts';
import type { Check, Cluster } from '../../model/cluster.ts';
import type { PlannedUser } from './lab-plan.ts';

/** Programs that change a host's network: the lab has them, and they do their work. */
const REAL: readonly string[] = ['ip', 'ipvsadm', 'nft', 'sysctl'];

/** The programs that a keepalived.conf runs, by their paths, but for those that do their work in the lab. */
export function programsIn(conf: string): string[] {
  return namedPrograms(conf).filter((path) => !REAL.includes(nameOf(path)));
}

/** The programs of a keepalived.conf that do their work in the lab, by their paths. */
export function realProgramsIn(conf: string): string[] {
  return namedPrograms(conf).filter((path) => REAL.includes(nameOf(path)));
}

/** Addresses that programs of a keepalived.conf add, as `quorum_up` does where the quorum is: `ADDRESS/LENGTH INTERFACE`. */
export function addressesIn(conf: string): string[] {
  return [...conf.matchAll(ADDS_ADDRESS)].map(([, prefix, name]) => `${prefix} ${name}`);
}

const ADDS_ADDRESS = /\/ip (?:-[46] )?a(?:ddr(?:ess)?)? (?:add|replace) (\S+\/\d+) dev ([^\s"]+)/g;

/** The files that hold certificates and keys for `SSL_GET`. */
export function certificatesIn(conf: string): string[] {
  const [, block = ''] = /^SSL \{\n([^}]*)\}/m.exec(conf) ?? [];
  return linesIn(block).flatMap(({ words: [path = ''] }) => (path.startsWith('/') ? [path] : []));
}

/** The users that a keepalived.conf names; each has a group of its own name, unless one is named. */
export function usersIn(conf: string): PlannedUser[] {
  const users = new Map<string, string>();
  for (const { keyword, words } of linesIn(conf)) {
    const [name, group] = keyword === 'script_user' || keyword === 'user' ? words : [];
    if (name !== undefined) users.set(name, group ?? users.get(name) ?? name);
  }
  return [...users].filter(([name]) => name !== 'root').map(([name, group]) => ({ name, group }));
}

/** The command of a MISC_CHECK as its stand-in hears it. */
export function commandOf({ options }: Check): string {
  return plainCommand(String(options['misc_path']));
}

/** A command as its stand-in hears it: words with a space between them. */
export function plainCommand(command: string): string {
  return plainWords(command).join(' ');
}

/**
 * The statuses that programs of MISC_CHECKs with `misc_dynamic` end with, `STATUS COMMAND`: the weight plus 2. With 0 a reload would take the
 * weight away (keepalived 2.2.0 and later, check_misc.c, migrate_misc_check).
 */
export function statusesOf(clusters: readonly Cluster[]): string[] {
  return clusters
    .flatMap(({ virtualServers }) => virtualServers)
    .flatMap(({ destinations }) =>
      destinations.flatMap(({ weight, checks }) =>
        checks
          .filter(({ type, options }) => type === 'MISC_CHECK' && options['misc_dynamic'] === true)
          .map((check) => `${Math.min(weight + 2, 255)} ${commandOf(check)}`),
      ),
    );
}

/** The files with numbers that a keepalived.conf has, by their paths. */
export function trackedFilesIn(conf: string): string[] {
  return linesIn(conf).flatMap(({ keyword, words: [path = ''] }) =>
    keyword === 'file' && path.startsWith('/') ? [path] : [],
  );
}

function namedPrograms(conf: string): string[] {
  const found = linesIn(conf).flatMap(({ keyword, words: [first = ''] }) =>
    PROGRAMS.test(keyword) && first.startsWith('/') ? [plainWords(first)[0] ?? first] : [],
  );
  return [...new Set(found)];
}

/** Keywords with the words behind them; what is in quotes is one word. */
function linesIn(conf: string): { keyword: string; words: string[] }[] {
  return conf.split('\n').flatMap((line) => {
    const [keyword, ...words] = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
    return keyword === undefined ? [] : [{ keyword, words }];
  });
}

/** The words of a command without what quotes or escapes them. */
const plainWords = (command: string): string[] =>
  command
    .replace(/["'\\]/g, '')
    .split(/\s+/)
    .filter((word) => word !== '');

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

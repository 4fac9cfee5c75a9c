import { shellWord } from '../../diagnostic/shell-word.ts';
import { ITSELF } from '../machine/machine.ts';
import type { PlannedHost, PlannedNumber } from '../plan/lab-plan.ts';
import type { Lab } from './lab.ts';

const FAILING = '/run/lab/failing';

/**
 * Puts a stand-in in the place of each program that a host's keepalived runs, makes the users whom they run as, and certificates. All hosts of the
 * machine have the same programs, but for the folders that each has for itself. On a machine with files of others nothing is written.
 */
export async function installStandIns(lab: Lab, host: PlannedHost): Promise<void> {
  const { programs, realPrograms, trackedFiles, certificates, users } = host;
  if ([programs, realPrograms, trackedFiles, certificates, users].every(({ length }) => length === 0)) return;
  if (!lab.machine.ownsFiles) return;
  const stand = lab.machine.programFolder;
  await lab.must(
    host.name,
    `
    stand_in() {
      if [ -e "$1" ] && ! grep -q '^#!/lab/perl$' "$1"; then
        mkdir -p "$(dirname "${stand}/originals$1")"
        cp "$1" "${stand}/originals$1"
      fi
      mkdir -p "$(dirname "$1")"
      cp ${stand}/stand-in.pl "$1.new"
      chmod 755 "$1.new"
      mv "$1.new" "$1"
    }
    real() {
      if [ -e "$1" ]; then return; fi
      mkdir -p "$(dirname "$1")"
      ln -s "/usr/bin/$(basename "$1")" "$1"
    }
    named() { # NAME GROUP
      local id=$((1000 + $(wc -l </etc/group)))
      if ! grep -q "^$2:" /etc/group; then echo "$2:x:$id:" >>/etc/group; fi
      if ! grep -q "^$1:" /etc/passwd; then
        echo "$1:x:$id:$(sed -n "s/^$2:x:\\([0-9]*\\):.*/\\1/p" /etc/group):::/bin/sh" >>/etc/passwd
      fi
    }
    exec 9>>${stand}/users.lock
    flock 9
    ${[
      ...programs.map((path) => `stand_in ${shellWord(path)}`),
      ...realPrograms.map((path) => `real ${shellWord(path)}`),
      ...[...certificates, ...trackedFiles].map((path) => `mkdir -p "$(dirname ${shellWord(path)})"`),
      ...(certificates.length === 0
        ? []
        : [`perl ${stand}/certificate.pl ${certificates.map(shellWord).join(' ')}`]),
      ...users.map(({ name, group }) => `named ${shellWord(name)} ${shellWord(group)}`),
    ].join('\n    ')}`,
  );
}

/** Says with which statuses the stand-ins end, on all hosts. */
export async function setStatuses(lab: Lab): Promise<void> {
  const { statuses } = lab.plan;
  if (statuses.length === 0) return;
  const input = statuses.map((line) => `${line}\n`).join('');
  await lab.must(ITSELF, `cat >${lab.machine.programFolder}/statuses`, { input });
}

/** Writes a number into each file of checks, on a host: that of a failure, or of success. */
export async function writeNumbers(
  lab: Lab,
  host: string,
  files: readonly PlannedNumber[],
  which: 'failing' | 'succeeding',
): Promise<void> {
  const lines = files.map((file) => `echo ${file[which]} >${shellWord(file.path)}`);
  if (lines.length > 0) await lab.must(host, lines.join('\n'));
}

/** Has the stand-ins of these programs fail from now on, on a host, and of no others: commands as they are called. */
export async function failPrograms(lab: Lab, host: string, commands: readonly string[]): Promise<void> {
  await lab.must(host, `cat >${FAILING}.new; chmod 644 ${FAILING}.new; mv ${FAILING}.new ${FAILING}`, {
    input: commands.map((command) => `${command}\n`).join(''),
  });
}

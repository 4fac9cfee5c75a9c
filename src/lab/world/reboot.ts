import { ITSELF } from '../machine/machine.ts';
import type { PlannedHost } from '../plan/lab-plan.ts';
import type { Lab } from './lab.ts';

/**
 * Ends all that runs on hosts, and gives each a network of its own anew: interfaces without addresses, no tables, no
 * connections, an empty /run. Its files and the hardware addresses of its interfaces stay.
 */
export async function rebootHosts(lab: Lab, hosts: readonly PlannedHost[]): Promise<void> {
  await lab.must(ITSELF, rebootScript(lab.machine.workFolder, hosts));
}

/** @param work where the process ids of the hosts are written: `hosts/NAME`. */
export function rebootScript(work: string, hosts: readonly Pick<PlannedHost, 'name' | 'links'>[]): string {
  return `
    reboot_host() { # NAME LINK...
      local name=$1 old new entry link
      shift
      old=$(<'${work}/hosts/'"$name")
      nsenter --target="$old" --mount --uts -- unshare --net bash -c '
        mount -t tmpfs lab /run
        mkdir /run/lab
        : >"$1"
        exec sleep infinity' new_host '${work}/hosts/'"$name@ready" </dev/null &
      new=$!
      for ((i = 0; i < 200; i++)); do
        if [ -e '${work}/hosts/'"$name@ready" ]; then break; fi
        sleep 0.05
      done
      rm '${work}/hosts/'"$name@ready"
      for entry in /proc/[0-9]*; do
        if [ "$entry" != "/proc/$old" ] && [ "$entry/ns/net" -ef "/proc/$old/ns/net" ]; then
          kill -9 "\${entry#/proc/}" 2>/dev/null || true
        fi
      done
      for link in "$@"; do
        nsenter --target="$old" --net -- ip link set dev "$link" netns "$new"
      done
      echo "$new" >'${work}/hosts/'"$name"
      kill -9 "$old"
    }
${hosts.map(({ name, links }) => `    reboot_host ${[name, ...links.map((link) => `'${link.name}'`)].join(' ')}`).join('\n')}`;
}

import { dirname } from 'node:path';
import { ITSELF } from '../machine/machine.ts';
import type { Link, PlannedHost, Station } from '../plan/lab-plan.ts';
import { type Lab, WIRES } from './lab.ts';
import { installStandIns, setStatuses } from './stand-ins.ts';

/** What each host has for itself, beside the folders that its files go to. */
const OWN_FOLDERS = ['/run', '/run/lab', '/etc/keepalived', '/etc/sysctl.d', '/usr/local/sbin'];
const SECRETS_FILE = '/etc/keepalived/lvsgen-secrets.conf';

/** Builds all that the plan says, up to the point where a config management would begin: networks, hosts, files. */
export async function buildWorld(lab: Lab): Promise<void> {
  const { hosts, router, clients, wires } = lab.plan;
  const filters = (station: Station) => filterOf(hosts.find((host) => host === station));
  const stations: Station[] = [...hosts, ...(router === undefined ? [] : [router]), ...clients];
  const folders = new Set([
    ...OWN_FOLDERS,
    ...hosts.flatMap(({ files }) => files.map(({ path }) => dirname(path))),
  ]);
  const names = [WIRES, ...stations.map(({ name }) => name)];
  await lab.must(ITSELF, hostsScript(lab.machine.workFolder, names, [...folders]));
  await lab.must(
    WIRES,
    ipScript(
      wires.flatMap(({ name }) => [
        `link add ${name} type bridge forward_delay 0 mcast_snooping 0`,
        `link set ${name} up`,
      ]),
    ),
  );
  await lab.must(ITSELF, cablesScript(lab.machine.workFolder, stations));
  await lab.must(WIRES, ipScript(ports(stations)));
  await Promise.all(
    stations.map((station) => lab.must(station.name, stationScript(station, filters(station)))),
  );
  await Promise.all(hosts.map((host) => installFiles(lab, host)));
  await setStatuses(lab);
  await Promise.all(hosts.map((host) => installStandIns(lab, host)));
  await Promise.all(hosts.map((host) => startAnswering(lab, host)));
  if (router !== undefined) await startBfd(lab, router.name);
}

/**
 * Starts the process that holds each host's namespaces. No name has a `@` behind its first character, so that the mark of one
 * that is ready is no other one's process id.
 *
 * @param work where the process ids are written: `hosts/NAME`.
 * @param folders which each host has for itself.
 */
export function hostsScript(work: string, names: readonly string[], folders: readonly string[]): string {
  return `
    make_host() {
      unshare --net --mount --uts --propagation private bash -c '
        name=$1 ready=$2 folders=$3
        echo "\${name#@}" >/proc/sys/kernel/hostname
        mount --all --no-mtab --fstab "$folders"
        : >"$ready"
        exec sleep infinity' make_host "$1" '${work}/hosts/'"$1@ready" '${work}/folders' </dev/null &
      echo "$!" >'${work}/hosts/'"$1"
    }
    LC_ALL=C mkdir -pv ${folders.join(' ')} >'${work}/made'
    printf 'lab %s tmpfs x-mount.mkdir\\n' ${folders.join(' ')} >'${work}/folders'
    for name in ${names.join(' ')}; do make_host "$name"; done
    for name in ${names.join(' ')}; do
      for ((i = 0; i < 200; i++)); do
        if [ -e '${work}/hosts/'"$name@ready" ]; then break; fi
        sleep 0.05
      done
    done
    rm ${names.map((name) => `'${work}/hosts/${name}@ready'`).join(' ')}`;
}

/** The name of the end of a cable that is a bridge's port. */
export function portName(stations: readonly Station[], station: Station, link: Link): string {
  const all = stations.flatMap((one) => one.links.map((own) => ({ one, own })));
  return `port${all.findIndex(({ one, own }) => one.name === station.name && own.name === link.name)}`;
}

/** Commands of `ip` in one process; with `mayFail` those that it refuses are left out. */
function ipScript(commands: readonly string[], { mayFail = false } = {}): string {
  const start = mayFail ? "ip -force -batch - <<'END' || true" : "ip -batch - <<'END'";
  return [start, ...commands, 'END'].join('\n');
}

function cablesScript(work: string, stations: readonly Station[]): string {
  const words = stations.flatMap((station) =>
    station.links.map(
      (link) =>
        `'${link.name}' "$(<'${work}/hosts/${station.name}')" ${portName(stations, station, link)} "$wires"`,
    ),
  );
  if (words.length === 0) return '';
  return `
    wires=$(<'${work}/hosts/${WIRES}')
    printf 'link add name %s netns %s type veth peer name %s netns %s\\n' ${words.join(' ')} | ip -batch -`;
}

function ports(stations: readonly Station[]): string[] {
  return stations.flatMap((station) =>
    station.links.map((link) => `link set ${portName(stations, station, link)} master ${link.wire} up`),
  );
}

/** A host's network as its distribution sets it up at boot. */
export async function setUpNetwork(lab: Lab, host: PlannedHost): Promise<void> {
  await lab.must(host.name, stationScript(host, filterOf(host)));
}

function stationScript({ links, routes, forwards }: Station, filter: number | undefined): string {
  return [
    // Addresses are there at once, as on a host that has been up for long: the link-local ones, too, which ask for neighbours.
    // An interface has a value of its own from its beginning, which counts beside that of all.
    'for file in /proc/sys/net/ipv6/conf/*/accept_dad; do if [ -e "$file" ]; then echo 0 >"$file"; fi; done',
    ...(filter === undefined ? [] : sourceFilters(links, filter)),
    ...(forwards ? ['sysctl -q -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1'] : []),
    ipScript([
      'link set lo up',
      ...links.flatMap(({ name, addresses }) => [
        ...addresses.map((address) =>
          address.includes(':')
            ? `addr add ${address} dev '${name}' nodad`
            : `addr add ${address} broadcast + dev '${name}'`,
        ),
        `link set '${name}' up`,
      ]),
    ]),
    // A gateway that is out of reach is the definition's fault, which the checks will show.
    ipScript(
      routes.map(
        ({ to, via, dev }) => `route add ${to} via ${via}${dev === undefined ? '' : ` dev '${dev}'`}`,
      ),
      { mayFail: true },
    ),
  ].join('\n');
}

/** Debian's mode of rp_filter on its interfaces; that of Enterprise Linux where requests and replies may go different ways. */
function filterOf(host: PlannedHost | undefined): number | undefined {
  if (host === undefined) return undefined;
  return host.isDirector || host.links.length < 2 ? 2 : 1;
}

/** Sources that no route leads to are dropped, as distributions have it; strictly on interfaces that come later, such as a tunnel's. */
function sourceFilters(links: readonly Link[], filter: number): string[] {
  // What is set for an interface stays when the default is set.
  return [
    ...links.map(({ name }) => `echo ${filter} >'/proc/sys/net/ipv4/conf/${name}/rp_filter'`),
    'echo 1 >/proc/sys/net/ipv4/conf/default/rp_filter',
  ];
}

async function installFiles(lab: Lab, { name, files, secrets }: PlannedHost): Promise<void> {
  const all = [
    ...files,
    ...(secrets.length === 0
      ? []
      : [
          {
            path: SECRETS_FILE,
            mode: '0600',
            content: secrets.map((secret) => `$${secret}=${secretFor(secret, files)}\n`).join(''),
          },
        ]),
  ];
  for (const { path, mode, content } of all)
    await lab.must(name, `cat >'${path}'\nchmod ${mode} '${path}'`, { input: content });
}

/** A password has 8 characters at most, a key of auth_hmac 32 at least. */
function secretFor(name: string, files: PlannedHost['files']): string {
  const isKey = files.some(({ content }) => new RegExp(`\\bkey \\d+ "\\$\\{${name}\\}"`).test(content));
  return isKey ? 'lab-only'.repeat(4) : 'lab-only';
}

/** Starts a host's services, and its ends of BFD sessions. */
export async function startAnswering(lab: Lab, { name, answers }: PlannedHost): Promise<void> {
  await startBfd(lab, name);
  if (answers.length === 0) return;
  const script = `perl '${lab.machine.programFolder}/answer.pl' '${name}' >/run/lab/answer.pid`;
  await lab.must(name, script, { input: `${answers.join('\n')}\n` });
}

const BFD = '/run/lab/bfd';
/** Without a word to the other end. */
const END_BFD = `if [ -e ${BFD}.pid ]; then kill -9 "$(<${BFD}.pid)" "$(<${BFD}-child.pid)"; rm ${BFD}*.pid; fi`;

/** A keepalived that has BFD sessions alone, where a station is the other end of them. */
async function startBfd(lab: Lab, station: string): Promise<void> {
  const peer = lab.plan.bfdPeers.find((one) => one.station === station);
  if (peer === undefined) return;
  const options = `-f ${BFD}.conf -p ${BFD}.pid -b ${BFD}-child.pid -r ${BFD}-vrrp.pid -c ${BFD}-check.pid`;
  const script = `cat >${BFD}.conf\nrm -f ${BFD}*.pid\nkeepalived -n -l -D ${options} >>${BFD}.log 2>&1 </dev/null &`;
  await lab.must(station, script, { input: peer.conf });
}

/** Ends a host's services: connections to them are refused from now on. */
export async function stopAnswering(lab: Lab, { name }: PlannedHost): Promise<void> {
  await lab.must(name, `kill -9 "$(</run/lab/answer.pid)"; ${END_BFD}`);
}

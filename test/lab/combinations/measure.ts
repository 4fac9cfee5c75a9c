import { readFileSync } from 'node:fs';
import type { LabPlan, PlannedClient, PlannedHost, Station } from '../../../src/lab/plan/lab-plan.ts';
import { ipvsTable } from '../../../src/lab/plan/planned-table.ts';
import type { Lab } from '../../../src/lab/world/lab.ts';
import { analyse } from '../../../src/pipeline.ts';
import { readSettings } from '../../../src/settings.ts';
import { inLab } from '../machine/standing.ts';
import { type Combination, definitionOf, portsOf, vipOf } from './combination.ts';

const CLIENT = '@client';
/** Sources that take turns. */
export const SOURCES = 6;
const ADDRESSES = Array.from({ length: SOURCES }, (_, at) => [`10.1.0.${at + 11}`, `fd01::${at + 11}`]);
/** Whole rounds of the weights 2, 1, 1 and 2, 1, 0, with two requests of each source. */
const REQUESTS = 2 * SOURCES;
const SERVERS = [1, 2, 3];
/** Services in one table, all removed before the next ones come. */
const AT_ONCE = 1000;

const perl = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/**
 * All on one wire. Whoever is asked has the VIPs by a local route, and the client asks by way of the director. A real server answers by the
 * director what comes to its own address, and directly what comes to a VIP.
 */
function plan(): LabPlan {
  const station = (name: string, addresses: readonly string[], forwards = false): Station => ({
    name,
    links: [{ name: 'eth0', wire: 'w0', addresses }],
    routes: [],
    forwards,
  });
  const host = (one: Station): PlannedHost => ({
    ...one,
    isDirector: one.forwards,
    isRealServer: !one.forwards,
    files: [],
    secrets: [],
    programs: [],
    trackedFiles: [],
    realPrograms: [],
    certificates: [],
    users: [],
    answers: [],
    vips: [],
    changingVips: [],
    ipvs: [],
    sysctls: [],
    silentFor: [],
    syncs: false,
  });
  const client: PlannedClient = {
    ...station(
      CLIENT,
      ADDRESSES.flatMap(([four, six]) => [`${four}/24`, `${six}/64`]),
    ),
    title: 'a client',
    sources: ADDRESSES.flat(),
  };
  return {
    definitions: [],
    wires: [{ name: 'w0', title: 'w0' }],
    hosts: [
      host(
        station(
          'lvs1',
          ['10.1.0.8/24', '10.2.0.8/24', '10.99.200.8/24', 'fd01::8/64', 'fd02::8/64', 'fd99::2:8/112'],
          true,
        ),
      ),
      ...SERVERS.map((number) =>
        host(
          station(`rs${number}`, [
            `10.2.0.${20 + number}/24`,
            `fd02::${20 + number}/64`,
            `10.99.200.${20 + number}/24`,
            `fd99::2:${20 + number}/112`,
          ]),
        ),
      ),
    ],
    router: undefined,
    clients: [client],
    services: [],
    instances: [],
    hostAccess: [],
    notTried: [],
    tooNew: [],
    statuses: [],
    bfdPeers: [],
    trackedPrograms: [],
  };
}

const LOCAL = `ip route add local 10.99.0.0/17 dev lo
ip -6 route add local fd99::1:0/112 dev lo`;

const DIRECTOR = `${LOCAL}
${SERVERS.map((number) => `ip route add 10.${4 + number}.0.0/16 via 10.2.0.${20 + number}\nip -6 route add fd02:${4 + number}::/64 via fd02::${20 + number}`).join('\n')}
sysctl -q -w net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.eth0.send_redirects=0
# Each refusal is told.
sysctl -q -w net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
nft -f - <<'END'
table inet marks {
  map four { type ipv4_addr : mark; }
  map six { type ipv6_addr : mark; }
  chain in {
    type filter hook prerouting priority mangle;
    meta mark set ip daddr map @four
    meta mark set ip6 daddr map @six
  }
}
END`;

/** UDP to a VIP goes to one address of the host, and back from the VIP; likewise to one of many addresses of a host behind NAT. */
const realServer = (number: number) => `${LOCAL}
number=${number}
ip route add local 10.${4 + number}.0.0/16 dev lo
ip -6 route add local fd02:${4 + number}::/64 dev lo
sysctl -q -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.eth0.rp_filter=0 net.ipv6.conf.eth0.accept_redirects=0
modprobe ipip; modprobe ip6_tunnel; modprobe sctp
ip link set tunl0 up; ip link set ip6tnl0 up
sysctl -q -w net.ipv4.conf.tunl0.rp_filter=0
ip addr add 10.3.0.$number/32 dev lo; ip addr add fd03::$number/128 dev lo nodad
ip addr add 10.4.0.$number/32 dev lo; ip addr add fd04::$number/128 dev lo nodad
ip route add default dev eth0 scope link; ip -6 route add default dev eth0
for net in 10.2.0.0/24 10.4.0.0/14; do ip rule add from $net table 7; done
for net in fd02::/32 fd04::/64; do ip -6 rule add from $net table 7; done
ip route add default via 10.2.0.8 table 7
ip -6 route add default via fd02::8 dev eth0 table 7
nft -f - <<END
table inet vips {
  chain in {
    type nat hook prerouting priority dstnat;
    ip daddr 10.99.0.0/17 meta l4proto udp dnat ip to 10.3.0.$number
    ip6 daddr fd99::1:0/112 meta l4proto udp dnat ip6 to fd03::$number
    ip daddr 10.${4 + number}.0.0/16 meta l4proto udp dnat ip to 10.4.0.$number
    ip6 daddr fd02:${4 + number}::/64 meta l4proto udp dnat ip6 to fd04::$number
  }
}
END`;

/** What clients saw of each: `rs1 rs2 refused silent ...`, a word for each request. */
export async function measure(
  some: readonly (readonly [Combination, number])[],
): Promise<{ readonly kernel: string; readonly seen: ReadonlyMap<number, readonly string[]> }> {
  const seen = new Map<number, readonly string[]>();
  let kernel = '';
  await inLab(plan(), async (lab) => {
    kernel = lab.machine.description;
    await prepareHosts(lab);
    for (let at = 0; at < some.length; at += AT_ONCE) {
      const part = some.slice(at, at + AT_ONCE);
      for (const [number, words] of await measurePart(lab, part)) seen.set(number, words);
    }
  });
  return { kernel, seen };
}

async function prepareHosts(lab: Lab): Promise<void> {
  await lab.must('lvs1', DIRECTOR);
  for (const number of SERVERS) {
    const name = `rs${number}`;
    await lab.must(name, realServer(number));
    await lab.must(name, 'cat >/run/lab/answer.pl', { input: perl('answer.pl') });
    const own = [
      'tcp',
      ...[`10.2.0.${20 + number}`, `fd02::${20 + number}`].flatMap((address) => [
        `${address}:udp`,
        `${address}:sctp`,
      ]),
      ...['10.3.0.', 'fd03::', '10.4.0.', 'fd04::'].map((start) => `${start}${number}:udp`),
    ];
    await lab.must(name, `perl /run/lab/answer.pl ${name} ${own.join(' ')}`);
  }
  await lab.must(
    CLIENT,
    `modprobe sctp; ip route add 10.99.0.0/17 via 10.1.0.8; ip -6 route add fd99::1:0/112 via fd01::8; mkdir -p /run/lab; cat >/run/lab/ask.pl`,
    { input: perl('ask.pl') },
  );
}

async function measurePart(
  lab: Lab,
  part: readonly (readonly [Combination, number])[],
): Promise<[number, string[]][]> {
  const { settings } = await readSettings(undefined);
  const bytes = Buffer.from(definitionOf(part));
  const { repository } = await analyse(
    [{ file: 'clusters/lab/combinations.yaml', bytes }] as never,
    settings,
    '2026-01-01',
  );
  const [cluster] = [...repository.environments.values()].flatMap(({ clusters }) => clusters);
  if (cluster === undefined) throw new Error('the definition does not load');
  const table = cluster.virtualServers.flatMap((one) => ipvsTable('ipvsadm', one));
  const marked = part.filter(([{ listener }]) => listener === 'mark');
  const marks = marked.map(
    ([one, index]) =>
      `add element inet marks ${one.family === 'IPv4' ? 'four' : 'six'} { ${vipOf(one, index)} : ${index + 1} }`,
  );
  // The kernel refuses some, as what is asked will tell: the status is that of the last line alone.
  await lab.run('lvs1', `ipvsadm -C; ipvsadm -R`, { input: `${table.join('\n')}\n`, seconds: 120 });
  await lab.must('lvs1', 'nft -f -', { input: `${marks.join('\n')}\n` });
  await answerSctp(lab, part);
  const lines = part.map(
    ([one, index]) => `${index} ${one.protocol} ${vipOf(one, index)} ${portsOf(one).join(',')}`,
  );
  const sources = [0, 1].map((family) => ADDRESSES.map((own) => own[family]).join(','));
  const output = await lab.must(CLIENT, `perl /run/lab/ask.pl ${REQUESTS} 3 ${sources.join(' ')}`, {
    input: `${lines.join('\n')}\n`,
    seconds: 3000,
  });
  return output
    .trim()
    .split('\n')
    .map((line) => {
      const [number, ...words] = line.split(' ');
      return [Number(number), words];
    });
}

/** SCTP answers from addresses that the host has for sure: from each VIP there is a socket of its own. */
async function answerSctp(lab: Lab, part: readonly (readonly [Combination, number])[]): Promise<void> {
  const vips = part
    .filter(([{ protocol, method }]) => protocol === 'SCTP' && method !== 'NAT')
    .map(([one, index]) => vipOf(one, index));
  if (vips.length === 0) return;
  for (const number of SERVERS) {
    const commands = vips.map(
      (vip) =>
        `addr add ${vip}/${vip.includes(':') ? '128' : '32'} dev lo ${vip.includes(':') ? 'nodad' : ''}`,
    );
    await lab.must(`rs${number}`, 'ip -batch -', { input: `${commands.join('\n')}\n` });
    await lab.must(`rs${number}`, `perl /run/lab/answer.pl rs${number} $(cat)`, {
      input: vips.map((vip) => `${vip}:sctp`).join(' '),
      seconds: 120,
    });
  }
}

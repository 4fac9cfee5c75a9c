import { beforeAll, describe, expect, test } from 'vitest';
import type { LabPlan } from '../../../src/lab/plan/lab-plan.ts';
import { stateDifferences, stateOf } from '../../../src/lab/world/state.ts';
import { plansOfTexts } from '../planned.ts';
import { canRun, prepare } from './in-machine.ts';
import { inLab } from './standing.ts';

const TUNNELS = {
  ipip: '{ type: ipip }',
  gue: '{ type: gue, port: 6080 }',
  'gue-csum': '{ type: gue, port: 6080, checksum: csum }',
  'gue-remcsum': '{ type: gue, port: 6081, checksum: remcsum }',
  gre: '{ type: gre }',
  'gre-csum': '{ type: gre, checksum: csum }',
};
/** The families of VIP and real server: one in the other, or both the same. */
const FAMILIES = [
  { name: 'four', vips: '192.168.0.', host: 'rs4' },
  { name: 'six', vips: '2001:db8::', host: 'rs6' },
  { name: 'four-in-six', vips: '192.168.0.', host: 'rs6' },
  { name: 'six-in-four', vips: '2001:db8::', host: 'rs4' },
];
/** One host for each service, since a real server takes gre with checksums or without. */
const SERVICES = FAMILIES.flatMap(({ name, vips, host }, row) =>
  Object.entries(TUNNELS).map(([kind, tunnel], column) => ({
    name: `${name}-${kind}`,
    vip: `${vips}${100 + 10 * row + column}`,
    tunnel,
    host: kind === 'gre-csum' ? `${host}c` : host,
  })),
);

const DEFINITION = `
version: 1
name: tunnels
segments:
  lan: { subnet: [192.168.0.0/24, "2001:db8::/64"] }
directors:
  - name: lvs1
    interfaces:
      eth0: { segment: lan, address: [192.168.0.8/24, "2001:db8::8/64"] }
real_servers:
  - { name: rs4, address: 192.168.0.24/24 }
  - { name: rs4c, address: 192.168.0.25/24 }
  - { name: rs6, address: "2001:db8::26/64" }
  - { name: rs6c, address: "2001:db8::27/64" }
virtual_servers:
${SERVICES.map(
  ({ name, vip, tunnel, host }) => `  - name: ${name}
    vip: "${vip}"
    port: 80
    protocol: TCP
    lvs_sched: rr
    lvs_method: TUN
    tunnel: ${tunnel}
    real_servers: [{ name: ${host} }]`,
).join('\n')}
`;

/** All on one wire; whoever answers for a VIP of another family than its own has an address of that one as well. */
function onOneWire(plan: LabPlan): LabPlan {
  const wire = plan.wires[0]?.name ?? '';
  const also: Readonly<Record<string, string>> = {
    rs4: '2001:db8::4/64',
    rs4c: '2001:db8::5/64',
    rs6: '192.168.0.6/24',
    rs6c: '192.168.0.7/24',
  };
  const attached = (addresses: readonly string[]) => [{ name: 'eth0', wire, addresses }];
  return {
    ...plan,
    hosts: plan.hosts.map((host) => ({
      ...host,
      links: attached([...host.links.flatMap(({ addresses }) => addresses), also[host.name] ?? []].flat()),
    })),
    clients: plan.clients
      .slice(0, 1)
      .map((client) => ({ ...client, links: attached(['192.168.0.99/24', '2001:db8::99/64']) })),
  };
}

const ASK = `sysctl -q -w net.ipv4.tcp_syn_retries=1
for vip in ${SERVICES.map(({ vip }) => vip).join(' ')}; do
  host=nobody
  if { exec 3<>"/dev/tcp/$vip/80"; } 2>/dev/null; then
    echo who >&3
    read -t 3 -r host _ <&3 || true
  fi
  echo "$vip $host"
done`;

/** Devices that modules make when they are loaded, in each namespace; they are down. */
const OF_MODULES = /conf\/(?:tunl0|sit0|gre0|gretap0|erspan0|ip6tnl0|ip6gre0)\//;

const START_DAEMON = 'ipvsadm --start-daemon master --mcast-interface eth0';

describe.runIf(canRun)('tunnels', () => {
  beforeAll(prepare);

  test('of each type come out at the real servers, in both families, one in the other, with rp_filter on', async () => {
    const [plan] = await plansOfTexts({ 'clusters/lab/tunnels.yaml': DEFINITION });
    if (plan === undefined) throw new Error('no plan');
    await inLab(onOneWire(plan), async (lab) => {
      const realServers = ['rs4', 'rs4c', 'rs6', 'rs6c'];
      // An address that is still being tried asks for no neighbour: the first request would be lost.
      for (const name of ['lvs1', ...realServers])
        expect(await lab.must(name, 'ip -6 -o address show tentative')).toBe('');
      for (const name of realServers)
        await lab.must(name, 'sysctl -q -w net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.eth0.rp_filter=1');
      const before = await stateOf(lab, 'rs4');
      const all = async (words: string) => {
        for (const name of realServers)
          expect(await lab.must(name, `/usr/local/sbin/lvs_tun_rs.sh ${words}`)).toBe('');
      };
      await all('start');
      expect(await lab.must('lvs1', '/usr/local/sbin/lvs_tun.sh start')).toBe('');
      const client = lab.plan.clients[0]?.name ?? '';
      expect(await lab.must(client, ASK, { seconds: 120 })).toBe(
        SERVICES.map(({ vip, host }) => `${vip} ${host}\n`).join(''),
      );
      await all('start --dry-run');
      await all('status >/dev/null');
      expect(await lab.run('lvs1', START_DAEMON)).toMatchObject({
        status: 255,
        stderr: expect.stringMatching(/^Invalid operation/),
      });
      await all('stop');
      expect(await lab.must('rs4', 'ip fou show; ip -o link | grep lvs_tun || true')).toBe('');
      const left = stateDifferences(before, await stateOf(lab, 'rs4'));
      expect(left.filter((line) => !OF_MODULES.test(line))).toEqual([]);
    });
  });
});

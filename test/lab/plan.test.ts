import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LabPlan } from '../../src/lab/plan/lab-plan.ts';
import { MOST } from '../../src/lab/plan/room.ts';
import { plansOf, plansOfTexts } from './planned.ts';

async function planOf(...paths: readonly string[]): Promise<LabPlan> {
  const [plan, ...others] = await plansOf(...paths);
  if (plan === undefined || others.length > 0) throw new Error('not one plan');
  return plan;
}

const links = (plan: LabPlan, name: string) =>
  [...plan.hosts, ...plan.clients, ...(plan.router === undefined ? [] : [plan.router])]
    .find((station) => station.name === name)
    ?.links.map((link) => `${link.name} ${link.wire} ${link.addresses.slice(0, 1).join()}`);

describe('the plan of a NAT cluster', () => {
  test('has a wire for each segment, the hosts on them by their interfaces, and a client where the VIP is', async () => {
    const plan = await planOf('clusters/examples/nat/web-nat.yaml');
    expect(plan.wires).toEqual([
      { name: 'wire0', title: 'wan' },
      { name: 'wire1', title: 'lan' },
    ]);
    expect(links(plan, 'lvs1')).toEqual(['eth0 wire0 172.16.254.200/24', 'eth1 wire1 192.168.0.8/24']);
    expect(links(plan, 'rs1')).toEqual(['eth0 wire1 192.168.0.18/24']);
    expect(plan.hosts.find(({ name }) => name === 'rs1')?.routes).toEqual([
      { to: 'default', via: '192.168.0.8' },
    ]);
    // The gateway of the real servers is the director: nobody else has to be a router.
    expect(plan.router).toBeUndefined();
    expect(plan.services.map(({ id, clients }) => [id, clients])).toEqual([
      ['web-nat/http', ['@client-wire0']],
    ]);
  });

  test('expects the table, the sysctls and no VIP of its own', async () => {
    const plan = await planOf('clusters/examples/nat/web-nat.yaml');
    const [lvs1] = plan.hosts;
    expect(lvs1?.ipvs).toEqual([
      '-A -t 172.16.254.200:80 -s wrr',
      '-a -t 172.16.254.200:80 -r 192.168.0.18:80 -m -w 1',
      '-a -t 172.16.254.200:80 -r 192.168.0.28:80 -m -w 1',
    ]);
    expect(lvs1?.vips).toEqual([]);
    expect(lvs1?.sysctls).toEqual([
      'net/ipv4/ip_forward=1',
      'net/ipv4/conf/all/send_redirects=0',
      'net/ipv4/conf/eth0/send_redirects=0',
      'net/ipv4/conf/eth1/send_redirects=0',
    ]);
    expect(lvs1?.files.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'modules /etc/modules-load.d/lvsgen.conf',
      'sysctl /etc/sysctl.d/90-lvsgen.conf',
      'script /usr/local/sbin/lvs_nat.sh',
      'unit /etc/systemd/system/lvs_nat.service',
    ]);
  });
});

describe('the plan of NAT for IPv6', () => {
  const nat = (name: string) => planOf(`test/render/golden/nat-ipv6/clusters/prod/${name}.yaml`);

  test('expects forwarding of IPv6, and of IPv4 only where that is forwarded', async () => {
    const [six] = (await nat('six')).hosts;
    expect(six?.sysctls).toEqual(['net/ipv6/conf/all/forwarding=1']);
    const [dual] = (await nat('dual')).hosts;
    expect(dual?.sysctls).toEqual([
      'net/ipv4/ip_forward=1',
      'net/ipv4/conf/all/send_redirects=0',
      'net/ipv4/conf/eth0/send_redirects=0',
      'net/ipv4/conf/eth1/send_redirects=0',
      'net/ipv4/conf/eth2/send_redirects=0',
      'net/ipv4/conf/eth3/send_redirects=0',
      'net/ipv6/conf/all/forwarding=1',
    ]);
  });

  test('leaves forwarding to what was rendered: no host of the definition is a router before', async () => {
    const { hosts } = await nat('dual');
    expect(hosts.map(({ name, forwards }) => [name, forwards])).toEqual([
      ['lvs1', false],
      ['rs1', false],
      ['rs2', false],
    ]);
  });
});

describe('the plan of a DR cluster', () => {
  test('has a router with the gateway, and a client behind it', async () => {
    const plan = await planOf('clusters/examples/dr/web-dr.yaml');
    expect(links(plan, '@router')).toEqual([
      'eth0 wire0 192.168.0.1/24',
      'outside outside 198.18.250.254/24',
    ]);
    expect(plan.clients.map(({ name, title }) => `${name}: ${title}`)).toEqual([
      '@client-wire0: a client on lan',
      '@client-outside: a client behind the router',
    ]);
    expect(plan.services[0]?.clients).toEqual(['@client-wire0', '@client-outside']);
  });

  test('expects real servers that hold the VIP and are silent', async () => {
    const plan = await planOf('clusters/examples/dr/web-dr.yaml');
    const rs1 = plan.hosts.find(({ name }) => name === 'rs1');
    expect(rs1?.vips).toEqual(['192.168.0.38/32 lo']);
    expect(rs1?.silentFor).toEqual(['192.168.0.38']);
    expect(rs1?.sysctls).toEqual(['net/ipv4/conf/all/arp_ignore=1', 'net/ipv4/conf/all/arp_announce=2']);
    expect(rs1?.answers).toEqual(['tcp 80 http']);
  });
});

describe('the plan of clusters with keepalived', () => {
  test('says who is master, and how soon another one is', async () => {
    const plan = await planOf('clusters/examples/ha/web-ha.yaml');
    expect(plan.instances).toEqual([
      {
        name: 'VI_1',
        vips: { lvs1: ['192.168.0.38/32 eth0'], lvs2: ['192.168.0.38/32 eth0'] },
        interfaces: { lvs1: 'eth0', lvs2: 'eth0' },
        hasVmac: false,
        directors: ['lvs1', 'lvs2'],
        isPreemptive: true,
        preemptDelay: 0,
        // Three advertisements, and (256 - 90) / 256 seconds of skew.
        takeover: 3.6484375,
      },
    ]);
    // delay_loop 6, retry 3, delay_before_retry 3, connect_timeout 10.
    expect(plan.services[0]?.realServers[0]?.detection).toEqual({
      refused: 15,
      silent: 55,
      back: 15,
      backFromSilence: 25,
      slowest: 55,
    });
  });

  test('of equal priorities the member with the higher address becomes MASTER', async () => {
    const path = 'clusters/examples/ha/web-ha.yaml';
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
      .replace('priority: 100', 'priority: 90')
      .replace('192.168.0.58', 'SECOND');
    const directorsOf = async (second: string) => {
      const [plan] = await plansOfTexts({ [path]: text.replace('SECOND', second) });
      return plan?.instances.map(({ directors }) => directors);
    };
    expect(await directorsOf('192.168.0.58')).toEqual([['lvs2', 'lvs1']]);
    // Addresses are compared as numbers: as text, 9 would be higher than 48.
    expect(await directorsOf('192.168.0.9')).toEqual([['lvs1', 'lvs2']]);
  });

  test('waits for as many advertisements as the instance or its host does', async () => {
    const path = 'clusters/examples/ha/web-ha.yaml';
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    const takeoverOf = async (changed: string) => {
      const [plan] = await plansOfTexts({ [path]: changed });
      return plan?.instances.map(({ takeover }) => takeover);
    };
    const own = text.replace('virtual_router_id: 51', 'virtual_router_id: 51\n    down_timer_adverts: 9');
    const global = text.replace(
      'vrrp_instances:',
      'global_defs: { vrrp_down_timer_adverts: 5 }\nvrrp_instances:',
    );
    expect(await takeoverOf(own)).toEqual([9.6484375]);
    expect(await takeoverOf(global)).toEqual([5.6484375]);
  });

  test('joins the clusters that share hosts, and no others', async () => {
    const plan = await planOf('clusters/prod/api.yaml', 'clusters/prod/edge.yaml', 'clusters/prod/shop.yaml');
    expect(plan.definitions).toEqual(['clusters/prod/api.yaml', 'clusters/prod/shop.yaml']);
    expect(plan.hosts.map(({ name }) => name)).toEqual(['app-lvs1', 'app-lvs2', 'app1', 'app2', 'app3']);
    expect(plan.instances.map(({ name, directors }) => [name, directors])).toEqual([
      ['API', ['app-lvs1', 'app-lvs2']],
      ['SHOP', ['app-lvs2', 'app-lvs1']],
    ]);
    expect(plan.hosts[0]?.secrets).toEqual(['API_VRRP_PASS', 'SHOP_VRRP_PASS']);
  });

  test('leaves a gateway that is a VIP to the directors, and answers as the checks ask', async () => {
    const plan = await planOf('clusters/prod/edge.yaml');
    expect(links(plan, '@router')).toEqual([
      'eth0 wire0 198.51.100.1/24',
      'outside outside 198.18.250.254/24',
    ]);
    expect(plan.hosts.find(({ name }) => name === 'shop-old1')?.answers).toEqual([
      'tcp 8080 http',
      'page 8080 shop.example.org /health 200 -',
    ]);
    // On the real servers' own wire replies would not come back through the director.
    expect(plan.services.map(({ clients }) => clients)).toEqual([
      ['@client-wire0', '@client-outside'],
      ['@client-wire0', '@client-outside'],
    ]);
  });
});

describe('the plan of what keepalived makes and marks itself', () => {
  test('knows the interfaces with a virtual MAC by the names that keepalived gives them', async () => {
    const plan = await planOf('test/lab/wide/macs.yaml');
    const vips = Object.fromEntries(plan.instances.map((instance) => [instance.name, instance.vips['lvs1']]));
    expect(vips).toEqual({
      WHOLE: ['192.168.0.38/32 mac.51', '10.45.0.38/32 one.51'],
      ONE: ['192.168.0.39/32 one.52'],
      SIX: ['fe80::51/64 mac6.51', '2001:db8:1::38/64 mac6.51', '2001:db8:1::40/128 mac6.51'],
    });
    expect(plan.instances.map(({ hasVmac }) => hasVmac)).toEqual([true, true, true]);
    const named = await planOf('test/lab/wide/words.yaml');
    expect(named.instances[0]?.vips['lvs2']).toEqual(['192.168.0.38/32 vip0', '203.0.113.5/32 vip0']);
  });

  test('has a group as one service by its mark, where keepalived marks it', async () => {
    const plan = await planOf('test/lab/wide/macs.yaml');
    const group = plan.services.find(({ id }) => id === 'macs/group');
    expect(group?.targets).toEqual([
      { protocol: 'TCP', address: '192.168.0.38', port: 80 },
      { protocol: 'TCP', address: '192.168.0.39', port: 80 },
    ]);
    const lvs1 = plan.hosts.find(({ name }) => name === 'lvs1');
    expect(lvs1?.ipvs.filter((line) => line.includes('-f'))).toEqual([
      '-A -f 2000 -s wrr',
      '-a -f 2000 -r 192.168.0.18:0 -g -w 1',
      '-a -f 2000 -r 192.168.0.28:0 -g -w 1',
    ]);
  });

  test('tracks no process, and says so', async () => {
    const text = readFileSync(new URL('wide/tracking.yaml', import.meta.url), 'utf8')
      .replace(
        'vrrp_sync_groups:',
        'vrrp_track_processes: [{ name: agent, process: agent }]\nvrrp_sync_groups:',
      )
      .replace('    track_script: [up]', '    track_script: [up]\n    track_process: [agent]');
    const [plan] = await plansOfTexts({ 'clusters/lab/tracking.yaml': text });
    const conf = plan?.hosts[0]?.files.find(({ kind }) => kind === 'keepalived')?.content;
    expect(conf).toContain('vrrp_track_process agent');
    expect(conf).toContain('    track_script {\n        up\n    }\n');
    expect(conf).not.toMatch(/^ *track_process/m);
    expect(plan?.notTried.map(({ what }) => what)).toEqual([
      'tracking: track_process agent',
      'tracking: track_interface eth2 failing',
    ]);
  });
});

describe('the plan of tunnels', () => {
  test('expects the VIPs on tunnels, silent real servers, and a way back past the director', async () => {
    const plan = await planOf('test/lab/wide/tun.yaml');
    const rack1 = plan.hosts.find(({ name }) => name === 'rack1');
    expect(rack1?.vips).toEqual([
      '192.168.0.38/32 lvs_tun',
      '192.168.0.39/32 lvs_tun',
      '2001:db8:1::38/128 lvs_tun',
      '2001:db8:1::39/128 lvs_tun',
    ]);
    expect(rack1?.silentFor).toEqual(['192.168.0.38', '192.168.0.39']);
    expect(rack1?.sysctls).toEqual(['net/ipv4/conf/all/arp_ignore=1', 'net/ipv4/conf/all/arp_announce=2']);
    expect(rack1?.routes).toEqual([
      { to: 'default', via: '10.1.0.1' },
      { to: 'default', via: '2001:db8:2::1' },
    ]);
    expect(plan.services.map(({ id, clients }) => [id, clients])).toEqual(
      ['ipip', 'gue', 'gre', 'ipip6', 'gue6', 'gre6'].map((name) => [
        `tun/${name}`,
        ['@client-wire0', '@client-outside'],
      ]),
    );
    expect(plan.services[1]?.realServers.map(({ host, tunnel }) => [host, tunnel])).toEqual([
      ['rack1', { type: 'gue', port: 6080 }],
      ['rack2', { type: 'gue', port: 6080 }],
    ]);
  });
});

describe('the plan of services that have several addresses or ports', () => {
  const targetsOf = (plan: LabPlan, id: string) =>
    plan.services
      .find((service) => service.id === id)
      ?.targets.map(({ protocol, address, port }) => `${protocol} ${address} ${port}`);

  test('asks at each mark, at the ends of its ports, and at two of all ports', async () => {
    const plan = await planOf('test/lab/wide/schedulers.yaml');
    expect(targetsOf(plan, 'schedulers/udp')).toEqual(['UDP 192.168.0.38 53']);
    expect(targetsOf(plan, 'schedulers/shop')).toEqual([
      'TCP 192.168.0.39 80',
      'TCP 192.168.0.39 443',
      'UDP 192.168.0.39 443',
    ]);
    expect(targetsOf(plan, 'schedulers/every-port')).toEqual(['TCP 192.168.0.40 80', 'TCP 192.168.0.40 443']);
    const group = plan.services.filter(({ id }) => id.startsWith('schedulers/mixed'));
    expect(group.map(({ id }) => [id, targetsOf(plan, id)])).toEqual([
      ['schedulers/mixed -t 192.168.0.41:80', ['TCP 192.168.0.41 80']],
      ['schedulers/mixed -t 192.168.0.42:80', ['TCP 192.168.0.42 80']],
      ['schedulers/mixed -f 8', ['TCP 192.168.0.43 8000', 'TCP 192.168.0.43 8100']],
    ]);
    expect(plan.hosts.find(({ name }) => name === 'rs1')?.answers).toEqual([
      ...[80, 81, 82, 83, 84, 85, 86, 87, 443, 8000, 8100].map((port) => `tcp ${port} http`),
      'udp 192.168.0.38 53',
      'udp 192.168.0.39 443',
    ]);
  });

  test('knows all of the table, with its options', async () => {
    const plan = await planOf('test/lab/wide/schedulers.yaml');
    const services = plan.hosts[0]?.ipvs.filter((line) => line.startsWith('-A'));
    expect(services).toEqual([
      '-A -f 7 -s wrr -p 300',
      '-A -f 8 -s wrr',
      '-A -t 192.168.0.38:80 -s sh',
      '-A -t 192.168.0.38:81 -s mh',
      '-A -t 192.168.0.38:82 -s wlc',
      '-A -t 192.168.0.38:83 -s sed',
      '-A -t 192.168.0.38:84 -s dh',
      '-A -t 192.168.0.38:85 -s fo',
      '-A -t 192.168.0.38:86 -s wrr',
      '-A -t 192.168.0.38:87 -s sh -b sh-port',
      '-A -t 192.168.0.40:0 -s wrr -p 300',
      '-A -t 192.168.0.41:80 -s wrr',
      '-A -t 192.168.0.42:80 -s wrr',
      '-A -t 192.168.0.44:80 -s rr',
      '-A -t 203.0.113.9:80 -s rr',
      '-A -u 192.168.0.38:53 -s wrr',
    ]);
  });

  test('a real server behind a mark of one port has a port with NAT only', async () => {
    const text = readFileSync(new URL('faulty/marks-overlap.yaml', import.meta.url), 'utf8');
    const entries = async (definition: string) => {
      const [plan] = await plansOfTexts({ 'clusters/lab/marks-overlap.yaml': definition });
      return plan?.hosts[0]?.ipvs.filter((line) => line.startsWith('-a -f 7'));
    };
    expect(await entries(text)).toEqual(['-a -f 7 -r 192.168.0.18:0 -g -w 1']);
    const translated = text.replace('lvs_method: DR', 'lvs_method: NAT');
    expect(await entries(translated)).toEqual(['-a -f 7 -r 192.168.0.18:80 -m -w 1']);
  });

  test.each(['schedulers', 'tun'])('the scripts of %s say the same of the table', async (name) => {
    const plan = await planOf(`test/lab/wide/${name}.yaml`);
    const [lvs1] = plan.hosts;
    const said = new Set(
      lvs1?.files.flatMap(({ content }) => content.split('\n').map((line) => line.trim())),
    );
    expect(lvs1?.ipvs.filter((line) => !said.has(`'${line}'`))).toEqual([]);
  });

  test('asks the ends of a range of addresses', async () => {
    const text = readFileSync(new URL('wide/schedulers.yaml', import.meta.url), 'utf8');
    const [plan] = await plansOfTexts({
      'clusters/lab/schedulers.yaml': text.replace('192.168.0.41-42', '192.168.0.50-57'),
    });
    expect(plan?.services.map(({ id }) => id).filter((id) => id.includes('mixed'))).toEqual([
      'schedulers/mixed -t 192.168.0.50:80',
      'schedulers/mixed -t 192.168.0.51:80',
      'schedulers/mixed -t 192.168.0.57:80',
      'schedulers/mixed -f 8',
    ]);
  });

  test('asks nothing where somebody else sets the mark, and knows who tells of connections', async () => {
    const text = readFileSync(new URL('wide/pair.yaml', import.meta.url), 'utf8');
    const marked = text.replace('    fwmark: 7\n', '    fwmark: 7\n    set_mark: false\n');
    const [plan] = await plansOfTexts({ 'clusters/lab/pair.yaml': marked });
    const shop = plan?.services.find(({ id }) => id === 'pair/shop');
    expect([shop?.targets, shop?.clients]).toEqual([[], []]);
    expect(plan?.hosts.filter(({ syncs }) => syncs).map(({ name }) => name)).toEqual(['lvs1', 'lvs2']);
  });
});

describe('the plan of interfaces with several addresses and with none', () => {
  const wide = async () => {
    const path = 'test/lab/wide/interfaces.yaml';
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    const [plan] = await plansOfTexts({ 'clusters/lab/interfaces.yaml': text });
    return plan as LabPlan;
  };

  test('has them by name, on one wire for all subnets of a segment', async () => {
    const plan = await wide();
    expect(plan.wires.map(({ title }) => title)).toEqual(['lan', 'pub', 'back', 'outside']);
    const lvs1 = plan.hosts.find(({ name }) => name === 'lvs1');
    expect(lvs1?.links.map(({ name, wire, addresses }) => [name, wire, ...addresses])).toEqual([
      ['eth0', 'wire0', '192.168.0.48/24', '192.168.10.48/24'],
      ['eth1', 'wire1'],
      ['eth2', 'wire2', '10.45.0.48/24'],
    ]);
    expect(links(plan, 'both1')).toEqual(['eth0 wire0 192.168.0.68/24', 'eth1 wire2 10.45.0.68/24']);
    expect(plan.hosts.find(({ name }) => name === 'both1')?.routes).toEqual([
      { to: 'default', via: '192.168.0.1' },
    ]);
  });

  test('expects each VIP where its dev says', async () => {
    const [instance] = (await wide()).instances;
    expect(instance?.vips['lvs2']).toEqual([
      '192.168.0.38/32 eth0',
      '198.51.100.2/28 eth1',
      '10.45.0.38/32 eth2',
    ]);
  });
});

describe('a plan that no machine has room for', () => {
  const definition = (realServers: number, services: number) => {
    const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
    const address = (at: number) => `10.0.${1 + Math.floor(at / 250)}.${1 + (at % 250)}`;
    return JSON.stringify({
      version: 1,
      name: 'large',
      segments: { lan: { subnet: '10.0.0.0/16' } },
      directors: [{ name: 'lvs1', interfaces: { eth0: { segment: 'lan', address: '10.0.0.8/16' } } }],
      real_servers: numbers(realServers).map((at) => ({ name: `rs${at}`, address: `${address(at)}/16` })),
      virtual_servers: numbers(services).map((at) => ({
        name: `s${at}`,
        vip: '10.0.100.1',
        port: 1000 + at,
        protocol: 'TCP',
        lvs_sched: 'rr',
        lvs_method: 'DR',
        real_servers: [{ name: `rs${at % realServers}` }],
      })),
    });
  };

  test('is refused before one is started', async () => {
    const planned = (realServers: number, services: number) =>
      plansOfTexts({ 'clusters/large.yaml': definition(realServers, services) });
    expect(await planned(MOST.hosts - 1, MOST.services)).toHaveLength(1);
    const rest = 'clusters that share hosts are tried together';
    await expect(planned(MOST.hosts, 1)).rejects.toThrow(
      `the lab has room for 128 hosts, and clusters/large.yaml have 129; ${rest}`,
    );
    await expect(planned(1, MOST.services + 1)).rejects.toThrow(
      `the lab has room for 256 services, and clusters/large.yaml have 257; ${rest}`,
    );
  });
});

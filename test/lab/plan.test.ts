import { describe, expect, test } from 'vitest';
import type { LabPlan } from '../../src/lab/plan/lab-plan.ts';
import { plansOf } from './planned.ts';

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
      'sysctl /etc/sysctl.d/90-lvsgen.conf',
      'script /usr/local/sbin/lvs_nat.sh',
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
        directors: ['lvs1', 'lvs2'],
        isPreemptive: true,
        preemptDelay: 0,
        // Three advertisements, and (256 - 90) / 256 seconds of skew.
        takeover: 3.6484375,
      },
    ]);
    // delay_loop 6, retry 3, delay_before_retry 3, connect_timeout 10.
    expect(plan.services[0]?.realServers[0]?.detection).toEqual({ refused: 15, silent: 55, back: 15 });
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
      'status 8080 /health 200',
    ]);
    // On the real servers' own wire replies would not come back through the director.
    expect(plan.services.map(({ clients }) => clients)).toEqual([
      ['@client-wire0', '@client-outside'],
      ['@client-wire0', '@client-outside'],
    ]);
  });
});

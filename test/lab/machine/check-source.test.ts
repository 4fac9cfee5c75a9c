import { beforeAll, describe, expect, test } from 'vitest';
import { keepalivedLog, startKeepalived, stopKeepalived } from '../../../src/lab/world/keepalived.ts';
import { until } from '../../../src/lab/world/lab.ts';
import { ipvsOf } from '../../../src/lab/world/state.ts';
import { plansOfTexts } from '../planned.ts';
import { canRun, prepare } from './in-machine.ts';
import { inLab, scriptOf } from './standing.ts';

const CONF = '/etc/keepalived/keepalived.conf';

/** VIPs with the prefix length of their subnet, in each way in which keepalived gives one to a host; DR, and TUN over a router. */
const DEFINITION = `
version: 1
name: six
segments:
  lan: { subnet: "2001:db8:1::/64", gateway: "2001:db8:1::1" }
  racks: { subnet: "2001:db8:2::/64", gateway: "2001:db8:2::1" }
directors:
  - name: lvs1
    interfaces: { eth0: { segment: lan, address: "2001:db8:1::11/64" } }
    static_ipaddress: [{ address: "2001:db8:1::83/64", dev: eth0 }]
vrrp_instances:
  - name: VI_1
    interface: eth0
    virtual_router_id: 61
    virtual_ipaddress: ["fe80::1:10/64", "2001:db8:1::80/64"]
    virtual_ipaddress_excluded: ["2001:db8:1::81/64"]
    members: [{ director: lvs1, priority: 110 }]
  - name: VI_2
    interface: eth0
    virtual_router_id: 62
    use_vmac: true
    virtual_ipaddress: ["fe80::1:20/64", "2001:db8:1::82/64"]
    members: [{ director: lvs1, priority: 110 }]
real_servers:
  - { name: near, address: "2001:db8:1::21/64" }
  - { name: rack, address: "2001:db8:2::21/64" }
virtual_servers:
  - { name: advertised, vip: "2001:db8:1::80", real_servers: [{ name: near }] }
  - { name: excluded, vip: "2001:db8:1::81", lvs_method: TUN, real_servers: [{ name: near }, { name: rack }] }
  - { name: virtual-mac, vip: "2001:db8:1::82", real_servers: [{ name: near }] }
  - { name: static, vip: "2001:db8:1::83", real_servers: [{ name: near }] }
defaults:
  virtual_servers:
    port: 80
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    delay_loop: 1
    checks: [{ TCP_CHECK: { connect_timeout: 1, retry: 0 } }]
`;

describe.runIf(canRun)('an IPv6 VIP with the prefix length of its subnet', () => {
  beforeAll(prepare);

  test('is the source of health checks, which then fail, unless it is deprecated: then they succeed', async () => {
    const [plan] = await plansOfTexts({ 'clusters/lab/six.yaml': DEFINITION });
    const conf = scriptOf(plan, 'lvs1', 'keepalived.conf');
    const deprecated = / preferred_lft 0$/gm;
    expect(conf.match(deprecated)).toHaveLength(6);
    await inLab(plan, async (lab) => {
      for (const { name, files } of lab.plan.hosts) {
        for (const { kind, path } of files) {
          if (kind === 'sysctl') await lab.must(name, `sysctl -e -p '${path}'`);
          if (kind === 'script') await lab.must(name, `'${path}' start`);
        }
      }
      const missing = async () => {
        const table = await ipvsOf(lab, 'lvs1');
        const servers = lab.host('lvs1').ipvs.filter((line) => line.startsWith('-a'));
        return servers.filter((line) => !table.includes(line));
      };
      const start = async (text: string) => {
        await lab.must('lvs1', `cat >${CONF}`, { input: text });
        await startKeepalived(lab, 'lvs1');
      };
      await start(conf.replaceAll(deprecated, ''));
      const { answer } = await until(lab, 60, missing, (lines) => lines.length === 5);
      expect(answer).toHaveLength(5);
      await stopKeepalived(lab, 'lvs1');
      await start(conf);
      // As MASTER, and after that more than one round of checks.
      const isMaster = 'test -n "$(ip -6 -o addr show deprecated to 2001:db8:1::82)"';
      const master = await until(
        lab,
        60,
        () => lab.run('lvs1', isMaster),
        ({ status }) => status === 0,
        1,
      );
      expect(master.isGood, String(await keepalivedLog(lab, 'lvs1', 30))).toBe(true);
      await lab.sleep(15);
      expect(await missing()).toEqual([]);
    });
  });
});

import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'setting-without-effect';
const set = (base: string, setting: string) => edit(base, 'version: 1\n', `version: 1\n${setting}\n`);

test('no NAT service, by either engine', async () => {
  expect(await lint(rule, set(DR, 'masquerade: false\nrestrict_forwarding: true'))).toEqual([
    {
      severity: 'warning',
      message: '"masquerade" has no effect without a virtual server of lvs_method NAT',
      hint: 'remove masquerade',
      at: 'clusters/prod/web-dr.yaml:2:1-2:11 «masquerade»',
    },
    {
      severity: 'warning',
      message: '"restrict_forwarding" has no effect without a virtual server of lvs_method NAT',
      hint: 'remove restrict_forwarding',
      at: 'clusters/prod/web-dr.yaml:3:1-3:20 «restrict_forwarding»',
    },
  ]);
  expect((await lint(rule, set(HA, 'masquerade: true'))).length).toBe(1);
});

test('interface of a virtual server, under keepalived', async () => {
  expect(await lint(rule, edit(HA, '    port: 80\n', '    interface: eth0\n    port: 80\n'))).toEqual([
    {
      severity: 'warning',
      message: '"interface" of a virtual server has no effect with engine keepalived',
      hint: 'remove interface: VRRP instance "VI_1" says where the VIP is',
      at: 'clusters/prod/web-ha.yaml:26:5-26:14 «interface»',
      related: ['clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.38/32» the VIP there'],
    },
  ]);
  const single = set(
    edit(NAT, '    port: 80\n', '    interface: eth0\n    port: 80\n'),
    'engine: keepalived',
  );
  expect(await lint(rule, single)).toEqual([
    {
      severity: 'warning',
      message: '"interface" of a virtual server has no effect with engine keepalived',
      hint: 'remove interface',
      at: 'clusters/prod/web-nat.yaml:18:5-18:14 «interface»',
    },
  ]);
});

test('source_nat without a real server by NAT', async () => {
  const masked = (base: string, method: string) =>
    edit(base, `lvs_method: ${method}\n`, `lvs_method: ${method}\n    source_nat: true\n`);
  expect(await lint(rule, masked(DR, 'DR'))).toEqual([
    {
      severity: 'warning',
      message: '"source_nat" has no effect without a real server of lvs_method NAT',
      hint: 'remove source_nat, or set lvs_method to NAT',
      at: 'clusters/prod/web-dr.yaml:19:5-19:15 «source_nat»',
    },
  ]);
  expect(await lint(rule, masked(NAT, 'NAT'))).toEqual([]);
  const one = edit(masked(DR, 'DR'), '{ name: rs1, weight: 3 }', '{ name: rs1, lvs_method: NAT }');
  expect(await lint(rule, one)).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // With NAT, by either engine, also beside DR.
  const settings = 'masquerade: false\nrestrict_forwarding: false';
  expect(await lint(rule, set(NAT, settings))).toEqual([]);
  expect(await lint(rule, set(NAT_HA, settings))).toEqual([]);
  const beside = `${set(NAT, settings)}  - name: dr
    vip: 192.168.0.38
    port: 80
    protocol: TCP
    lvs_sched: wrr
    lvs_method: DR
    real_servers: [{ name: rs1 }]
`;
  expect(await lint(rule, beside)).toEqual([]);
  // The scripts put the VIP on the interface.
  expect(await lint(rule, edit(DR, '    port: 80\n', '    interface: eth0\n    port: 80\n'))).toEqual([]);
  // A VRRP instance's own.
  expect(await lint(rule, `${HA}defaults: { vrrp_instances: { interface: eth0 } }\n`)).toEqual([]);
});

test('the interface of a service whose VIP is not in the adverts', async () => {
  const excluded = edit(
    edit(HA, '    vip: 192.168.0.38', '    interface: eth0\n    vip: 192.168.0.39'),
    '    members:',
    '    virtual_ipaddress_excluded: [192.168.0.39/32]\n    members:',
  );
  expect((await lint(rule, excluded)).map(({ related }) => related)).toEqual([
    ['clusters/prod/web-ha.yaml:17:34-17:49 «192.168.0.39/32» the VIP there'],
  ]);
});

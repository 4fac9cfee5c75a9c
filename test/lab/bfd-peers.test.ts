import { expect, test } from 'vitest';
import { HA } from '../support/definitions.ts';
import { plansOfTexts } from './planned.ts';

const withSessions = (sessions: string, checks = '') =>
  `${HA.replace(/ {6}- TCP_CHECK: .*\n/, `$&${checks}`)}bfd_instances:\n${sessions}`;

async function planOf(text: string) {
  const [plan] = await plansOfTexts({ 'clusters/prod/web.yaml': text });
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

test('a real server is the other end of the sessions that lead to it, one for each director', async () => {
  const plan = await planOf(
    withSessions(
      [
        '  - { name: rs1, neighbor_ip: 192.168.0.18, source_ip: 192.168.0.48, min_rx: 300, multiplier: 3, passive: true, directors: [lvs1] }',
        '  - { name: rs1, neighbor_ip: 192.168.0.18, directors: [lvs2] }',
        '  - { name: peer, neighbor_ip: 192.168.0.58, directors: [lvs1] }\n',
      ].join('\n'),
    ),
  );
  expect(plan.bfdPeers).toEqual([
    {
      station: 'rs1',
      conf: `bfd_instance lab0 {
    neighbor_ip 192.168.0.48
    source_ip 192.168.0.18
    min_tx 200
    min_rx 200
    multiplier 3
}
bfd_instance lab1 {
    neighbor_ip 192.168.0.58
    source_ip 192.168.0.18
    min_tx 200
    min_rx 200
}
`,
    },
  ]);
});

test('a gateway that no host has is one, too', async () => {
  const text = withSessions('  - { name: gateway, neighbor_ip: 192.168.0.1, directors: [lvs1] }\n').replace(
    'subnet: 192.168.0.0/24',
    'subnet: 192.168.0.0/24, gateway: 192.168.0.1',
  );
  const plan = await planOf(text);
  expect(plan.bfdPeers.map(({ station }) => station)).toEqual(['@router']);
});

test('a check is tried where its session ends at its real server alone', async () => {
  const own = (name: string) => `{ name: ${name}, weight: 1, checks: [{ BFD_CHECK: { name: ${name} } }] }`;
  const text = withSessions(
    ['rs1', 'rs2'].map((name, at) => `  - { name: ${name}, neighbor_ip: 192.168.0.${at + 1}8 }\n`).join(''),
  ).replace(/\{ name: (rs\d), weight: 1 \}/g, (_, name: string) => own(name));
  const plan = await planOf(text);
  const noticed = plan.services[0]?.realServers.map(({ host, detection }) => [host, detection?.refused]);
  expect(noticed).toEqual([
    ['rs1', 1],
    ['rs2', 1],
  ]);
  expect(plan.notTried).toEqual([]);
});

test('a check is not tried where its session ends at another real server', async () => {
  const session = '  - { name: rs1, neighbor_ip: 192.168.0.18 }\n';
  const plan = await planOf(withSessions(session, '      - BFD_CHECK: { name: rs1 }\n'));
  expect(plan.notTried).toEqual([
    {
      what: 'web-ha/http: BFD session rs1 when a real server is gone',
      reason: 'the session does not end at its real server alone, or a VRRP instance tracks it',
    },
  ]);
});

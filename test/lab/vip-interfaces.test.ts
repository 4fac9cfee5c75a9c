import { expect, test } from 'vitest';
import { plansOfTexts } from './planned.ts';

test('each interface with a virtual MAC has a name of its own', async () => {
  const numbers = Array.from({ length: 12 }, (_, at) => at);
  const text = `version: 1
name: macs
segments: { ${numbers.map((at) => `s${at}: { subnet: 10.0.${at}.0/24 }`).join(', ')} }
directors:
${[1, 2].map((host) => `  - { name: lvs${host}, interfaces: { ${numbers.map((at) => `eth${at}: { segment: s${at}, address: 10.0.${at}.${host}/24 }`).join(', ')} } }`).join('\n')}
vrrp_instances:
${numbers.map((at) => `  - { name: V${at}, interface: eth${at}, virtual_router_id: 51, use_vmac: true, virtual_ipaddress: [10.0.${at}.9/32], members: [{ director: lvs1, priority: 100 }, { director: lvs2, priority: 90 }] }`).join('\n')}
real_servers: []
virtual_servers: []
`;
  const [plan] = await plansOfTexts({ 'clusters/prod/macs.yaml': text });
  expect(plan?.instances.map(({ vips }) => vips['lvs1']?.[0]?.split(' ')[1])).toEqual([
    'vrrp.51',
    ...numbers.slice(1).map((at) => `vrrp${at}.51`),
  ]);
});

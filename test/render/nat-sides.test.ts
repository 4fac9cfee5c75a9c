import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { analyse } from '../../src/pipeline.ts';
import { directorScriptView } from '../../src/render/views/director-script-view.ts';
import { forwardedParts, forwardScriptView } from '../../src/render/views/forward-script-view.ts';
import type { ScriptSection } from '../../src/render/views/script-view.ts';
import { sysctlView } from '../../src/render/views/sysctl-view.ts';
import { readSettings } from '../../src/settings.ts';

const SUBNETS: Readonly<Record<string, string>> = {
  eth0: '198.51.100.0/24',
  eth1: '10.0.1.0/24',
  eth2: '10.0.2.0/24',
  eth3: '10.0.3.0/24',
  eth4: '2001:db8:4::/64',
  eth5: '2001:db8:5::/64',
};

const addressOn = (name: string, number: number): string =>
  (SUBNETS[name] ?? expect.fail(name)).replace(/(?<=[.:])0?\/.*$/, String(number));
const lengthOf = (name: string): string => /\/\d+$/.exec(SUBNETS[name] ?? '')?.[0] ?? '';

interface Service {
  /** Where the VIP and the real server are. */
  readonly vip: string;
  readonly realServer: string;
  readonly method?: string;
}

/** A definition of the director lvs1: its interfaces, its services, and what else it says. */
function definition(
  name: string,
  interfaces: readonly string[],
  services: readonly Service[],
  more = '',
): string {
  const seed = name.charCodeAt(0);
  return `version: 1
name: ${name}
${more}
segments:
${interfaces.map((on) => `  ${on}: { subnet: "${SUBNETS[on]}", id: ${on} }`).join('\n')}
directors:
  - name: lvs1
    interfaces:
${interfaces.map((on) => `      ${on}: { segment: ${on}, address: "${addressOn(on, 1)}${lengthOf(on)}" }`).join('\n')}
real_servers:
${services
  .map(
    ({ realServer }, index) =>
      `  - { name: ${name}${index}, address: "${addressOn(realServer, seed + index)}${lengthOf(realServer)}", gateway: "${addressOn(realServer, 1)}" }`,
  )
  .join('\n')}
virtual_servers:
${services
  .map(
    ({ vip, method = 'NAT' }, index) =>
      `  - { name: s${index}, vip: "${vip === 'routed' ? `203.0.113.${seed}` : addressOn(vip, seed + 50 + index)}", ${vip === 'routed' ? 'routed: true, ' : ''}port: 80, protocol: TCP, lvs_sched: rr, lvs_method: ${method}, real_servers: [{ name: ${name}${index} }] }`,
  )
  .join('\n')}
`;
}

async function hostOf(...definitions: readonly string[]) {
  const inputs = definitions.map((text) => ({
    file: `clusters/${/^name: (.*)$/m.exec(text)?.[1]}.yaml`,
    bytes: new TextEncoder().encode(text),
  }));
  const { settings } = await readSettings(undefined);
  const { repository, findings } = await analyse(inputs, settings, '2026-11-23');
  const host = repository.environments.get('')?.hosts.get('lvs1');
  return host ?? expect.fail(JSON.stringify(findings));
}

/** `DEFINITION: LINE` */
const told = (sections: readonly ScriptSection[]): string[] =>
  sections.flatMap(({ comment, lines }) =>
    lines.map((line) => `${comment.replaceAll(/clusters\/|\.yaml/g, '')}: ${line}`),
  );

async function rules(...definitions: readonly string[]) {
  const view = directorScriptView(await hostOf(...definitions), 'NAT', 'lvs_nat.sh');
  return { drop: told(view.nftForward), masquerade: told(view.nftPostrouting) };
}

const drop = (from: string, to: string): string =>
  `iifname "${from}" ${SUBNETS[to]?.includes(':') ? 'ip6' : 'ip'} daddr ${SUBNETS[to]} ct state new drop`;
const masquerade = (from: string, to: string): string => {
  const word = SUBNETS[from]?.includes(':') ? 'ip6' : 'ip';
  return `${word} saddr ${SUBNETS[from]} ${word} daddr != ${SUBNETS[from]} oifname "${to}" masquerade`;
};

const front = definition('a', ['eth0', 'eth1'], [{ vip: 'eth0', realServer: 'eth1' }]);

it('the outside of one definition is outside of the real servers of all: tiers', async () => {
  const back = definition('b', ['eth1', 'eth2'], [{ vip: 'eth1', realServer: 'eth2' }]);
  expect(await rules(front, back)).toEqual({
    drop: [`a: ${drop('eth0', 'eth1')}`, `a, b: ${drop('eth0', 'eth2')}`, `b: ${drop('eth1', 'eth2')}`],
    masquerade: [
      `a: ${masquerade('eth1', 'eth0')}`,
      `a, b: ${masquerade('eth2', 'eth0')}`,
      `b: ${masquerade('eth2', 'eth1')}`,
    ],
  });
  const last = definition('c', ['eth2', 'eth3'], [{ vip: 'eth2', realServer: 'eth3' }]);
  const { drop: all } = await rules(front, back, last);
  expect(all).toContain(`a, b, c: ${drop('eth1', 'eth3')}`);
  expect(all.filter((line) => line.includes('iifname "eth3"'))).toEqual([]);
});

it('real servers side by side are not outside of each other', async () => {
  const beside = definition('b', ['eth0', 'eth2'], [{ vip: 'eth0', realServer: 'eth2' }]);
  expect((await rules(front, beside)).drop).toEqual([
    `a: ${drop('eth0', 'eth1')}`,
    `b: ${drop('eth0', 'eth2')}`,
  ]);
});

it.each(['eth0', 'routed'])(
  'a one-armed side is outside for the real servers of others, and nothing is dropped towards it: VIP %s',
  async (vip) => {
    const other = definition('a', ['eth0', 'eth1'], [{ vip, realServer: 'eth1' }]);
    const oneArmed = definition('b', ['eth0', 'eth1'], [{ vip: 'eth0', realServer: 'eth0' }]);
    expect(await rules(other, oneArmed)).toEqual({
      drop: [`a: ${drop('eth0', 'eth1')}`],
      masquerade: [`a: ${masquerade('eth1', 'eth0')}`],
    });
  },
);

it('nothing is dropped towards a one-armed side that is the outside of others', async () => {
  const oneArmed = definition('b', ['eth0', 'eth2'], [{ vip: 'eth0', realServer: 'eth0' }]);
  expect((await rules(front, oneArmed)).drop).toEqual([
    `a: ${drop('eth0', 'eth1')}`,
    `a, b: ${drop('eth2', 'eth1')}`,
  ]);
});

it('two interfaces in one subnet are one side of the host, as far as that subnet goes', async () => {
  const twin = definition('b', ['eth1'], [{ vip: 'eth1', realServer: 'eth1', method: 'DR' }]).replaceAll(
    /eth1(?=: \{ segment)/g,
    'bond1',
  );
  expect((await rules(front, twin)).drop).toEqual([`a: ${drop('eth0', 'eth1')}`]);
});

it('of two interfaces in one subnet a definition means its own', async () => {
  const tier = definition('b', ['eth1', 'eth2'], [{ vip: 'eth1', realServer: 'eth2' }]).replaceAll(
    /eth1(?=: \{ segment)/g,
    'bond1',
  );
  for (const definitions of [
    [front, tier],
    [tier, front],
  ]) {
    const all = await rules(...definitions);
    expect({ drop: all.drop.sort(), masquerade: all.masquerade.sort() }).toEqual({
      drop: [
        `a, b: ${drop('eth0', 'eth2')}`,
        `a: ${drop('eth0', 'eth1')}`,
        `b: iifname "bond1" ip daddr 10.0.2.0/24 ct state new drop`,
      ],
      masquerade: [
        `a, b: ${masquerade('eth2', 'eth0')}`,
        `a: ${masquerade('eth1', 'eth0')}`,
        `b: ip saddr 10.0.2.0/24 ip daddr != 10.0.2.0/24 oifname "bond1" masquerade`,
      ],
    });
  }
});

it('a one-armed side alone is kept from sides without real servers', async () => {
  const oneArmed = definition('a', ['eth0', 'eth1'], [{ vip: 'eth1', realServer: 'eth1' }]);
  expect((await rules(oneArmed)).drop).toEqual([`a: ${drop('eth0', 'eth1')}`]);
  expect((await rules(definition('a', ['eth1'], [{ vip: 'eth1', realServer: 'eth1' }]))).drop).toEqual([]);
});

it('a one-armed service beside an other one leaves its real servers where they are', async () => {
  const services = [
    { vip: 'eth0', realServer: 'eth1' },
    { vip: 'eth1', realServer: 'eth1' },
  ];
  expect((await rules(definition('a', ['eth0', 'eth1'], services))).drop).toEqual([
    `a: ${drop('eth0', 'eth1')}`,
  ]);
});

it('crosswise, neither side is outside of the other', async () => {
  const back = definition('b', ['eth0', 'eth1', 'eth2'], [{ vip: 'eth1', realServer: 'eth0' }]);
  expect((await rules(front, back)).drop).toEqual([
    `b: ${drop('eth2', 'eth0')}`,
    `a, b: ${drop('eth2', 'eth1')}`,
  ]);
});

it('interfaces of DR definitions count too', async () => {
  const services = [{ vip: 'eth2', realServer: 'eth2', method: 'DR' }];
  expect((await rules(front, definition('b', ['eth2'], services))).drop).toEqual([
    `a: ${drop('eth0', 'eth1')}`,
    `a, b: ${drop('eth2', 'eth1')}`,
  ]);
});

it('one definition that wants a rule is enough, and the only one that is named', async () => {
  const services = [{ vip: 'eth0', realServer: 'eth1' }];
  const without = definition(
    'b',
    ['eth0', 'eth1'],
    services,
    'restrict_forwarding: false\nmasquerade: false',
  );
  expect(await rules(front, without)).toEqual({
    drop: [`a: ${drop('eth0', 'eth1')}`],
    masquerade: [`a: ${masquerade('eth1', 'eth0')}`],
  });
  expect(await rules(without)).toEqual({ drop: [], masquerade: [] });
});

it('IPv6 has the same rules, also against interfaces that have no IPv6 address', async () => {
  const six = definition('b', ['eth4', 'eth5'], [{ vip: 'eth4', realServer: 'eth5' }]);
  expect(await rules(front, six)).toEqual({
    drop: [
      `a: ${drop('eth0', 'eth1')}`,
      `a, b: ${drop('eth4', 'eth1')}`,
      `a, b: ${drop('eth0', 'eth5')}`,
      `b: ${drop('eth4', 'eth5')}`,
    ],
    masquerade: [`a: ${masquerade('eth1', 'eth0')}`, `b: ${masquerade('eth5', 'eth4')}`],
  });
});

it('forwarding is left to the script, where there is one', async () => {
  const six = definition('b', ['eth4', 'eth5'], [{ vip: 'eth4', realServer: 'eth5' }]);
  const script = directorScriptView(await hostOf(front, six), 'NAT', 'lvs_nat.sh');
  const forwarding = [
    'net.ipv4.ip_forward=1',
    'net.ipv4.conf.all.accept_redirects=0',
    'net.ipv6.conf.eth4.accept_ra=2',
    'net.ipv6.conf.all.forwarding=1',
  ];
  const lines = script.sysctls.flatMap((section) => section.lines);
  expect(lines.filter((line) => !line.includes('send_redirects'))).toEqual(forwarding);
  const boot = async (...definitions: readonly string[]) =>
    sysctlView(await hostOf(...definitions))
      .sysctls.flatMap((section) => section.lines)
      .filter((line) => !line.includes('send_redirects'))
      .map((line) => line.replace(' = ', '='));
  expect(await boot(front, six)).toEqual([]);
  const keepalived = [front, six].map((text) =>
    text.replace('version: 1\n', 'version: 1\nengine: keepalived\n'),
  );
  expect(await boot(...keepalived)).toEqual([]);
  const byKeepalived = forwardScriptView(await hostOf(...keepalived), 'lvs_forward.sh');
  for (const list of ['sysctls', 'nftForward', 'nftPostrouting'] as const)
    expect(byKeepalived[list]).toEqual(script[list]);
  // Where nothing is filtered there is no script.
  const open = keepalived.map((text) =>
    text.replace('version: 1\n', 'version: 1\nmasquerade: false\nrestrict_forwarding: false\n'),
  );
  expect(await boot(...open)).toEqual(forwarding);
  expect(forwardedParts(await hostOf(...open))).toEqual([]);
});

it('names the interfaces without an address of their own, too, whose sysctls a script writes', async () => {
  const text = readFileSync(new URL('../lab/wide/interfaces.yaml', import.meta.url), 'utf8');
  const { interfaces } = forwardScriptView(await hostOf(text), 'lvs_forward.sh');
  expect(interfaces).toEqual(['eth0', 'eth1', 'eth2']);
});

/** What a pull request can hold much of. */
export interface Shape {
  readonly name: string;
  /** The project's files for a size. */
  readonly files: (n: number) => Readonly<Record<string, string>>;
  /** The command; `lint` when absent. */
  readonly args?: readonly string[];
  /** The least size, where the work of the input is more than that of the start; 1,000 when absent. */
  readonly n?: number;
  /** The exit status; 0 or 1 when absent. */
  readonly status?: readonly number[];
}

const FILE = 'clusters/prod/x.yaml';

const times = (n: number, one: (at: number) => string): string =>
  Array.from({ length: n }, (_, at) => one(at)).join('');
const address = (at: number, net = 10): string => `${net}.${(at >> 16) + 1}.${(at >> 8) & 255}.${at & 255}`;

/** One file that is the text for a size. */
const text =
  (one: (n: number) => string): Shape['files'] =>
  (n) => ({ [FILE]: one(n) });

const DIRECTOR = '\n  - { name: lvs1, interfaces: { eth0: { segment: lan, address: 10.255.255.1/8 } } }';

/** Parts of a definition by key; those that are not given are the least that is valid. */
function definition(parts: Readonly<Partial<Record<string, string>>> = {}): string {
  const all: Record<string, string | undefined> = {
    version: ' 1',
    segments: ' { lan: { subnet: 10.0.0.0/8 } }',
    directors: DIRECTOR,
    real_servers: realServers(1),
    virtual_servers: service(0),
    ...parts,
  };
  return Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}:${value}\n`)
    .join('');
}

function realServers(n: number): string {
  return times(n, (at) => `\n  - { name: rs${at}, address: ${address(at)}/8 }`);
}

function service(at: number, more = '', real = '[{ name: rs0 }]'): string {
  return `\n  - { name: s${at}, vip: ${address(at + 0x100000)}, port: 80, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: ${real}${more} }`;
}

const part =
  (parts: (n: number) => Readonly<Partial<Record<string, string>>>): Shape['files'] =>
  (n) => ({ [FILE]: definition(parts(n)) });

const YAML: Shape[] = [
  {
    name: 'a list of empty maps',
    files: text((n) => `version: 1\nreal_servers:\n${times(n, () => '  - {}\n')}`),
  },
  { name: 'a root list of empty maps', files: text((n) => times(n, () => '- {}\n')) },
  {
    name: 'numbers for real servers',
    files: text((n) => `version: 1\nreal_servers:\n${times(n, () => '  - 1\n')}`),
  },
  {
    name: 'unknown keys at the root',
    files: text((n) => `version: 1\n${times(n, (at) => `key${at}: 1\n`)}`),
  },
  {
    name: 'unknown keys in a map',
    files: part((n) => ({ global_defs: `\n${times(n, (at) => `  key${at}: 1\n`)}` })),
  },
  { name: 'misspelt keys', files: text((n) => `version: 1\n${times(n, (at) => `directorz${at}: 1\n`)}`) },
  { name: 'one key again and again', files: text((n) => times(n, () => 'version: 1\n')) },
  { name: 'lists in one another', files: text((n) => `${'['.repeat(n)}\n`), n: 10_000 },
  { name: 'lists that are not closed', files: text((n) => `version: [${'1, '.repeat(n)}\n`) },
  { name: 'one long scalar', files: text((n) => `version: ${'x'.repeat(n)}\n`), n: 200_000 },
  { name: 'one long quoted scalar', files: text((n) => `version: "${'\\x41'.repeat(n)}"\n`), n: 50_000 },
  { name: 'an open quote', files: text((n) => `version: "${'x\n  '.repeat(n)}`), n: 20_000 },
  {
    name: 'one long line of a map',
    files: text((n) => `version: 1\nx: {${times(n, (at) => `a${at}: 1, `)}}\n`),
  },
  { name: 'a block scalar', files: text((n) => `version: 1\nname: |\n${'  x\n'.repeat(n)}`), n: 20_000 },
  { name: 'a folded scalar', files: text((n) => `version: 1\nname: >\n${'  x\n'.repeat(n)}`), n: 20_000 },
  { name: 'anchors', files: text((n) => `version: 1\nx:\n${times(n, (at) => `  - &a${at} 1\n`)}`) },
  {
    name: 'aliases that are not there',
    files: text((n) => `version: 1\nx:\n${times(n, (at) => `  - *a${at}\n`)}`),
  },
  {
    name: 'an alias again and again',
    files: text((n) => `version: 1\nx: &a 1\ny:\n${times(n, () => '  - *a\n')}`),
  },
  {
    name: 'merge keys',
    files: text((n) => `version: 1\nx: &a { b: 1 }\ny:\n${times(n, () => '  - { <<: *a }\n')}`),
  },
  { name: 'tabs', files: text((n) => `version: 1\nx:\n${times(n, () => '\t- 1\n')}`) },
  { name: 'tags', files: text((n) => `version: 1\nx:\n${times(n, () => '  - !!js/function 1\n')}`) },
  { name: 'documents', files: text((n) => times(n, () => '---\nversion: 1\n')) },
  { name: 'directives', files: text((n) => `${'%TAG ! x\n'.repeat(n)}---\nversion: 1\n`) },
  { name: 'comments', files: text((n) => `${'# a comment\n'.repeat(n)}version: 1\n`), n: 20_000 },
  { name: 'blank lines', files: text((n) => `version: 1\n${' \n'.repeat(n)}x: 1\n`), n: 20_000 },
  {
    name: 'conflict markers',
    files: text((n) => `version: 1\n${times(n, () => '<<<<<<< a\n=======\n>>>>>>> b\n')}`),
  },
  {
    name: 'characters that cannot be seen',
    files: text((n) => `version: 1\nname: ${'\u200b'.repeat(n)}x\n`),
    n: 20_000,
  },
  {
    name: 'wide characters',
    files: text((n) => `version: 1\nname: "${'\u754c'.repeat(n)}"\nx: 1\n`),
    n: 20_000,
  },
  { name: 'keys that are lists', files: text((n) => `version: 1\n${times(n, (at) => `? [${at}]\n: 1\n`)}`) },
];

const SUPPRESSIONS: Shape[] = [
  {
    name: 'suppressions, one each line',
    files: text((n) => definition() + times(n, () => '# lvsgen-disable unused-segment -- x\n')),
  },
  {
    name: 'suppressions of the next line',
    files: text((n) => definition() + times(n, () => '# lvsgen-disable-next-line unused-segment -- x\n')),
  },
  {
    name: 'one suppression of many rules',
    files: text((n) => `${definition()}# lvsgen-disable ${'unused-segment, '.repeat(n)}no-master -- x\n`),
  },
  {
    name: 'one suppression of unknown rules',
    files: text((n) => `${definition()}# lvsgen-disable ${times(n, (at) => `rule-${at}, `)}no-master -- x\n`),
  },
  {
    name: 'one suppression of empty rules',
    files: text((n) => `${definition()}# lvsgen-disable ${', '.repeat(n)}no-master -- x\n`),
  },
  {
    name: 'a suppression with a long reason',
    files: text((n) => `${definition()}# lvsgen-disable unused-segment -- ${'until 1 -- '.repeat(n)}\n`),
  },
  {
    name: 'words that are no suppression',
    files: text((n) => `${definition()}${'# lvsgen-disabel x -- x\n'.repeat(n)}`),
  },
  {
    name: 'a long word that is no suppression',
    files: text((n) => `${definition()}# lvsgen-${'x'.repeat(n)}\n`),
    n: 20_000,
  },
];

const LINT: Shape[] = [
  { name: 'real servers that no service uses', files: part((n) => ({ real_servers: realServers(n) })) },
  {
    name: 'real servers of one name',
    files: part((n) => ({ real_servers: times(n, (at) => `\n  - { name: rs, address: ${address(at)}/8 }`) })),
  },
  {
    name: 'real servers of one address',
    files: part((n) => ({ real_servers: times(n, (at) => `\n  - { name: rs${at}, address: 10.1.0.1/8 }`) })),
  },
  {
    name: 'segments',
    files: part((n) => ({
      segments: `\n  lan: { subnet: 10.0.0.0/8 }${times(n, (at) => `\n  s${at}: { subnet: ${address(at, 11)}/32 }`)}`,
    })),
  },
  {
    name: 'segments of one subnet',
    files: part((n) => ({
      segments: `\n  lan: { subnet: 10.0.0.0/8 }${times(n, (at) => `\n  s${at}: { subnet: 10.0.0.0/8 }`)}`,
    })),
  },
  {
    name: 'directors',
    n: 200,
    files: part((n) => ({
      directors: times(
        n,
        (at) => `\n  - { name: lvs${at}, interfaces: { eth0: { segment: lan, address: ${address(at)}/8 } } }`,
      ),
    })),
  },
  {
    name: 'interfaces of a director',
    n: 400,
    files: part((n) => ({
      directors: `\n  - name: lvs1\n    interfaces:${times(n, (at) => `\n      eth${at}: { segment: lan, address: ${address(at)}/8 }`)}`,
    })),
  },
  {
    name: 'services',
    n: 300,
    files: part((n) => ({ real_servers: realServers(1), virtual_servers: times(n, (at) => service(at)) })),
  },
  {
    name: 'services of one name',
    n: 300,
    files: part((n) => ({
      real_servers: realServers(1),
      virtual_servers: times(n, (at) => service(at).replace(`s${at}`, 's')),
    })),
  },
  {
    name: 'services of one address',
    n: 300,
    files: part((n) => ({
      real_servers: realServers(1),
      virtual_servers: times(n, (at) => service(at).replace(/vip: [^,]*/, 'vip: 10.9.9.9')),
    })),
  },
  {
    name: 'services of one address at other ports',
    n: 300,
    files: part((n) => ({
      real_servers: realServers(1),
      virtual_servers: times(n, (at) =>
        service(at).replace(/vip: [^,]*, port: 80/, `vip: 10.9.9.9, port: ${at + 1}`),
      ),
    })),
  },
  {
    name: 'real servers of a service',
    files: part((n) => ({
      real_servers: realServers(n),
      virtual_servers: service(1, '', `[${times(n, (at) => `{ name: rs${at} }, `)}]`),
    })),
  },
  {
    name: 'one real server again and again in a service',
    files: part((n) => ({
      real_servers: realServers(1),
      virtual_servers: service(1, '', `[${times(n, () => '{ name: rs0 }, ')}]`),
    })),
  },
  {
    name: 'real servers that are not there',
    files: part((n) => ({
      real_servers: realServers(1),
      virtual_servers: service(1, '', `[${times(n, (at) => `{ name: rx${at} }, `)}]`),
    })),
  },
  {
    name: 'services that list unknown names',
    // Up to a thousand known names each unknown one is held against all of them, for a suggestion.
    n: 1001,
    files: part((n) => ({
      real_servers: realServers(n),
      virtual_servers: times(n, (at) => service(at, '', `[{ name: rx${at} }]`)),
    })),
  },
  {
    name: 'checks of a service',
    n: 16,
    files: part((n) => ({
      real_servers: realServers(1),
      virtual_servers: service(1, `, checks: [${'{ TCP_CHECK: {} }, '.repeat(n)}]`),
    })),
  },
  {
    name: 'marks of services at one address',
    n: 100,
    files: part((n) => ({
      real_servers: realServers(1),
      virtual_servers: times(
        n,
        (at) =>
          `\n  - { name: m${at}, fwmark: ${at + 1}, marks: [{ vip: 10.9.9.9, protocol: TCP, port: ${at + 1} }], lvs_sched: rr, lvs_method: NAT, real_servers: [{ name: rs0 }] }`,
      ),
    })),
  },
  {
    name: 'marks of services for the same packets',
    n: 100,
    files: part((n) => ({
      real_servers: realServers(1),
      virtual_servers: times(
        n,
        (at) =>
          `\n  - { name: m${at}, fwmark: ${at + 1}, marks: [{ vip: 10.9.9.9, protocol: TCP, port: 80 }], lvs_sched: rr, lvs_method: NAT, real_servers: [{ name: rs0 }] }`,
      ),
    })),
  },
  {
    name: 'marks of one service',
    n: 16,
    files: part((n) => ({
      real_servers: realServers(1),
      virtual_servers: `\n  - { name: m, fwmark: 1, marks: [${times(n, (at) => `{ vip: 10.9.9.9, protocol: TCP, port: ${at + 1} }, `)}], lvs_sched: rr, lvs_method: NAT, real_servers: [{ name: rs0 }] }`,
    })),
  },
  {
    name: 'VRRP instances',
    n: 60,
    files: part((n) => ({ vrrp_instances: times(n, (at) => instance(at, `${address(at, 10)}/32`)) })),
  },
  {
    name: 'VRRP instances of one virtual router id',
    n: 60,
    files: part((n) => ({
      vrrp_instances: times(n, (at) =>
        instance(at, `${address(at, 10)}/32`).replace(/virtual_router_id: \d+/, 'virtual_router_id: 7'),
      ),
    })),
  },
  {
    name: 'VRRP instances of one VIP',
    n: 60,
    files: part((n) => ({ vrrp_instances: times(n, (at) => instance(at, '10.9.9.9/32')) })),
  },
  {
    name: 'VIPs of an instance',
    n: 60,
    files: part((n) => ({
      vrrp_instances: instance(
        1,
        times(n, (at) => `${address(at, 10)}/32, `),
      ),
    })),
  },
  {
    name: 'one VIP again and again in an instance',
    n: 60,
    files: part((n) => ({ vrrp_instances: instance(1, '10.9.9.9/32, '.repeat(n)) })),
  },
  {
    name: 'instances of a sync group',
    n: 60,
    files: part((n) => ({
      vrrp_sync_groups: `\n  - { name: G, group: [${times(n, (at) => `VI${at}, `)}] }`,
      vrrp_instances: times(n, (at) => instance(at, `${address(at, 10)}/32`)),
    })),
  },
  {
    name: 'sync groups of names that are not there',
    n: 60,
    files: part((n) => ({ vrrp_sync_groups: times(n, (at) => `\n  - { name: G${at}, group: [A, B] }`) })),
  },
  {
    name: 'scripts that nothing uses',
    n: 60,
    files: part((n) => ({ vrrp_scripts: times(n, (at) => `\n  - { name: c${at}, script: /bin/true }`) })),
  },
  { name: 'raw lines', files: part((n) => ({ extra: ` |\n${times(n, () => '  child_wait_time 10\n')}` })) },
  {
    name: 'NAT real servers without a gateway',
    files: part((n) => ({
      real_servers: realServers(n),
      virtual_servers: service(1, '', `[${times(n, (at) => `{ name: rs${at} }, `)}]`).replace('DR', 'NAT'),
    })),
  },
  {
    name: 'services without their keys',
    n: 300,
    files: part((n) => ({ virtual_servers: times(n, (at) => service(at).replace(', protocol: TCP', '')) })),
  },
  {
    name: 'static routes',
    n: 60,
    files: part((n) => ({
      vrrp_instances: instance(1, '10.17.0.0/32'),
      directors: `${DIRECTOR.slice(0, -2)}, static_routes: [${times(n, (at) => `{ to: ${address(at, 11)}/32, via: 10.9.9.9 }, `)}] }`,
    })),
  },
  {
    name: 'routes of an instance with many VIPs',
    n: 60,
    files: part((n) => ({
      vrrp_instances: instance(
        1,
        times(n, (at) => `${address(at, 10)}/32, `),
      ).replace(
        ', members',
        `, virtual_routes: [${times(n, (at) => `{ to: ${address(at, 11)}/32, via: 10.9.9.9 }, `)}], members`,
      ),
    })),
  },
  {
    name: 'files whose directors check DR real servers',
    n: 50,
    files: (n) =>
      Object.fromEntries(
        Array.from({ length: n }, (_, at) => [
          `clusters/prod/x${at}.yaml`,
          definition({
            directors: DIRECTOR.replace('lvs1', `lvs${at}`).replace('10.255.255.1', address(at, 10)),
            real_servers: `\n  - { name: rs0, address: 10.200.0.1/8 }`,
            vrrp_instances: instance(at, `${address(at + 0x200000)}/32`).replace('lvs1', `lvs${at}`),
            virtual_servers: service(at + 0x100000, ', checks: [{ TCP_CHECK: {} }]'),
          }),
        ]),
      ),
  },
  {
    name: 'files of one cluster name',
    n: 50,
    files: (n) =>
      Object.fromEntries(Array.from({ length: n }, (_, at) => [`clusters/prod/x${at}.yaml`, definition()])),
  },
  {
    name: 'files that describe one real server',
    n: 50,
    files: (n) =>
      Object.fromEntries(
        Array.from({ length: n }, (_, at) => [
          `clusters/prod/x${at}.yaml`,
          definition({ real_servers: `\n  - { name: rs, address: ${address(at)}/8 }` }),
        ]),
      ),
  },
];

const WRITTEN: Shape[] = [
  {
    name: 'an artifact of other lines',
    args: ['diff'],
    n: 4000,
    files: (n) => ({
      [FILE]: definition(),
      'artifacts/prod/lvs1/manifest.json': '{}',
      'artifacts/prod/lvs1/lvs_dr.sh': times(n, (at) => `line ${at}\n`),
    }),
  },
  {
    name: 'an artifact of other lines, held against a render',
    args: ['render', '--check'],
    n: 4000,
    files: (n) => ({
      [FILE]: definition(),
      'artifacts/prod/lvs1/manifest.json': '{}',
      'artifacts/prod/lvs1/lvs_dr.sh': times(n, (at) => `line ${at}\n`),
    }),
  },
  {
    name: 'services rendered',
    args: ['render'],
    n: 300,
    files: part((n) => ({ virtual_servers: times(n, (at) => service(at)) })),
  },
  {
    name: 'services that share their real servers, rendered',
    args: ['render'],
    n: 100,
    files: part((n) => ({
      real_servers: realServers(20),
      virtual_servers: times(n, (at) => service(at, '', `[${times(20, (rs) => `{ name: rs${rs} }, `)}]`)),
    })),
  },
  {
    name: 'real servers of a service rendered',
    args: ['render'],
    n: 300,
    files: part((n) => ({
      real_servers: realServers(n),
      virtual_servers: service(1, '', `[${times(n, (at) => `{ name: rs${at} }, `)}]`),
    })),
  },
  {
    name: 'real servers of a NAT service rendered',
    args: ['render'],
    n: 300,
    files: part((n) => ({
      real_servers: times(
        n,
        (at) => `\n  - { name: rs${at}, address: ${address(at)}/8, gateway: 10.255.255.1 }`,
      ),
      virtual_servers: service(1, '', `[${times(n, (at) => `{ name: rs${at} }, `)}]`).replace('DR', 'NAT'),
    })),
  },
  {
    name: 'files of a manifest',
    args: ['render'],
    files: (n) => ({
      [FILE]: definition(),
      'artifacts/prod/gone/manifest.json': JSON.stringify({
        version: 1,
        environment: 'prod',
        host: 'gone',
        definitions: ['clusters/prod/gone.yaml'],
        files: Array.from({ length: n }, (_, at) => ({ file: `x${at}.sh`, sha256: '0' })),
        secrets: [],
      }),
    }),
  },
  {
    name: 'definitions of a manifest',
    args: ['diff'],
    files: (n) => ({
      [FILE]: definition(),
      'artifacts/prod/gone/manifest.json': JSON.stringify({
        version: 1,
        environment: 'prod',
        host: 'gone',
        definitions: Array.from({ length: n }, (_, at) => `clusters/prod/gone${at}.yaml`),
        files: [],
        secrets: [],
      }),
    }),
  },
  {
    name: 'folders of hosts that are gone',
    args: ['diff'],
    n: 100,
    files: (n) => ({
      [FILE]: definition(),
      ...Object.fromEntries(
        Array.from({ length: n }, (_, at) => [
          `artifacts/prod/gone${at}/manifest.json`,
          JSON.stringify({
            version: 1,
            environment: 'prod',
            host: `gone${at}`,
            definitions: ['clusters/prod/gone.yaml'],
            files: [],
            secrets: [],
          }),
        ]),
      ),
    }),
  },
  {
    name: 'settings of rules that are not there',
    files: (n) => ({
      'lvsgen.yaml': `rules:\n${times(n, (at) => `  rule-${at}: off\n`)}`,
      [FILE]: definition(),
    }),
  },
  {
    name: 'reserved subnets',
    files: (n) => ({
      'lvsgen.yaml': `reserved:\n${times(n, (at) => `  - { subnet: ${address(at, 11)}/32 }\n`)}`,
      [FILE]: definition(),
    }),
  },
  {
    name: 'a template of many lines',
    args: ['render'],
    n: 2000,
    files: (n) => ({
      'lvsgen.yaml': 'templates: templates\n',
      [FILE]: definition(),
      'templates/lvs_dr.sh.hbs': times(n, (at) => `# line ${at}\n`),
    }),
    status: [0, 1, 2, 3],
  },
];

function instance(at: number, vips: string): string {
  return `\n  - { name: VI${at}, interface: eth0, virtual_router_id: ${(at % 255) + 1}, virtual_ipaddress: [${vips}], members: [{ director: lvs1, state: MASTER, priority: 100 }] }`;
}

export const SHAPES: readonly Shape[] = [...YAML, ...SUPPRESSIONS, ...LINT, ...WRITTEN];

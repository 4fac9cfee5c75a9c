/** One way to say a service, of all that a definition can say: what the kernel makes of it depends on these words alone. */
export interface Combination {
  readonly scheduler: string;
  /** Keys of the definition that are true. */
  readonly flags: readonly string[];
  readonly ops: boolean;
  readonly drained: boolean;
  readonly method: 'NAT' | 'DR' | 'TUN';
  readonly persistence: 'none' | 'timeout' | 'sip';
  readonly listener: 'port' | 'all ports' | 'mark';
  readonly family: 'IPv4' | 'IPv6';
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

const SCHEDULERS: readonly (readonly [scheduler: string, flags: readonly string[]])[] = [
  ...['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'dh', 'fo', 'ovf', 'sed', 'nq', 'twos'].map(
    (scheduler) => [scheduler, []] as const,
  ),
  ...['sh', 'mh'].flatMap((scheduler) =>
    [[], ['fallback'], ['port'], ['fallback', 'port']].map(
      (flags) => [scheduler, flags.map((flag) => `${scheduler}_${flag}`)] as const,
    ),
  ),
];

/** The values of each word, `scheduler` with those flags that are its own. */
export const WORDS = {
  scheduler: SCHEDULERS,
  ops: [false, true],
  drained: [false, true],
  method: ['NAT', 'DR', 'TUN'],
  persistence: ['none', 'timeout', 'sip'],
  listener: ['port', 'all ports', 'mark'],
  family: ['IPv4', 'IPv6'],
  protocol: ['TCP', 'UDP', 'SCTP'],
} as const;

/** The whole product, in a fixed order. */
export function allCombinations(): Combination[] {
  let rows: Record<string, unknown>[] = [{}];
  for (const [word, values] of Object.entries(WORDS))
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [word]: value })));
  return rows.map((row) => {
    const [scheduler, flags] = row['scheduler'] as (typeof SCHEDULERS)[number];
    return { ...row, scheduler, flags } as unknown as Combination;
  });
}

/** Its words, for people: `sh sh_port weight 0 NAT persistence all ports IPv6 UDP`. */
export function textOf(one: Combination): string {
  return [
    one.scheduler,
    ...one.flags,
    ...(one.ops ? ['ops'] : []),
    ...(one.drained ? ['weight 0'] : []),
    one.method,
    ...(one.persistence === 'none' ? [] : [one.persistence === 'sip' ? 'sip' : 'persistent']),
    one.listener,
    one.family,
    one.protocol,
  ].join(' ');
}

/** The VIP of a combination by its place in the product: no two services of a machine share one. */
export function vipOf({ family }: Combination, index: number): string {
  return family === 'IPv4'
    ? `10.99.${Math.floor(index / 250)}.${(index % 250) + 1}`
    : `fd99::1:${(index + 1).toString(16)}`;
}

/**
 * Who answers: the third one is the one that is drained. With NAT a service of the engine sip has real servers of its own: whose answer a packet is
 * the kernel knows by the real server alone.
 */
export function realServersOf(
  one: Combination,
  index: number,
): { readonly name: string; readonly addresses: readonly string[] }[] {
  return [1, 2, 3].map((number) => {
    if (one.method !== 'NAT')
      return { name: `d${number}`, addresses: [`10.99.200.${20 + number}`, `fd99::2:${20 + number}`] };
    if (one.persistence !== 'sip')
      return { name: `n${number}`, addresses: [`10.2.0.${20 + number}`, `fd02::${20 + number}`] };
    const own = `${Math.floor(index / 250)}.${(index % 250) + 1}`;
    return {
      name: `n${number}-${index}`,
      addresses: [`10.${4 + number}.${own}`, `fd02:${4 + number}::${(index + 1).toString(16)}`],
    };
  });
}

/** The weights of those real servers. To \`ovf\` they are numbers of connections. */
export function weightsOf({ scheduler, drained }: Combination): readonly number[] {
  const [first, second, third] = scheduler === 'ovf' ? [8, 7, 6] : [2, 1, 1];
  return [first ?? 0, second ?? 0, drained ? 0 : (third ?? 0)];
}

/** What clients ask: two ports where the service has them. */
export function portsOf({ listener }: Combination): readonly number[] {
  return listener === 'port' ? [80] : [80, 443];
}

/** A line of the definition. */
function serviceLine(one: Combination, index: number): string {
  const vip = vipOf(one, index);
  const listeners = {
    port: `vip: "${vip}", port: 80, protocol: ${one.protocol}`,
    'all ports': `vip: "${vip}", port: 0, protocol: ${one.protocol}`,
    mark: `fwmark: ${index + 1}, marks: [${portsOf(one)
      .map((port) => `{ vip: "${vip}", protocol: ${one.protocol}, port: ${port} }`)
      .join(', ')}]`,
  };
  const words = [
    `name: s${index}`,
    listeners[one.listener],
    `lvs_sched: ${one.scheduler}`,
    ...one.flags.map((flag) => `${flag}: true`),
    ...(one.ops ? ['ops: true'] : []),
    ...(one.persistence === 'none' ? [] : ['persistence_timeout: 300']),
    ...(one.persistence === 'sip' ? ['persistence_engine: sip'] : []),
    `lvs_method: ${one.method}`,
    `real_servers: [${realServersOf(one, index)
      .map(({ name }, at) => `{ name: ${name}, weight: ${weightsOf(one)[at]} }`)
      .join(', ')}]`,
  ];
  return `  - { ${words.join(', ')} }`;
}

/** A definition of some of the product, by their places in it. The last lines are its services, one each. */
export function definitionOf(some: readonly (readonly [Combination, number])[]): string {
  const hosts = new Map(
    some.flatMap(([one, index]) =>
      realServersOf(one, index).map(({ name, addresses: [four, six] }) => [
        name,
        name.startsWith('n')
          ? `address: [${four}/13, "${six}/16"], gateway: [10.2.0.8, "fd02::8"]`
          : `address: [${four}/16, "${six}/64"]`,
      ]),
    ),
  );
  return [
    'version: 1',
    'name: combinations',
    'engine: ipvsadm',
    'segments:',
    '  outer: { subnet: [10.99.0.0/16, "fd99::/64"], gateway: [10.99.250.1, "fd99::3:1"] }',
    '  inner: { subnet: [10.0.0.0/13, "fd02::/16"] }',
    'directors:',
    '  - name: lvs1',
    '    interfaces:',
    '      eth0: { segment: outer, address: [10.99.200.8/16, "fd99::2:8/64"] }',
    '      eth1: { segment: inner, address: [10.2.0.8/13, "fd02::8/16"] }',
    'real_servers:',
    ...[...hosts].map(([name, words]) => `  - { name: ${name}, ${words} }`),
    'virtual_servers:',
    ...some.map(([one, index]) => serviceLine(one, index)),
  ].join('\n');
}

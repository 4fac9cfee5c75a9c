import { allCombinations, type Combination, weightsOf } from './combination.ts';
import type { Outcome } from './outcome.ts';

/** Combinations of one kind: what the kernel makes of them, and what lint says. */
export interface Class {
  readonly name: string;
  readonly is: (one: Combination) => boolean;
  /** Absent where lint has no error and no warning. */
  readonly rule?: string;
  readonly severity?: 'error' | 'warning' | 'info';
  /** What may become of the requests, by who the clients happen to be; nothing where no artifact says so. */
  readonly outcomes: readonly Outcome[];
}

const ACTIVE = ['sed', 'nq', 'ovf', 'lblc', 'lblcr'];
const isUdp = ({ protocol }: Combination) => protocol === 'UDP';

/** The first one that fits is a combination's. */
export const CLASSES: readonly Class[] = [
  {
    name: 'all ports without persistence',
    is: ({ listener, persistence }) => listener === 'all ports' && persistence === 'none',
    rule: 'persistence-conflict',
    severity: 'error',
    outcomes: [],
  },
  {
    name: 'the engine sip over TCP or SCTP',
    is: (one) => one.persistence === 'sip' && !isUdp(one),
    rule: 'persistence-conflict',
    severity: 'error',
    outcomes: [],
  },
  {
    name: 'ops over TCP or SCTP at an address',
    is: (one) => one.ops && one.listener !== 'mark' && !isUdp(one),
    rule: 'scheduler-flag-ignored',
    severity: 'error',
    outcomes: [],
  },
  {
    name: 'twos',
    is: ({ scheduler }) => scheduler === 'twos',
    rule: 'scheduler-not-in-kernels',
    severity: 'info',
    outcomes: ['refuses all', 'carries', 'all to one', 'answers nothing'],
  },
  {
    name: 'ops with NAT, but for the engine sip at one port',
    is: (one) =>
      one.ops &&
      one.method === 'NAT' &&
      isUdp(one) &&
      !(one.persistence === 'sip' && one.listener === 'port'),
    rule: 'ops-with-nat',
    outcomes: ['answers nothing', 'refuses all'],
  },
  {
    name: 'sh without sh_fallback, weight 0',
    is: ({ scheduler, flags, drained }) => scheduler === 'sh' && drained && !flags.includes('sh_fallback'),
    rule: 'weight-zero-refuses-clients',
    severity: 'error',
    outcomes: ['refuses some', 'refuses all', 'carries'],
  },
  {
    name: 'dh, weight 0',
    is: ({ scheduler, drained }) => scheduler === 'dh' && drained,
    rule: 'weight-zero-refuses-clients',
    severity: 'warning',
    outcomes: ['refuses all', 'carries'],
  },
  {
    name: 'connections counted, and none to count',
    is: (one) =>
      isUdp(one) && (ACTIVE.includes(one.scheduler) || (one.ops && ['lc', 'wlc'].includes(one.scheduler))),
    rule: 'scheduler-counts-nothing',
    severity: 'warning',
    outcomes: ['all to one', 'carries'],
  },
  { name: 'all others', is: () => true, outcomes: ['carries'] },
];

export function classOf(one: Combination): Class {
  return CLASSES.find(({ is }) => is(one)) as Class;
}

/** All that an artifact can say, with the places in the product: the rest lint keeps from being rendered. */
export function sayable(): (readonly [Combination, number])[] {
  return allCombinations()
    .map((one, index) => [one, index] as const)
    .filter(([one]) => classOf(one).outcomes.length > 0);
}

/** Some of them, in which each two values of different words come together that can. The same each time. */
export function pairwise(): (readonly [Combination, number])[] {
  const all = sayable().map((entry) => ({ entry, pairs: pairsOf(entry[0]) }));
  const open = new Set(all.flatMap(({ pairs }) => pairs));
  const chosen: (readonly [Combination, number])[] = [];
  while (open.size > 0) {
    let best = all[0];
    let most = 0;
    for (const one of all) {
      const count = one.pairs.filter((pair) => open.has(pair)).length;
      if (count <= most) continue;
      best = one;
      most = count;
    }
    if (best === undefined) break;
    for (const pair of best.pairs) open.delete(pair);
    chosen.push(best.entry);
  }
  return chosen;
}

/** Of each class that has a finding: so many more, from its beginning to its end. */
const MORE = 6;

/** What is asked on each run: the pairs, and of what goes wrong enough to see it whoever the clients happen to be. */
export function tried(): (readonly [Combination, number])[] {
  const all = sayable();
  const chosen = new Map(pairwise().map((entry) => [entry[1], entry]));
  for (const one of CLASSES.filter(({ rule }) => rule !== undefined)) {
    const own = all.filter(([combination]) => classOf(combination) === one);
    for (let at = 0; at < MORE && own.length > 0; at += 1) {
      const entry = own[Math.floor((at * own.length) / MORE)];
      if (entry !== undefined) chosen.set(entry[1], entry);
    }
  }
  return [...chosen.values()];
}

function pairsOf(one: Combination): string[] {
  const values = [
    `${one.scheduler} ${one.flags.join(' ')}`,
    one.ops ? 'ops' : 'no ops',
    weightsOf(one).includes(0) ? 'weight 0' : 'no weight 0',
    one.method,
    one.persistence,
    one.listener,
    one.family,
    one.protocol,
  ];
  return values.flatMap((value, at) => values.slice(at + 1).map((other) => `${value}, ${other}`));
}

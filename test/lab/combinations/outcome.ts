import { type Combination, weightsOf } from './combination.ts';

/** What became of the requests, in words of the table. */
export type Outcome =
  | 'carries'
  | 'refuses all'
  | 'refuses some'
  | 'answers nothing'
  | 'all to one'
  | 'not as weighed'
  | 'not to the same'
  | 'to weight 0';

/** Schedulers whose shares tell, with what a share may be off by. */
const SHARES: Readonly<Record<string, 'equal' | 'by weight'>> = {
  rr: 'equal',
  lc: 'equal',
  wrr: 'by weight',
  wlc: 'by weight',
  sed: 'by weight',
};
/** Those that take one real server until it has enough, or by the VIP. */
const TO_ONE = ['dh', 'fo'];

/** @param words of a service's requests, from so many sources in turns: who answered, `refused`, `silent`. */
export function outcomeOf(one: Combination, words: readonly string[], sources: number): Outcome {
  const answered = words.filter((word) => /^rs\d$/.test(word));
  if (answered.length < words.length) {
    if (answered.length > 0) return 'refuses some';
    return words.every((word) => word === 'silent') && one.protocol !== 'SCTP'
      ? 'answers nothing'
      : 'refuses all';
  }
  const weights = weightsOf(one);
  const able = ['rs1', 'rs2', 'rs3'].filter((_, at) => weights[at] !== 0);
  if (answered.some((host) => !able.includes(host))) return 'to weight 0';
  if (isSticky(one) && words.some((word, at) => word !== words[at % sources])) return 'not to the same';
  const counts = able.map((host) => answered.filter((other) => other === host).length);
  if (TO_ONE.includes(one.scheduler)) return 'carries';
  // What one real server may have before there is a reason to take another one, or by chance.
  const byChance = byPort(one) ? words.length : sources;
  const enough: Readonly<Record<string, number>> = { ovf: (weights[0] ?? 0) + 1, sh: byChance, mh: byChance };
  const scheduled = one.persistence === 'none' ? words.length : sources;
  if (counts.filter((count) => count > 0).length === 1)
    return scheduled <= (enough[one.scheduler] ?? 0) ? 'carries' : 'all to one';
  const share = SHARES[one.scheduler];
  if (share === undefined) return 'carries';
  const parts = able.map((_, at) => (share === 'equal' ? 1 : (weights[at] ?? 0)));
  const sum = parts.reduce((total, part) => total + part, 0);
  // A source with persistence brings all of its requests.
  const step = one.persistence === 'none' ? 1 : words.length / sources;
  const isOff = counts.some((count, at) => Math.abs(count - (words.length * (parts[at] ?? 0)) / sum) > step);
  return isOff ? 'not as weighed' : 'carries';
}

/** Whether all that a source asks has to come to one real server. */
function isSticky(one: Combination): boolean {
  const { persistence, scheduler } = one;
  return persistence !== 'none' || (['sh', 'mh'].includes(scheduler) && !byPort(one)) || scheduler === 'dh';
}

const byPort = ({ flags }: Combination): boolean => flags.some((flag) => flag.endsWith('_port'));

import { describe, expect, test } from 'vitest';
import { proportionFaults, requestsThatTell } from '../../src/lab/checks/proportions.ts';
import type { PlannedService } from '../../src/lab/plan/lab-plan.ts';
import type { Request } from '../../src/lab/world/requests.ts';

function service(
  scheduler: string,
  weights: readonly number[],
  isPersistent = false,
  schedulerFlags: readonly string[] = [],
): PlannedService {
  return {
    id: 'web/http',
    targets: [{ protocol: 'TCP', address: '10.0.0.1', port: 80 }],
    scheduler,
    schedulerFlags,
    forwardingMethod: 'NAT',
    sourceNat: false,
    isPersistent,
    isPersistentByMask: false,
    isSip: false,
    movesUdpClients: false,
    directors: ['lvs1'],
    checkedBy: ['lvs1'],
    realServers: weights.map((weight, index) => ({
      host: `rs${index + 1}`,
      address: `10.0.1.${index + 1}`,
      port: 80,
      weight,
      forwardingMethod: 'NAT',
      tunnel: undefined,
      detection: undefined,
      commands: [],
      files: [],
      entry: '',
    })),
    clients: [],
  };
}

/** Requests that were answered so often, from sources that take turns. */
function answered(counts: Readonly<Record<string, number>>, sources = 12): Request[] {
  return Object.entries(counts)
    .flatMap(([host, count]) => Array.from({ length: count }, () => host))
    .map((host, index) => ({
      start: index,
      milliseconds: 1,
      source: `10.9.0.${index % sources}`,
      host: host === 'nobody' ? undefined : host,
      reason: host === 'nobody' ? 'no answer' : undefined,
      peer: undefined,
    }));
}

describe('proportions', () => {
  test('wrr is held to the weights, but for one request', () => {
    expect(proportionFaults(service('wrr', [3, 1]), answered({ rs1: 18, rs2: 6 }))).toEqual([]);
    expect(proportionFaults(service('wrr', [3, 1]), answered({ rs1: 17, rs2: 7 }))).toEqual([]);
    expect(proportionFaults(service('wrr', [3, 1]), answered({ rs1: 16, rs2: 8 }))).toEqual([
      'rs1 answered 16 times, not 18',
      'rs2 answered 8 times, not 6',
    ]);
  });

  test('rr does not look at weights, but for 0', () => {
    expect(proportionFaults(service('rr', [3, 1]), answered({ rs1: 12, rs2: 12 }))).toEqual([]);
    expect(proportionFaults(service('rr', [3, 1, 0]), answered({ rs1: 8, rs2: 8, rs3: 8 }))).toEqual([
      'rs3 answered, which is no real server of it or has weight 0',
    ]);
  });

  test('wlc may be wrong by a quarter', () => {
    expect(proportionFaults(service('wlc', [1, 1]), answered({ rs1: 15, rs2: 9 }))).toEqual([]);
    expect(proportionFaults(service('wlc', [1, 1]), answered({ rs1: 16, rs2: 8 }))).toEqual([
      'rs1 answered 16 times, not 12',
      'rs2 answered 8 times, not 12',
    ]);
  });

  test('an unanswered request is a fault with every scheduler', () => {
    for (const scheduler of ['rr', 'sed', 'sh'])
      expect(proportionFaults(service(scheduler, [1]), answered({ rs1: 3, nobody: 1 }))).toEqual([
        '1 of 4 requests got no answer',
      ]);
  });

  test('a persistent service and sh send a source to one real server', () => {
    const torn = answered({ rs1: 1, rs2: 1 }, 1);
    for (const one of [service('wrr', [1, 1], true), service('sh', [1, 1])])
      expect(proportionFaults(one, torn)).toEqual(['source 10.9.0.0 was sent to rs1 and rs2']);
    expect(proportionFaults(service('sh', [1, 1]), answered({ rs1: 6, rs2: 6 }))).toEqual([]);
    expect(proportionFaults(service('sh', [1, 1]), answered({ rs1: 12 }))).toEqual([
      'all 12 sources were sent to rs1',
    ]);
  });

  test('sh with its port flag tells connections apart, not sources', () => {
    const torn = answered({ rs1: 1, rs2: 1 }, 1);
    for (const flag of ['sh-port', 'flag-2'])
      expect(proportionFaults(service('sh', [1, 1], false, [flag]), torn)).toEqual([]);
    expect(proportionFaults(service('sh', [1, 1], false, ['sh-fallback']), torn)).toHaveLength(1);
    expect(proportionFaults(service('sh', [1, 1], true, ['sh-port']), torn)).toHaveLength(1);
  });

  test('dh sends all requests for a VIP to one real server, whatever the weights', () => {
    expect(proportionFaults(service('dh', [1, 3]), answered({ rs1: 24 }))).toEqual([]);
    expect(proportionFaults(service('dh', [1, 3]), answered({ rs1: 23, rs2: 1 }))).toEqual([
      'requests to 10.0.0.1 were sent to rs1 and rs2',
    ]);
  });

  test('fo uses those of the highest weight alone', () => {
    expect(proportionFaults(service('fo', [2, 2, 1]), answered({ rs1: 24 }))).toEqual([]);
    expect(proportionFaults(service('fo', [2, 2, 1]), answered({ rs1: 23, rs3: 1 }))).toEqual([
      'rs3 answered, whose weight is 1 and not 2',
    ]);
  });

  test('weights that are too fine for the requests are not held', () => {
    expect(proportionFaults(service('wrr', [199, 41]), answered({ rs1: 240 }))).toHaveLength(2);
    expect(proportionFaults(service('wrr', [200, 41]), answered({ rs1: 240 }))).toEqual([]);
  });
});

describe('the number of requests', () => {
  test('is a whole number of rounds, and not below 48', () => {
    expect(requestsThatTell(service('rr', [1, 1]), 12)).toBe(48);
    expect(requestsThatTell(service('rr', [5, 9, 7]), 12)).toBe(48);
    expect(requestsThatTell(service('wrr', [5, 9, 7]), 12)).toBe(63);
    expect(requestsThatTell(service('wrr', [75, 25]), 12)).toBe(48);
    expect(requestsThatTell(service('wrr', [100, 99]), 12)).toBe(199);
    expect(requestsThatTell(service('wrr', [1000, 999]), 12)).toBe(48);
    expect(requestsThatTell(service('wrr', [0]), 12)).toBe(48);
  });

  test('lets each source ask each target', () => {
    const several = service('wrr', [2, 1], true);
    const targets = [1, 2, 3, 4, 5].map((port) => ({ protocol: 'TCP' as const, address: '10.0.0.1', port }));
    expect(requestsThatTell({ ...several, targets }, 12)).toBe(60);
  });
});

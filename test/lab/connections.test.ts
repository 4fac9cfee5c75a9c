import { describe, expect, test } from 'vitest';
import { endConnections } from '../../src/lab/checks/connections.ts';
import type { PlannedService } from '../../src/lab/plan/lab-plan.ts';
import type { Request, Traffic } from '../../src/lab/world/requests.ts';

/** A connection that gave answers after so many milliseconds, and then an end or none. */
function connection(answers: readonly number[], reason?: string): Traffic {
  const requests = [...answers, ...(reason === undefined ? [] : [0])].map(
    (milliseconds, index): Request => ({
      start: index,
      milliseconds,
      source: '192.168.0.254',
      host: index < answers.length ? 'rs1' : undefined,
      reason: index < answers.length ? undefined : reason,
      peer: undefined,
    }),
  );
  const all = async () => requests;
  return { service: { id: 'web/http' } as PlannedService, client: undefined as never, peek: all, stop: all };
}

describe('connections over a failover', () => {
  test('are kept when each question has had an answer, however late', async () => {
    expect(await endConnections([connection([5, 3400, 6])])).toEqual({
      faults: [],
      seen: ['web/http: 3 answers, one of them after 3.4 s'],
    });
  });

  test('are lost with the first that has none', async () => {
    expect(await endConnections([connection([5, 6], 'receive: Connection reset by peer')])).toEqual({
      faults: ['web/http: the connection was lost (receive: Connection reset by peer)'],
      seen: [],
    });
  });
});

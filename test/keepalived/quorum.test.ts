import { describe, expect, it } from 'vitest';
import { DUMP_PROGRAMS, keepalivedDump, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';

const service = (quorum: number, hysteresis: number) => `
virtual_server 192.168.0.38 80 {
    lvs_sched rr
    lvs_method DR
    protocol TCP
    quorum ${quorum}
    hysteresis ${hysteresis}
    real_server 192.168.0.18 80 {
        weight 1
    }
    real_server 192.168.0.28 80 {
        weight 1
    }
    real_server 192.168.0.58 80 {
        weight 1
    }
}
`;

/** What quorum-unreachable says of keepalived. */
describe.runIf(requirePrograms(DUMP_PROGRAMS))('keepalived, of a quorum and its hysteresis', () => {
  it('takes them without a word, and is down from the start where they are more than all weights', async () => {
    for (const [quorum, hysteresis, isUp] of [
      [2, 1, 1],
      [3, 1, 0],
    ] as const) {
      const conf = service(quorum, hysteresis);
      expect(await keepalivedTest(conf, [])).toMatchObject({ status: 0, stderr: '' });
      expect((await keepalivedDump(conf, [], 'check')).join('\n')).toContain(`quorum_state_up = ${isUp}`);
    }
  });
});

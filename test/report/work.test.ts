import { afterAll, describe, expect, test } from 'vitest';
import { FORMAT_NAMES } from '../../src/report/format-names.ts';
import { project, removeProjects } from '../support/command.ts';
import { workOf } from '../support/work.ts';

afterAll(removeProjects);

/** Real servers that no service uses: a finding each. */
function unused(count: number): string {
  const real = Array.from(
    { length: count },
    (_, at) => `  - { name: rs${at}, address: 10.1.${at >> 8}.${at & 255}/16 }\n`,
  );
  return `version: 1
segments: { lan: { subnet: 10.1.0.0/16 } }
directors: [{ name: lvs1, interfaces: { eth0: { segment: lan, address: 10.1.255.1/16 } } }]
real_servers:
${real.join('')}virtual_servers: []
`;
}

describe.each(FORMAT_NAMES)('%s', (format) => {
  test('takes as long for each of many findings as for one of few', () => {
    const blocks = (count: number) => {
      const cwd = project({ 'lvsgen.yaml': '', 'clusters/prod/x.yaml': unused(count) });
      const { blocks, stdout, status } = workOf(['lint', '--fail-on', 'info', '--format', format], { cwd });
      expect(status, stdout.slice(0, 1000)).toBe(1);
      return blocks;
    };
    expect(blocks(2000)).toBeLessThan(2.1 * blocks(1000));
  });
});

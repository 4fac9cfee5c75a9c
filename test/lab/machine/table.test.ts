import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Lab } from '../../../src/lab/world/lab.ts';
import { stateOf } from '../../../src/lab/world/state.ts';
import { plansOfTexts } from '../planned.ts';
import { canRun, prepare } from './in-machine.ts';
import { inLab, scriptOf } from './standing.ts';

const SCRIPTS = ['lvs_fwmark.sh', 'lvs_dr.sh', 'lvs_nat.sh', 'lvs_tun.sh'];
const SETTINGS = 'ipvsadm -ln --thresholds; ipvsadm -l --timeout; ipvsadm -l --daemon';

const golden = (name: string) =>
  readFileSync(new URL(`../../render/golden/${name}/clusters/prod/web.yaml`, import.meta.url), 'utf8');

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

/** The lines of a script's list. */
function listOf(script: string, name: string): string[] {
  const [, list = ''] = script.split(`\n${name}=(\n`);
  return [...list.slice(0, list.indexOf('\n)')).matchAll(/^ {2}'(.*)'$/gm)].map(([, line = '']) => line);
}

/** Runs all scripts of the director, and gives what they say. */
async function runAll(lab: Lab, words: string, scripts = SCRIPTS): Promise<string> {
  let said = '';
  for (const script of scripts) said += await lab.must('lvs1', `/usr/local/sbin/${script} ${words}`);
  return said;
}

describe.runIf(canRun)('the IPVS table of the whole vocabulary', () => {
  beforeAll(prepare);

  test('is spelt as ipvsadm spells it, set up once, and gone after stop', async () => {
    const [plan] = await plansOfTexts({ 'clusters/prod/web.yaml': golden('scripts-vocabulary') });
    await inLab(plan, async (lab) => {
      // The hosts of a machine share its marks and names, not its tables: nothing of IPVS is there yet.
      await lab.must('lvs1', 'ipvsadm --set 1000 100 200');
      const settings = () => lab.must('lvs1', SETTINGS);
      const before = { state: await stateOf(lab, 'lvs1'), settings: await settings() };
      expect(await runAll(lab, 'start')).toBe('');

      const texts = SCRIPTS.map((script) => scriptOf(plan, 'lvs1', script));
      const wanted = texts.flatMap((text) => listOf(text, 'IPVS'));
      const thresholds = / -x \d+| -y \d+/g;
      expect(wanted.length).toBeGreaterThan(45);
      expect(lines(await lab.must('lvs1', 'ipvsadm -Sn')).toSorted()).toEqual(
        wanted.map((line) => line.replace(thresholds, '').replace('-f 4294967295', '-f -1')).toSorted(),
      );
      const listed = (await settings()).replace(/ +/g, ' ');
      for (const line of wanted) {
        const [, server = ''] = / -r (\S+)/.exec(line) ?? [];
        const [upper = 0, lower = 0] = [...line.matchAll(/-[xy] (\d+)/g)].map(([, number]) => number);
        if (server !== '') expect(listed).toContain(`-> ${server} ${upper} ${lower} 0 0`);
      }
      expect(listed).toContain('Timeout (tcp tcpfin udp): 7200 100 60\n');
      expect(listed).toContain(
        'master sync daemon (mcast=eth1, syncid=51, maxlen=900, group=ff02::81, port=8849, ttl=2)\n' +
          'backup sync daemon (mcast=eth1, syncid=51, maxlen=1024, group=ff02::81, port=8849, ttl=2)\n',
      );

      const after = { state: await stateOf(lab, 'lvs1'), settings: await settings() };
      expect(await runAll(lab, 'start --dry-run')).toBe('');
      expect(await runAll(lab, 'start')).toBe('');
      expect(await runAll(lab, 'status >/dev/null')).toBe('');
      expect({ state: await stateOf(lab, 'lvs1'), settings: await settings() }).toEqual(after);

      const [first = '', ...others] = SCRIPTS.toReversed();
      expect(await runAll(lab, 'stop', [first])).toBe('');
      expect(await settings()).toContain('Timeout (tcp tcpfin udp): 7200 100 60\n');
      expect(await runAll(lab, 'stop', others)).toBe('');
      expect({ state: await stateOf(lab, 'lvs1'), settings: await settings() }).toEqual(before);
    });
  });
});

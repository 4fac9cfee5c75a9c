import { beforeAll, describe, expect, test } from 'vitest';
import { block, confNodes } from '../../../src/keepalived/conf-tree.ts';
import { ITSELF } from '../../../src/lab/machine/machine.ts';
import { confText } from '../../../src/render/conf-text.ts';
import { DR } from '../../support/definitions.ts';
import { plansOfTexts } from '../planned.ts';
import { canRun, prepare } from './in-machine.ts';
import { inLab } from './standing.ts';

/** Processes as a definition names them, by whether keepalived finds them: tracked-process-never-found says which it cannot. */
const PROCESSES: Readonly<Record<string, { readonly process: string; readonly [word: string]: unknown }>> = {
  name: { process: 'perl' },
  arguments: { process: 'perl /run/wait.pl x' },
  'first argument': { process: 'perl /run/wait.pl', param_match: 'partial' },
  'first 15 characters': { process: 'fifteen-letters' },
  'whole command': { process: '/run/fifteen-letters-and-more', full_command: true },
  path: { process: '/usr/bin/perl' },
  'whole long name': { process: 'fifteen-letters-and-more' },
  'other arguments': { process: 'perl /run/wait.pl y' },
};
const NOT_FOUND = ['path', 'whole long name', 'other arguments'];

const slug = (name: string) => name.replaceAll(' ', '-');

/** Events of processes are told in the machine's own network namespace, and not in those of the lab's hosts. */
describe.runIf(canRun)('tracked processes', () => {
  beforeAll(prepare);

  test('are found by the names and arguments that the definition says', async () => {
    const [plan] = await plansOfTexts({ 'clusters/lab/web-dr.yaml': DR });
    const tracked = Object.entries(PROCESSES).map(([name, item]) =>
      block('vrrp_track_process', [slug(name)], confNodes('vrrp_track_process', item)),
    );
    const conf = `${confText(tracked)}
vrrp_instance VI_1 {
interface own0
virtual_router_id 9
priority 100
virtual_ipaddress {
192.0.2.9/32
}
track_process {
${Object.keys(PROCESSES).map(slug).join('\n')}
}
}
`;
    await inLab(plan, async (lab) => {
      const script = `
        ip link add own0 type veth peer name own1
        ip link set own0 up; ip link set own1 up; ip addr add 192.0.2.1/24 dev own0
        cat >/run/own.conf
        echo 'sleep 500' >/run/wait.pl
        cp "$(command -v perl)" /run/fifteen-letters-and-more
        perl /run/wait.pl x & one=$!
        /run/fifteen-letters-and-more /run/wait.pl & other=$!
        keepalived -P -n -l -f /run/own.conf -p /run/own1 -r /run/own2 >/run/own.log 2>&1 </dev/null & daemon=$!
        for ((i = 0; i < 100; i++)); do
          if grep -q 'Startup complete' /run/own.log; then break; fi
          sleep 0.1
        done
        cat /run/own.log
        kill "$one" "$other" "$daemon"`;
      const { stdout } = await lab.run(ITSELF, script, { input: conf, seconds: 60 });
      expect(stdout).toContain('Startup complete');
      const missing = [...stdout.matchAll(/tracked process (\S+) quorum not achieved/g)].map(
        ([, name]) => name,
      );
      expect(missing).toEqual(NOT_FOUND.map(slug));
    });
  }, 150_000);
});

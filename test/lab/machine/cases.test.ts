import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { project } from '../../support/command.ts';
import { canRun, checksThat, type Outcome, prepare, reasonsOf, runIn } from './in-machine.ts';

const folder = fileURLToPath(new URL('../../cases/definitions', import.meta.url));

/** What the cases are about. */
const CHECKS = ['--check', 'loses-a-real-server', 'loses-a-silent-host'];

/** A case from the field, with other words in place of some. */
function runCase(name: string, ...changes: readonly (readonly [string, string])[]): Outcome {
  let text = readFileSync(`${folder}/${name}.yaml`, 'utf8');
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  return runIn(project({ 'lvsgen.yaml': '', [`clusters/lab/${name}.yaml`]: text }), ...CHECKS);
}

const notTriedIn = ({ runs }: Outcome): string[] =>
  runs.flatMap(({ notTried }) => notTried.map(({ what, reason }) => `${what}: ${reason}`));

const STAYING =
  'UDP clients that keep their port, when a real server is gone: net.ipv4.vs.expire_nodest_conn is 0: they get no answer for minutes (udp-clients-of-removed-server)';

/** Right definitions, with what each passes beside the checks that all pass, and what the lab says that it cannot try. */
const RIGHT: readonly [name: string, checks: readonly string[], notTried?: readonly string[]][] = [
  ['lab-dns-check', ['loses-a-real-server', 'loses-a-silent-host'], [`lab-dns-check/s: ${STAYING}`]],
  ['lab-no-dns', ['loses-a-real-server'], [`lab-no-dns/http: ${STAYING}`]],
  [
    'lab-http-digest',
    ['loses-a-real-server', 'loses-a-silent-host'],
    [
      'lab-http-digest/s: digest 9b3a0c85a887a256d6939da88aabd8cd: the page of the lab is another one, whose digest stands in keepalived.conf in the lab',
    ],
  ],
  ['lab-link-local-vip', ['loses-a-real-server', 'loses-a-silent-host']],
  [
    'lab-no-programs',
    [],
    [
      'lab-no-programs/http: /usr/local/bin/check-web when a real server is gone: real servers or VRRP instances share the command, and its stand-in cannot tell which one it is about',
    ],
  ],
  ['lab-no-tls', ['loses-a-real-server']],
  ['lab-ping-check', ['loses-a-silent-host'], [`lab-ping-check/s: ${STAYING}`]],
  ['lab-smtp-check', ['loses-a-real-server', 'loses-a-silent-host']],
  ['lab-ssl-get', ['loses-a-real-server']],
  ['lab-status-list', ['loses-a-real-server', 'loses-a-silent-host']],
  ['lab-udp-check-dr', ['loses-a-real-server'], [`lab-udp-check-dr/s: ${STAYING}`]],
  ['v6-linklocal-vip-lab', ['loses-a-real-server', 'loses-a-silent-host']],
];

describe.runIf(canRun)('a definition from the field', () => {
  beforeAll(prepare);

  test.each(RIGHT)('%s passes', (...[name, checks, notTried = []]) => {
    const outcome = runCase(name);
    expect(reasonsOf(outcome)).toEqual([]);
    expect(outcome.status, outcome.stderr).toBe(0);
    expect(checksThat(outcome, 'passed')).toEqual(
      expect.arrayContaining(['checks-succeed', 'answers', ...checks]),
    );
    for (const check of ['loses-a-real-server', 'loses-a-silent-host'])
      if (!checks.includes(check)) expect(checksThat(outcome, 'skipped')).toContain(check);
    expect(notTriedIn(outcome)).toEqual(notTried);
  });

  test('lab-script-user passes when its program may do what it does', () => {
    const outcome = runCase('lab-script-user', ['script_user: keepalived_script', 'script_user: root']);
    expect(reasonsOf(outcome)).toEqual([]);
    expect(checksThat(outcome, 'passed')).toContain('loses-a-real-server');
  });

  test('lab-script-user fails as it stands: only root adds an address', () => {
    const outcome = runCase('lab-script-user');
    expect(checksThat(outcome, 'failed')).toEqual(['answers']);
    expect(reasonsOf(outcome)).toEqual([
      'lab-script-user/mysql, a client behind the router: 3 of 3 requests got no answer (no answer to connect: 3)',
    ]);
  });
});

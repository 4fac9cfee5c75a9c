import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { project } from '../../support/command.ts';
import {
  canRun,
  checksThat,
  evidenceOf,
  type Outcome,
  prepare,
  reasonsOf,
  runDefinition,
  runIn,
} from './in-machine.ts';

const file = (name: string) => fileURLToPath(new URL(`../faulty/${name}.yaml`, import.meta.url));

const DR_EXAMPLE = fileURLToPath(new URL('../../../clusters/examples/dr/web-dr.yaml', import.meta.url));

const FTP = fileURLToPath(new URL('../../cases/definitions/ftp-nat-helper.yaml', import.meta.url));

/** Each has one fault, which lint finds: the laboratory shows what it does. */
const FAULTY: readonly (readonly [name: string, check: string, reason: RegExp])[] = [
  [
    'nat-wrong-gateway',
    'answers',
    /^nat-wrong-gateway\/http, a client on wan: 1 of 3 requests got no answer/,
  ],
  [
    'dr-remapped-port',
    'kernel-holds-definition',
    /^lvs1 lacks the ipvsadm line .* -r 192\.168\.0\.18:8080 -g -w 1$/,
  ],
  [
    'vip-of-a-host',
    'applies-cleanly',
    /another host answers for 192\.168\.0\.28 \(eth0\): nothing was changed$/,
  ],
  [
    'marks-overlap',
    'answers',
    /^marks-overlap\/pages, a client on lan: rs2 answered, which is no real server of it/,
  ],
  [
    'vip-is-check-source',
    'checks-succeed',
    /^lvs1 lacks the ipvsadm line .* -r \[2001:db8:1::18\]:80 -g -w 1$/,
  ],
  ['nat-not-synced', 'fails-over', /^cable pulled on edge1: the VIPs of INNER are at edge1, not at edge2$/],
  [
    'group-half-preempts',
    'fails-over',
    /^cable pulled on edge1: afterwards the VIPs of INNER are at edge2, not at edge1$/,
  ],
  [
    'check-of-another-host',
    'checks-succeed',
    /^lvs1 lacks the ipvsadm line .* -r 192\.168\.0\.18:80 -g -w 1$/,
  ],
  [
    'tun-gateway-is-a-host',
    'answers',
    /^tun-gateway-is-a-host\/http, a client on lan: \d of 3 requests got no answer/,
  ],
  [
    'sh-drained',
    'answers',
    /^sh-drained\/http, a client on lan: \d of 4 requests got no answer \(connect: Connection refused: \d, /,
  ],
  [
    'source-nat-untracked',
    'answers',
    /^source-nat-untracked\/http, a client on lan: 3 of 3 requests got no answer/,
  ],
  ['ops-with-nat', 'answers', /^ops-with-nat\/dns, a client on wan: 3 of 3 requests got no answer/],
  ['no-client', 'answers', /^no-client\/http: no client can reach it: /],
  [
    'udp-clients-stay',
    'loses-a-real-server',
    /^udp-clients-stay\/syslog: receive: Connection refused: \d+ for clients that keep their port, after rs1 had left the table$/,
  ],
  [
    'sync-daemons-apart',
    'keeps-connections',
    /^keepalived stopped on lvs1: sync-daemons-apart\/http: the connection was lost \(.*reset by peer\)$/,
  ],
];

describe.runIf(canRun)('a faulty definition', () => {
  beforeAll(prepare);
  const outcomes = new Map<string, Outcome>();
  const outcomeOf = (name: string): Outcome => {
    const outcome = outcomes.get(name) ?? runDefinition(file(name), '--no-lint');
    outcomes.set(name, outcome);
    return outcome;
  };

  test.each(FAULTY)('%s fails %s, and nothing else', (name, check, reason) => {
    const outcome = outcomeOf(name);
    expect(checksThat(outcome, 'failed')).toEqual([check]);
    expect(reasonsOf(outcome)[0]).toMatch(reason);
    expect(outcome.status).toBe(1);
  });

  test('with units that nobody enables fails its reboot, and nothing else', () => {
    const root = project({
      'lvsgen.yaml': 'templates: own\n',
      'own/script.service.hbs': '[Service]\nExecStart=/usr/local/sbin/{{script}} start\n',
      'clusters/lab/web-dr.yaml': readFileSync(DR_EXAMPLE, 'utf8'),
    });
    const outcome = runIn(root);
    expect(checksThat(outcome, 'failed')).toEqual(['comes-back-after-reboot']);
    const reasons = reasonsOf(outcome);
    expect(reasons).toContain('what serves starts on rs1 before /usr/local/sbin/lvs_dr_rs.sh has run');
    expect(reasons).toContain('rs1 lacks the address 192.168.0.38/32 lo');
    expect(reasons).toContain('lvs1 lacks the ipvsadm line -A -t 192.168.0.38:80 -s wrr');
    expect(outcome.status).toBe(1);
  });

  test('of FTP by NAT whose helper nobody loads has no data connections, and nothing else fails', () => {
    const root = project({
      'lvsgen.yaml': 'templates: own\n',
      'own/lvsgen.conf.hbs': 'ip_vs\n',
      'clusters/lab/ftp.yaml': readFileSync(FTP, 'utf8'),
    });
    const outcome = runIn(root);
    expect(checksThat(outcome, 'failed')).toEqual(['answers']);
    expect(reasonsOf(outcome)[0]).toMatch(
      /^ftp\/ftp, a client on wan: 3 of 3 requests got no answer \(data: .*: 3\)$/,
    );
  });

  test('of which no answer comes back shows how far its packets came', () => {
    const seen = evidenceOf(outcomeOf('nat-wrong-gateway'));
    expect(seen['ipvsadm -Sn on lvs1']).toHaveLength(3);
    expect(seen['addresses of lvs1']).toContain('172.16.254.200/24 eth0');
    expect(seen['ARP answers to a client on wan']).toEqual([
      expect.stringMatching(/^172\.16\.254\.200 dev eth0 lladdr \S+ (?:REACHABLE|DELAY|STALE|PROBE)$/),
    ]);
    // Connections, packets in, packets out.
    expect(seen['packets on lvs1']).toContainEqual(
      expect.stringMatching(/-> 192\.168\.0\.18:80 +1 +[1-9]\d* +0 /),
    );
    expect(seen['packets on lvs1']).toContainEqual(
      expect.stringMatching(/-> 192\.168\.0\.28:80 +1 +[1-9]\d* +[1-9]\d* /),
    );
    expect(seen['routes of rs1']).toContain('default via 192.168.0.1 dev eth0');
    expect(seen['routes of rs2']).toContain('default via 192.168.0.8 dev eth0');
  });
});

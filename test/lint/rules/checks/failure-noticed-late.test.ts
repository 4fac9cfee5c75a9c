import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'failure-noticed-late';
const tcp = (base: string, options: string) =>
  base.replace(/TCP_CHECK: \{[^}]*\}/, `TCP_CHECK: { ${options} }`);
const unset = (base: string) => edit(base, '    delay_loop: 6\n', '');

test('delay_loop, the time-outs and the pauses add up', async () => {
  expect(await lint(rule, edit(HA, 'delay_loop: 6', 'delay_loop: 252'))).toEqual([
    {
      severity: 'info',
      message:
        '"TCP_CHECK" of virtual server "http" lets a host that is down keep its share for up to 301 s (252 + 4 x 10 + 3 x 3)',
      hint: 'lower delay_loop, connect_timeout or retry',
      at: 'clusters/prod/web-ha.yaml:32:9-32:18 «TCP_CHECK»',
      related: ['clusters/prod/web-ha.yaml:30:17-30:20 «252» the time between two checks'],
    },
  ]);
  expect(await lint(rule, tcp(unset(HA), 'connect_timeout: 30, retry: 8'))).toEqual([
    {
      severity: 'info',
      message:
        '"TCP_CHECK" of virtual server "http" lets a host that is down keep its share for up to 338 s (60 + 9 x 30 + 8 x 1)',
      hint: 'lower delay_loop, which is 60 by default, connect_timeout or retry',
      at: 'clusters/prod/web-ha.yaml:31:9-31:18 «TCP_CHECK»',
    },
  ]);
  const own = tcp(HA, 'delay_loop: 600');
  expect((await lint(rule, own)).map(({ related }) => related)).toEqual([
    ['clusters/prod/web-ha.yaml:32:34-32:37 «600» the time between two checks'],
  ]);
});

test('of several checks the quickest counts, and one in defaults is named once', async () => {
  const two = edit(HA, 'delay_loop: 6', 'delay_loop: 600').replace(
    '- TCP_CHECK:',
    '- TCP_CHECK: { connect_timeout: 60 }\n      - TCP_CHECK:',
  );
  expect((await lint(rule, two)).map(({ at }) => at)).toEqual([
    'clusters/prod/web-ha.yaml:33:9-33:18 «TCP_CHECK»',
  ]);
  const defaulted = `${HA.replace(/ {4}delay_loop[\s\S]*?(?= {4}real_servers)/, '')}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    real_servers: [{ name: rs1 }]
defaults: { virtual_servers: { delay_loop: 400, checks: [{ TCP_CHECK: {} }] } }
`;
  expect((await lint(rule, defaulted)).length).toBe(1);
});

test.each([
  ['TCP', 'TCP_CHECK: {}', '411 s (400 + 2 x 5 + 1 x 1)'],
  ['TCP', 'PING_CHECK: {}', '411 s (400 + 2 x 5 + 1 x 1)'],
  ['TCP', 'SMTP_CHECK: {}', '411 s (400 + 2 x 5 + 1 x 1)'],
  ['UDP', 'UDP_CHECK: { require_reply: true }', '411 s (400 + 2 x 5 + 1 x 1)'],
  ['TCP', 'HTTP_GET: { url: [{ path: / }] }', '413 s (400 + 2 x 5 + 1 x 3)'],
  ['TCP', 'SSL_GET: { url: [{ path: / }] }', '413 s (400 + 2 x 5 + 1 x 3)'],
  ['UDP', 'DNS_CHECK: {}', '1620 s (400 + 4 x 5 + 3 x 400)'],
  ['TCP', 'MISC_CHECK: { misc_path: /usr/local/bin/check }', '800 s (400 + 1 x 400 + 0 x 1)'],
])('the numbers of keepalived count where none are written: %s %s', async (protocol, check, expected) => {
  const text = edit(edit(HA, 'delay_loop: 6', 'delay_loop: 400'), 'protocol: TCP', `protocol: ${protocol}`);
  const own = text.replace(/TCP_CHECK: \{[^}]*\}/, check);
  expect((await lint(rule, own)).map(({ message }) => message)).toEqual([
    `"${/^\w+/.exec(check)?.[0]}" of virtual server "http" lets a host that is down keep its share for up to ${expected}`,
  ]);
});

test('a long advert_int', async () => {
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'advert_int: 30'))).toEqual([
    {
      severity: 'info',
      message: 'advert_int "30": a dead MASTER is noticed after 90.6 s (3 x 30 + 0.6)',
      hint: 'lower advert_int; 1 is the default',
      at: 'clusters/prod/web-ha.yaml:14:17-14:19 «30»',
    },
  ]);
});

test('what counts is the time until the first one takes over', async () => {
  const words = (text: string) => edit(HA, 'advert_int: 1', text);
  const messages = async (text: string) => (await lint(rule, text)).map(({ message }) => message);
  expect(await messages(words('advert_int: 15\n    down_timer_adverts: 10'))).toEqual([
    'advert_int "15": a dead MASTER is noticed after 150.6 s (10 x 15 + 0.6)',
  ]);
  expect(await messages(words('advert_int: 1\n    down_timer_adverts: 60'))).toEqual([
    'advert_int "1": a dead MASTER is noticed after 60.6 s (60 x 1 + 0.6)',
  ]);
  expect(await messages(words('advert_int: 59\n    down_timer_adverts: 1'))).toEqual([]);
  expect(await messages(words('advert_int: 20'))).toHaveLength(1);
  expect(await messages(words('advert_int: 19'))).toEqual([]);
  // The skew of version 3 is a part of the interval: exactly a minute with priority 64.
  const third = edit(
    words('advert_int: 16'),
    '    authentication: { auth_type: PASS, auth_pass: "1111" }\n',
    '',
  );
  const versioned = (text: string, number: string) =>
    edit(text, '    advert_int: ', `    version: 3\n    advert_int: `).replace(
      'priority: 90',
      `priority: ${number}`,
    );
  expect(await messages(versioned(third, '64'))).toEqual([]);
  expect(await messages(versioned(third, '63'))).toEqual([
    'advert_int "16": a dead MASTER is noticed after 60.1 s (3 x 16 + 12.1)',
  ]);
  const slow = edit(
    words('advert_int: 15'),
    'state: BACKUP, priority: 90',
    'state: BACKUP, priority: 90, down_timer_adverts: 10',
  );
  expect(await messages(slow)).toEqual([
    'advert_int "15": a dead MASTER is noticed after 150.6 s (10 x 15 + 0.6)',
  ]);
  // Of several that could follow, the quickest counts, whatever its place and its priority.
  const more = (adverts: number) =>
    edit(
      edit(
        slow,
        'vrrp_instances:\n',
        `  - name: lvs3\n    interfaces: { eth0: { segment: lan, address: 192.168.0.68/24 } }\nvrrp_instances:\n`,
      ),
      '      - { director: lvs2',
      `      - { director: lvs3, state: BACKUP, priority: 80, down_timer_adverts: ${adverts} }\n      - { director: lvs2`,
    );
  expect(await messages(more(3))).toEqual([]);
  expect(await messages(more(4))).toEqual([
    'advert_int "15": a dead MASTER is noticed after 60.7 s (4 x 15 + 0.7)',
  ]);
  expect(await messages(more(11))).toEqual([
    'advert_int "15": a dead MASTER is noticed after 150.6 s (10 x 15 + 0.6)',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, edit(HA, 'delay_loop: 6', 'delay_loop: 251'))).toEqual([]);
  expect(await lint(rule, tcp(unset(HA), ''))).toEqual([]);
  // A second check of its own pace is quick, before the other or behind it.
  for (const [first, second] of [
    ['delay_loop: 5', 'connect_timeout: 10'],
    ['connect_timeout: 10', 'delay_loop: 5'],
  ]) {
    const quick = edit(HA, 'delay_loop: 6', 'delay_loop: 600').replace(
      /- TCP_CHECK:.*/,
      `- TCP_CHECK: { ${first} }\n      - TCP_CHECK: { ${second} }`,
    );
    expect(await lint(rule, quick)).toEqual([]);
  }
  // Silence counts as healthy: what the check waits for says nothing of a failure.
  const udp = edit(edit(HA, 'delay_loop: 6', 'delay_loop: 600'), 'protocol: TCP', 'protocol: UDP');
  expect(await lint(rule, tcp(udp, '').replace('TCP_CHECK', 'UDP_CHECK'))).toEqual([]);
  // A single member has nobody who could notice.
  const alone = edit(HA, '      - { director: lvs2, state: BACKUP, priority: 90 }\n', '');
  expect(await lint(rule, edit(alone, 'advert_int: 1', 'advert_int: 30'))).toEqual([]);
  // Nobody runs checks with engine ipvsadm.
  expect(await lint(rule, edit(DR, '    port: 80\n', '    port: 80\n    delay_loop: 600\n'))).toEqual([]);
  // A value that the schema refuses is one finding.
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'advert_int: 300'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { edit, HA } from '../support/definitions.ts';
import { lintAll } from '../support/lint.ts';

const rulesOf = async (text: string) =>
  (await lintAll({ 'clusters/prod/web-ha.yaml': text })).map(({ rule }) => rule);

test('a value that the schema refuses is one finding', async () => {
  const refused = [
    edit(HA, 'priority: 100', 'priority: 0'),
    edit(HA, 'priority: 100', 'priority: 256'),
    edit(HA, 'advert_int: 1', 'advert_int: 300'),
    edit(HA, 'advert_int: 1', 'advert_int: 300.5'),
    edit(HA, 'virtual_router_id: 51', 'virtual_router_id: 256'),
    edit(HA, 'connect_port: 80 ', 'connect_port: 70000 '),
    edit(HA, 'connect_timeout: 10', 'connect_timeout: 0'),
    edit(HA, 'delay_loop: 6', 'delay_loop: 0'),
    edit(HA, '{ name: rs1, weight: 1 }', '{ name: rs1, weight: -1 }'),
    edit(HA, 'port: 80\n', 'port: 70000\n'),
    // keepalived -t refuses a peer with a prefix length.
    edit(HA, '[192.168.0.38/32]', '[{ address: 192.168.0.38/32, peer: 192.168.0.9/32 }]'),
  ];
  for (const text of refused) expect(await rulesOf(text), text).toEqual(['invalid-shape']);
});

test('an address has a peer without a prefix length', async () => {
  const text = edit(HA, '[192.168.0.38/32]', '[{ address: 192.168.0.38/32, peer: 192.168.0.9 }]');
  expect(await rulesOf(text)).toEqual(['vip-never-removed']);
});

test('what rules find elsewhere stays', async () => {
  const text = edit(edit(HA, 'priority: 100', 'priority: 256'), 'vip: 192.168.0.38', 'vip: 192.168.0.39');
  expect(await rulesOf(text)).toEqual(['invalid-shape', 'vip-not-in-vrrp-instance']);
});

test('a path goes nowhere but down', async () => {
  const messages = async (path: string, word = 'notify') =>
    (await lintAll({ 'clusters/prod/web-ha.yaml': edit(HA, 'advert_int: 1', `${word}: ${path}`) }))
      .filter(({ rule }) => rule === 'invalid-shape')
      .map(({ message }) => message);
  for (const path of ['/etc/keepalived/../../tmp/x.sh', '/../x', '/etc/..']) {
    expect(await messages(path)).toEqual([expect.stringContaining('an absolute path without ".."')]);
  }
  for (const path of ['/etc/..x/y', '/etc/x..', '/etc/x..y/z', '"/etc/x ../y"', '/etc/./x'])
    expect(await messages(path)).toEqual([]);
  const file = (word: string, path: string) =>
    lintAll({ 'clusters/prod/web-ha.yaml': `${HA}global_defs: { ${word}: ${path} }\n` });
  for (const word of ['reload_file', 'reload_time_file', 'config_save_dir', 'notify_fifo']) {
    const found = (await file(word, '/run/../tmp/x')).map(({ message }) => message);
    expect(found, word).toEqual([expect.stringContaining('without ".." between its slashes')]);
  }
});

import { expect, test } from 'vitest';
import { casesOf } from '../keepalived/cases.ts';
import { edit, HA } from '../support/definitions.ts';

test('what a member says of its own stands on its director alone', async () => {
  const globals = 'global_defs: { enable_script_security: true, script_user: root }\n';
  const shared = edit(HA, '    advert_int: 1\n', '    advert_int: 1\n    notify_master: /usr/bin/true\n');
  const text = edit(
    edit(shared, 'vrrp_instances:\n', `${globals}vrrp_instances:\n`),
    'priority: 90 }',
    'priority: 90, notify_master: /usr/bin/false, notify_backup: /usr/bin/id, garp_master_delay: 9, smtp_alert: false }',
  );
  const { findings, cases } = await casesOf({ 'clusters/prod/web-ha.yaml': text });
  expect(findings).toEqual([]);
  const words = /^ +(?:notify_\w+|garp_\w+|smtp_alert) .*$/gm;
  expect(cases.map(({ conf }) => conf.match(words)?.map((line) => line.trim()))).toEqual([
    ['notify_master /usr/bin/true'],
    ['garp_master_delay 9', 'notify_backup /usr/bin/id', 'notify_master /usr/bin/false', 'smtp_alert false'],
  ]);
});

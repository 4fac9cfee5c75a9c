import { expect, test } from 'vitest';
import { edit, HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'alert-without-server';
const ALERTED = edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    smtp_alert: true\n');
const globals = (base: string, words: string) =>
  edit(base, 'vrrp_instances:\n', `global_defs: { ${words} }\nvrrp_instances:\n`);
const BOTH = 'smtp_server: { address: 192.0.2.25 }, notification_email: [ops@example.org]';

test('an alert, and nothing else', async () => {
  expect(await lint(rule, ALERTED)).toEqual([
    {
      severity: 'warning',
      message:
        'e-mails are wanted here, and director "lvs1" has no smtp_server and no notification_email: keepalived sends none',
      hint: 'set smtp_server and notification_email in global_defs',
      at: 'clusters/prod/web-ha.yaml:31:17-31:21 «true»',
    },
  ]);
});

test('no server', async () => {
  expect(await lint(rule, globals(ALERTED, 'notification_email: [ops@example.org]'))).toEqual([
    {
      severity: 'warning',
      message: 'e-mails are wanted here, and director "lvs1" has no smtp_server: keepalived sends none',
      hint: 'set smtp_server in global_defs',
      at: 'clusters/prod/web-ha.yaml:32:17-32:21 «true»',
    },
  ]);
});

test('nobody to send to', async () => {
  expect(await lint(rule, globals(ALERTED, 'smtp_server: { address: 192.0.2.25 }'))).toEqual([
    {
      severity: 'warning',
      message:
        'e-mails are wanted here, and director "lvs1" has no notification_email: keepalived sends none',
      hint: 'set notification_email in global_defs',
      at: 'clusters/prod/web-ha.yaml:32:17-32:21 «true»',
    },
  ]);
});

test('a server alone', async () => {
  expect(await lint(rule, globals(HA, 'smtp_server: { address: 192.0.2.25 }'))).toEqual([
    {
      severity: 'warning',
      message:
        'e-mails are wanted here, and director "lvs1" has no notification_email: keepalived sends none',
      hint: 'set notification_email in global_defs',
      at: 'clusters/prod/web-ha.yaml:10:16-10:27 «smtp_server»',
    },
  ]);
});

test('alerts for all', async () => {
  expect(await lint(rule, globals(HA, 'smtp_alert_vrrp: true'))).toEqual([
    {
      severity: 'warning',
      message:
        'e-mails are wanted here, and director "lvs1" has no smtp_server and no notification_email: keepalived sends none',
      hint: 'set smtp_server and notification_email in global_defs',
      at: 'clusters/prod/web-ha.yaml:10:33-10:37 «true»',
    },
  ]);
});

test('one director has them', async () => {
  expect(
    await lint(
      rule,
      edit(
        ALERTED,
        'address: 192.168.0.48/24 } }\n',
        `address: 192.168.0.48/24 } }\n    global_defs: { ${BOTH} }\n`,
      ),
    ),
  ).toEqual([
    {
      severity: 'warning',
      message:
        'e-mails are wanted here, and director "lvs2" has no smtp_server and no notification_email: keepalived sends none',
      hint: 'set smtp_server and notification_email in global_defs',
      at: 'clusters/prod/web-ha.yaml:32:17-32:21 «true»',
    },
  ]);
});

test.each([
  ['both', globals(ALERTED, BOTH)],
  ['no alert', globals(HA, 'smtp_alert: false, smtp_connect_timeout: 10')],
  ['no e-mails at all', HA],
  [
    'raw lines',
    edit(
      ALERTED,
      'vrrp_instances:\n',
      'global_defs:\n  notification_email: [ops@example.org]\n  extra: |\n    smtp_server 192.0.2.25\nvrrp_instances:\n',
    ),
  ],
])('silent: %s', async (_, text) => {
  expect(await lint(rule, text)).toEqual([]);
});

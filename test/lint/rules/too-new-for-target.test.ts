import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'too-new-for-target';

test('a word of 2.2.8 for the default target', async () => {
  expect(
    await lint(
      rule,
      edit(
        HA,
        'TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }',
        'SSL_GET: { connect_port: 443, tls_compliant: true, url: [{ path: /, tls_compliant: true }] }',
      ),
    ),
  ).toMatchInlineSnapshot();
});

test('words of 2.2.x for 2.1.5', async () => {
  expect(
    await lint(
      rule,
      edit(
        edit(HA, 'name: web-ha\n', 'name: web-ha\ntarget: { keepalived: "2.1.5" }\n'),
        '    advert_int: 1\n',
        '    advert_int: 1\n    down_timer_adverts: 4\n',
      ),
    ),
  ).toMatchInlineSnapshot();
});

test('a target that is too old', async () => {
  expect(
    await lint(rule, edit(HA, 'name: web-ha\n', 'name: web-ha\ntarget: { keepalived: "1.3.5" }\n')),
  ).toMatchInlineSnapshot();
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // A target that has the word.
  expect(
    await lint(
      rule,
      edit(
        edit(HA, 'name: web-ha\n', 'name: web-ha\ntarget: { keepalived: "2.3" }\n'),
        '    advert_int: 1\n',
        '    advert_int: 1\n    down_timer_adverts: 4\n',
      ),
    ),
  ).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { edit, HA, NAT } from '../support/definitions.ts';
import { lintAll } from '../support/lint.ts';

/** What the first lines of README say that lvsgen finds before it renders: each is an error, which `render` refuses. */
const PROMISES = [
  [
    'a real server with the wrong gateway',
    'real-server-gateway-not-director',
    {
      'clusters/prod/web-nat.yaml': edit(
        NAT,
        'address: 192.168.0.18/24, gateway: 192.168.0.8',
        'address: 192.168.0.18/24, gateway: 192.168.0.1',
      ),
    },
  ],
  [
    'a VIP that two clusters have',
    'duplicate-vip',
    {
      'clusters/prod/web-ha.yaml': HA,
      'clusters/prod/other.yaml': edit(HA, 'name: web-ha', 'name: other')
        .replaceAll(/lvs(?=[12])/g, 'dir')
        .replaceAll(/rs(?=[12])/g, 'os')
        .replaceAll(/192\.168\.0\.(?!38|0)(\d+)\/24/g, '192.168.0.1$1/24'),
    },
  ],
  [
    'two directors that do not hear each other and are both MASTER',
    'member-settings-differ',
    {
      'clusters/prod/web-ha.yaml': edit(
        HA,
        '  - name: lvs1\n',
        '  - name: lvs1\n    global_defs: { vrrp_mcast_group4: 224.0.0.19 }\n',
      ),
    },
  ],
] as const;

const opening = (readFileSync('README.md', 'utf8').split('\n\n')[1] as string).replaceAll('\n', ' ');

test('README names them, and nothing else', () => {
  expect(opening).toContain(`and says what would break: ${PROMISES.map(([promise]) => promise).join(', ')}.`);
});

test.each(PROMISES)('%s', async (_promise, rule, files) => {
  const errors = (await lintAll(files)).filter(({ severity }) => severity === 'error');
  expect(errors.map((finding) => finding.rule)).toContain(rule);
});

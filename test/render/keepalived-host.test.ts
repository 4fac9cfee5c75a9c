import { expect, it } from 'vitest';
import { analyse } from '../../src/pipeline.ts';
import { confText } from '../../src/render/conf-text.ts';
import { hostBlocks } from '../../src/render/views/keepalived-host.ts';
import { readSettings } from '../../src/settings.ts';
import { edit, HA } from '../support/definitions.ts';

/** What a director has once, of these definitions. */
async function onceOf(texts: Readonly<Record<string, string>>, name: string): Promise<string> {
  const { settings } = await readSettings(undefined);
  const inputs = Object.entries(texts).map(([file, text]) => ({
    file: `clusters/${file}.yaml`,
    bytes: new TextEncoder().encode(text),
  }));
  const { repository } = await analyse(inputs, settings, '2026-11-23');
  const host = repository.environments.get('')?.hosts.get(name) ?? expect.fail(`no ${name}`);
  return confText(hostBlocks(host));
}

/** A definition of both directors that tracks scripts, and says more. */
const definition = (name: string, scripts: readonly string[], more = '') =>
  edit(
    edit(HA, 'name: web-ha\n', `name: ${name}\n${more}`),
    'vrrp_instances:\n  - name: VI_1\n',
    `vrrp_scripts:
${scripts.map((script) => `  - { name: ${script}, script: /usr/bin/${script} }\n`).join('')}vrrp_instances:
  - name: ${name}\n    track_script: [${scripts.join(', ')}]\n`,
  );

it('what two definitions say alike is there once, under the first of them, in their order', async () => {
  const more = `SSL: { ca: /etc/ssl/ca.pem }
global_defs:
  extra: |
    vrrp_rx_bufs_policy MTU
    vrrp_rx_bufs_multiplier 3
`;
  const texts = {
    api: definition('api', ['up', 'ready'], more),
    web: definition('web', ['up', 'ready', 'own'], more),
  };
  expect(await onceOf(texts, 'lvs1')).toBe(`global_defs {
    router_id lvs1

    # extra
    vrrp_rx_bufs_policy MTU
    vrrp_rx_bufs_multiplier 3
}

# clusters/api.yaml
SSL {
    ca /etc/ssl/ca.pem
}

# clusters/api.yaml
vrrp_script up {
    script /usr/bin/up
}

# clusters/api.yaml
vrrp_script ready {
    script /usr/bin/ready
}

# clusters/web.yaml
vrrp_script own {
    script /usr/bin/own
}
`);
});

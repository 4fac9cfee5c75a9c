import { expect, it } from 'vitest';
import { analyse } from '../../src/pipeline.ts';
import { directorScriptView } from '../../src/render/views/director-script-view.ts';
import { readSettings } from '../../src/settings.ts';
import { DR, edit } from '../support/definitions.ts';

it('a script wants the interface of its sync daemon, though another definition alone has it', async () => {
  const web = edit(
    DR,
    'name: web-dr\n',
    'name: web\nengine: ipvsadm\nglobal_defs: { lvs_sync_daemon: { interface: eth1 } }\n',
  );
  const far = `version: 1
name: far
segments:
  back: { subnet: 10.0.0.0/24, gateway: 10.0.0.1 }
directors:
  - name: lvs1
    interfaces:
      eth1: { segment: back, address: 10.0.0.8/24 }
real_servers:
  - { name: rs3, address: 10.0.0.18/24, gateway: 10.0.0.1 }
virtual_servers:
  - name: http
    vip: 10.0.0.38
    port: 80
    protocol: TCP
    lvs_sched: rr
    lvs_method: TUN
    tunnel: { mtu: 1480 }
    real_servers: [{ name: rs3 }]
`;
  const inputs = Object.entries({ far, web }).map(([name, text]) => ({
    file: `clusters/${name}.yaml`,
    bytes: new TextEncoder().encode(text),
  }));
  const { settings } = await readSettings(undefined);
  const { repository, findings } = await analyse(inputs, settings, '2026-11-23');
  expect(findings).toEqual([]);
  const host = repository.environments.get('')?.hosts.get('lvs1') ?? expect.fail('no lvs1');
  expect(directorScriptView(host, 'DR', 'lvs_dr.sh').interfaces).toEqual(['eth0', 'eth1']);
  expect(directorScriptView(host, 'TUN', 'lvs_tun.sh').interfaces).toEqual(['eth1']);
});

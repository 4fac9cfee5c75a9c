import { describe, expect, it } from 'vitest';
import { edit } from '../support/definitions.ts';
import { DUAL } from '../support/dual-stack.ts';
import { ACCEPTED, DUMP_PROGRAMS, keepalivedDump, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { casesOf } from './cases.ts';

const CLEAN = edit(
  edit(DUAL, 'vrrp_instances:', 'vrrp_sync_groups: [{ name: BOTH, group: [V4, V6] }]\nvrrp_instances:'),
  '  - { name: rs2, address: [192.168.0.28/24, "2001:db8::28/64"] }\n',
  '',
);

/** What lvsgen does not render, since it is an error. */
const GROUP = `
virtual_server_group web {
    192.168.0.38 81
    2001:db8::38 81
}
virtual_server group web {
    lvs_sched sed
    lvs_method DR
    protocol TCP
    real_server 192.168.0.18 81 {
        weight 1
    }
}
`;

/** What virtual-server-mixed-families says of keepalived. */
describe.runIf(requirePrograms(DUMP_PROGRAMS))('keepalived, of a group of both families', () => {
  it('says nothing under -t, and leaves the virtual server out', async () => {
    const { cases } = await casesOf({ 'clusters/prod/dual.yaml': CLEAN });
    const { conf, interfaces } = cases[0] ?? expect.fail('nothing is rendered');
    const mixed = `${conf}${GROUP}`;
    expect(await keepalivedTest(mixed, interfaces)).toEqual(ACCEPTED);
    const alone = mixed.replace('    2001:db8::38 81\n', '');
    expect((await keepalivedDump(alone, interfaces, 'check')).join('\n')).toContain('lvs_sched = sed');
    const dump = (await keepalivedDump(mixed, interfaces, 'check')).join('\n');
    expect(dump).toContain("virtual server group with IPv4 & IPv6 doesn't match virtual server");
    expect(dump).not.toContain('lvs_sched = sed');
  });
});

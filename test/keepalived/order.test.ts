import { describe, expect, test } from 'vitest';
import { edit, HA } from '../support/definitions.ts';
import { ACCEPTED, DUMP_PROGRAMS, keepalivedDump, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { type Case, casesOf } from './cases.ts';

/** Raw blocks, each before what it names. */
const BACKWARDS = `static_rules {
  from 10.9.0.0/16 iif eth0 table 100 priority 100 track_group RAW
}
static_routes {
  10.9.0.0/16 via 192.168.0.1 dev eth0 track_group RAW
}
static_ipaddress {
  10.9.9.9/32 dev eth0 track_group RAW
}
track_group RAW {
  group {
    VI_1
  }
}
bfd_instance raw_bfd {
  neighbor_ip 192.168.0.99
}
vrrp_track_process raw_process {
  process sleep
}
track_file raw_file {
  file /etc/hostname
}
vrrp_script raw_script {
  script /usr/bin/true
}
child_wait_time 10
`;

/** Of an instance. */
const TRACKS = `track_script {
  raw_script
}
track_file {
  raw_file weight 1
}
track_process {
  raw_process
}
track_bfd {
  raw_bfd
}
`;

/** Of a real server. */
const CHECKS = `FILE_CHECK {
  track_file raw_file
}
BFD_CHECK {
  name raw_bfd
}
`;

const indented = (text: string, by: string) => text.replaceAll(/^(?=.)/gm, by);

/** What is named by what: where a keepalived finds it too late, it says so. */
const NAMED: readonly (readonly [block: string, complaint: RegExp])[] = [
  ['vrrp_script', /track script raw_script not found/],
  ['track_file', /track file raw_file not found/],
  ['vrrp_track_process', /track process raw_process not found/],
  ['bfd_instance', /raw_bfd not found/],
  ['track_group', /track_group RAW not found/],
];

const GLOBALS = '\nglobal_defs: { enable_script_security: true, script_user: root }\n';

async function rendered(extra: string, globals = GLOBALS): Promise<Case> {
  const raw = (text: string, indent: string) => `extra: |\n${indented(text, `${indent}  `)}`;
  const base = edit(HA, '\nvrrp_instances:', `${globals}vrrp_instances:`);
  const tracking = edit(
    base,
    '    virtual_router_id: 51\n',
    `    virtual_router_id: 51\n    ${raw(TRACKS, '    ')}`,
  );
  const checking = edit(
    tracking,
    '      - { name: rs1, weight: 1 }\n',
    `      - name: rs1\n        ${raw(CHECKS, '        ')}`,
  );
  const { findings, cases } = await casesOf({ 'clusters/prod/web-ha.yaml': `${checking}${raw(extra, '')}` });
  const [first] = cases;
  if (first === undefined) throw new Error(JSON.stringify(findings));
  return first;
}

/** The conf with one of the raw blocks at its end. */
function moved(conf: string, block: string): string {
  const start = new RegExp(`^${block} raw_?\\w* \\{[^]*?^\\}\\n`, 'im');
  const found = start.exec(conf)?.[0];
  if (found === undefined) throw new Error(`no ${block} in ${conf}`);
  return `${conf.replace(found, '')}\n${found}`;
}

describe.runIf(requirePrograms(DUMP_PROGRAMS))('raw blocks, in whatever order they are written', () => {
  test('stand where the real keepalived reads them in time', async () => {
    const { conf, interfaces } = await rendered(BACKWARDS);
    expect({ ...(await keepalivedTest(conf, interfaces)), conf }).toEqual({ ...ACCEPTED, conf });
    const vrrp = (await keepalivedDump(conf, interfaces, 'vrrp')).join('\n');
    for (const name of ['raw_script', 'raw_file', 'raw_process', 'raw_bfd']) {
      expect(vrrp.split('VRRP Instance = VI_1')[1], name).toContain(name);
    }
  });

  test.each(NAMED)('%s would be too late at the end', async (block, complaint) => {
    const { conf, interfaces } = await rendered(BACKWARDS);
    const { status, stderr } = await keepalivedTest(moved(conf, block), interfaces);
    expect(stderr).toMatch(complaint);
    expect(status).not.toBe(0);
  });

  test('the user of programs is there before the programs, which would get another', async () => {
    const raw = 'notify_fifo_script /usr/bin/true\nnotify_fifo /run/fifo\nscript_user daemon\n';
    const globals = `\nglobal_defs:\n  enable_script_security: true\n  extra: |\n${indented(raw, '    ')}`;
    const { conf, interfaces } = await rendered(BACKWARDS, globals);
    const userOf = async (text: string) =>
      /notify fifo script = .*uid:gid (\d+):/.exec(
        (await keepalivedDump(text, interfaces, 'vrrp')).join('\n'),
      )?.[1];
    expect(await userOf(conf)).toBe('1');
    const line = '    script_user daemon\n';
    const late = conf.replace(line, '').replace('notify_fifo /run/fifo\n', `notify_fifo /run/fifo\n${line}`);
    expect(late).not.toBe(conf);
    expect(await userOf(late)).not.toBe('1');
  });

  test('what a real server takes from its virtual server is there before it', async () => {
    const text = edit(HA, '    lvs_sched: rr\n', '    lvs_sched: rr\n    extra: |\n      alpha\n');
    const { cases } = await casesOf({ 'clusters/prod/web-ha.yaml': text });
    const conf = cases[0]?.conf ?? '';
    expect(conf.indexOf('# extra\n    alpha')).toBeGreaterThan(conf.indexOf('virtual_server '));
    expect(conf.indexOf('# extra\n    alpha')).toBeLessThan(conf.indexOf('real_server '));
  });
});

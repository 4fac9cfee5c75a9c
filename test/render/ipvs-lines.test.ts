import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/pipeline.ts';
import { ipvsLines } from '../../src/render/views/ipvs-lines.ts';
import { readSettings } from '../../src/settings.ts';
import { DR } from '../support/definitions.ts';

/** The lines of the service of a definition that listens to a group. */
async function linesOf(members: string, method: string): Promise<string[]> {
  const text = DR.replace(
    'virtual_servers:\n',
    `virtual_server_groups: [{ name: web, members: [${members}] }]\n$&`,
  )
    .replace(/ {4}vip: .*\n/, '    group: web\n')
    .replace(/ {4}port: .*\n/, '')
    .replace('lvs_method: DR', `lvs_method: ${method}`);
  const { settings } = await readSettings(undefined);
  const file = 'clusters/prod/web-dr.yaml';
  const { repository } = await analyse([{ file, bytes: Buffer.from(text) }], settings, '2026-11-23');
  return repository.clusters.flatMap(({ virtualServers }) => virtualServers.flatMap(ipvsLines));
}

describe('the lines of a group whose members have several ports', () => {
  const members = '{ address: 192.168.0.40, port: 80 }, { address: 192.168.0.41, port: 443 }';

  // What ipvsadm prints of `-r 192.168.0.18:0`: without this each start would find something to do.
  test.each([
    ['DR', '-g'],
    ['NAT', '-m'],
  ])('give the real servers each the port of its service, with %s', async (method, option) => {
    expect(await linesOf(members, method)).toEqual([
      '-A -t 192.168.0.40:80 -s wrr',
      `-a -t 192.168.0.40:80 -r 192.168.0.18:80 ${option} -w 3`,
      `-a -t 192.168.0.40:80 -r 192.168.0.28:80 ${option} -w 1`,
      '-A -t 192.168.0.41:443 -s wrr',
      `-a -t 192.168.0.41:443 -r 192.168.0.18:443 ${option} -w 3`,
      `-a -t 192.168.0.41:443 -r 192.168.0.28:443 ${option} -w 1`,
    ]);
  });

  test('leave a firewall mark and a service of all ports without one', async () => {
    const marked = '{ fwmark: 7, marks: [{ vip: 192.168.0.40, protocol: TCP, port: 80 }] }';
    expect(await linesOf(`${marked}, { address: 192.168.0.41, port: 443 }`, 'DR')).toContain(
      '-a -f 7 -r 192.168.0.18:0 -g -w 3',
    );
    expect(await linesOf('{ address: 192.168.0.40 }', 'DR')).toContain(
      '-a -t 192.168.0.40:0 -r 192.168.0.18:0 -g -w 3',
    );
  });
});

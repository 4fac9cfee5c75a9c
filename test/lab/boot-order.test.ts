import { expect, test } from 'vitest';
import { bootOrder } from '../../src/lab/plan/boot-order.ts';
import type { FileKind, PlannedFile } from '../../src/lab/plan/lab-plan.ts';
import { HA } from '../support/definitions.ts';
import { plansOf, plansOfTexts } from './planned.ts';

const file = (kind: FileKind, path: string, content = ''): PlannedFile => ({
  kind,
  path,
  content,
  mode: '0644',
});
const unit = (name: string, ...lines: readonly string[]) =>
  file(
    'unit',
    `/etc/systemd/system/${name}`,
    `${lines.join('\n')}\nExecStart=/sbin/${name}\nWantedBy=multi-user.target\n`,
  );
const orderOf = (...files: readonly PlannedFile[]) =>
  bootOrder({ files, answers: ['tcp 80'] }).map((step) => (step.kind === 'unit' ? step.name : step.kind));
const CONF = file('keepalived', '/etc/keepalived/keepalived.conf');

test('what a unit leaves open comes as late as systemd may take it', () => {
  expect(orderOf(CONF, unit('a.service'))).toEqual([
    'modules',
    'sysctl',
    'network',
    'answers',
    'keepalived',
    'a.service',
  ]);
});

test('units stand where they say', () => {
  expect(
    orderOf(
      CONF,
      unit('late.service', 'After=network-online.target'),
      unit(
        'early.service',
        'DefaultDependencies=no',
        'After=systemd-sysctl.service',
        'Before=network.target',
      ),
      unit('marks.service', 'Before=late.service keepalived.service'),
    ),
  ).toEqual([
    'modules',
    'sysctl',
    'network',
    'early.service',
    'answers',
    'marks.service',
    'keepalived',
    'late.service',
  ]);
});

test('what is not enabled does not start, and a circle is none of systemd’s', () => {
  const sleeping = file('unit', '/etc/systemd/system/b.service', 'ExecStart=/sbin/b\n');
  expect(orderOf(sleeping)).toEqual(['modules', 'sysctl', 'network', 'answers']);
  expect(() => orderOf(unit('a.service', 'After=b.service'), unit('b.service', 'After=a.service'))).toThrow(
    'units wait for each other: a.service, b.service',
  );
});

const namesOf = async (plans: ReturnType<typeof plansOf>, host: string) => {
  const found = (await plans).flatMap(({ hosts }) => hosts).find(({ name }) => name === host);
  if (found === undefined) throw new Error(`no ${host}`);
  return bootOrder(found).map((step) => (step.kind === 'unit' ? step.command : step.kind));
};

test('the rendered units run before what needs them', async () => {
  const ha = plansOf('clusters/examples/ha/web-ha.yaml');
  expect(await namesOf(ha, 'rs1')).toEqual([
    'modules',
    'sysctl',
    'network',
    '/usr/local/sbin/lvs_dr_rs.sh start',
    'answers',
  ]);
  const marked = HA.replace(
    'vip: 192.168.0.38\n    port: 80\n    protocol: TCP',
    'fwmark: 7\n    marks: [{ vip: 192.168.0.38, protocol: TCP, port: 80 }]',
  );
  expect(marked).not.toBe(HA);
  expect(await namesOf(plansOfTexts({ 'clusters/prod/web-ha.yaml': marked }), 'lvs1')).toEqual([
    'modules',
    'sysctl',
    'network',
    '/usr/local/sbin/lvs_fwmark.sh start',
    'keepalived',
  ]);
});

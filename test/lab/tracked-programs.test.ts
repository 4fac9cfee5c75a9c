import { expect, test } from 'vitest';
import type { LabPlan } from '../../src/lab/plan/lab-plan.ts';
import { HA, NAT_HA } from '../support/definitions.ts';
import { plansOfTexts } from './planned.ts';

const SCRIPT = 'name: up, script: /usr/local/bin/up --all, interval: 2, timeout: 3, fall: 2, rise: 3';
const SECOND = 'priority: 90';

async function programsOf(text: string): Promise<Pick<LabPlan, 'trackedPrograms' | 'notTried'>> {
  const [plan] = await plansOfTexts({ 'clusters/prod/web.yaml': text });
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

const tracking = (entry: string, script = SCRIPT, base = HA) =>
  `${base.replace(/( +)virtual_router_id: \d+\n/, `$&$1track_script: [${entry}]\n`)}vrrp_scripts: [{ ${script} }]\n`;
const UP = {
  command: '/usr/local/bin/up --all',
  director: 'lvs1',
  instances: ['VI_1'],
  gone: 2 * 2 + 3,
  back: 3 * 2 + 3,
};

test('a program whose failure is a fault, or whose weight is enough, moves the VIPs', async () => {
  for (const entry of ['up', '{ name: up, weight: -11 }', '{ name: up, weight: 11 }'])
    expect((await programsOf(tracking(entry))).trackedPrograms, entry).toEqual([UP]);
});

test('a weight that is not enough moves nothing', async () => {
  for (const entry of ['{ name: up, weight: -10 }', '{ name: up, weight: 10 }']) {
    const { trackedPrograms, notTried } = await programsOf(tracking(entry));
    expect({ trackedPrograms, notTried }, entry).toEqual({ trackedPrograms: [], notTried: [] });
  }
});

test('a group moves as a whole', async () => {
  const { trackedPrograms } = await programsOf(tracking('up', SCRIPT, NAT_HA));
  expect(trackedPrograms.map(({ instances }) => instances)).toEqual([['OUTER', 'INNER']]);
});

test.each([
  ['reverse: a failure adds', tracking('{ name: up, weight: -20, reverse: true }'), []],
  ['reverse: a success takes away', tracking('{ name: up, weight: 20, reverse: true }'), []],
  [
    'the weight of the other one is its own',
    tracking('{ name: up, weight: 30 }').replace(
      SECOND,
      `${SECOND}, track_script: [{ name: up, weight: 2 }]`,
    ),
    [],
  ],
  [
    'no priority is above 254',
    tracking('{ name: up, weight: 10 }')
      .replace('priority: 100', 'priority: 254')
      .replace(SECOND, 'priority: 250'),
    [{ ...UP, director: 'lvs2' }],
  ],
  [
    'an interface that is up counts',
    tracking('{ name: up, weight: -11 }').replace(
      'priority: 100',
      'priority: 100, track_interface: [{ name: lo, weight: 5 }]',
    ),
    [],
  ],
  [
    'the follower waits for its preempt_delay',
    tracking('{ name: up, weight: -20 }').replace(SECOND, `${SECOND}, preempt_delay: 12`),
    [{ ...UP, gone: UP.gone + 12 }],
  ],
  ['but not where it is a fault', tracking('up').replace(SECOND, `${SECOND}, preempt_delay: 12`), [UP]],
])('%s', async (_, text, expected) => {
  expect((await programsOf(text)).trackedPrograms).toEqual(expected);
});

test('who has the VIPs depends on the weights while all is well', async () => {
  const [plan] = await plansOfTexts({
    'clusters/prod/web.yaml': `${HA.replace(SECOND, `${SECOND}, track_script: [{ name: up, weight: 50 }]`)}vrrp_scripts: [{ ${SCRIPT} }]\n`,
  });
  expect(plan?.instances.map(({ directors }) => directors)).toEqual([['lvs2', 'lvs1']]);
  expect(plan?.trackedPrograms.map(({ director, instances }) => [director, instances])).toEqual([
    ['lvs2', ['VI_1']],
  ]);
});

test.each([
  [
    'it takes 45 s, more than is waited for',
    tracking('up', 'name: up, script: /usr/local/bin/up, interval: 30, timeout: 15, fall: 1'),
  ],
  ['the lab has no stand-in for its program', tracking('up', 'name: up, script: /usr/sbin/ip link show')],
  [
    'the VIPs move or come back late, or not by themselves',
    tracking('up').replace('state: MASTER,', 'state: BACKUP, nopreempt: true,'),
  ],
  [
    'whether its weight moves the VIPs depends on a file',
    `${tracking('{ name: up, weight: -20 }').replace(SECOND, `${SECOND}, track_file: [file]`)}track_files: [{ name: file, file: /run/file }]\n`,
  ],
  ['it has to fail while all is well', tracking('{ name: up, reverse: true }')],
])('is not tried: %s', async (reason, text) => {
  const { trackedPrograms, notTried } = await programsOf(text);
  expect(trackedPrograms).toEqual([]);
  expect(notTried.filter(({ what }) => what.includes(' up '))).toEqual([
    { what: 'web-ha: up failing on lvs1', reason },
  ]);
});

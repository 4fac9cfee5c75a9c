import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryVocabulary } from '../support/arbitrary/vocabulary.ts';
import { edit, HA } from '../support/definitions.ts';
import { plansOfTexts } from './planned.ts';

const FILE = 'clusters/prod/web-ha.yaml';

async function accessOf(text: string): Promise<readonly string[]> {
  const [plan] = await plansOfTexts({ [FILE]: text });
  return plan?.hostAccess ?? expect.fail('no plan');
}

describe('what a definition opens or runs of the host that keepalived runs on', () => {
  test('is nothing for checks that only ask', async () => {
    const url = '- HTTP_GET: { url: [{ path: /health, status_code: 200 }] }';
    expect(await accessOf(HA)).toEqual([]);
    expect(await accessOf(edit(HA, /- TCP_CHECK: .*/.exec(HA)?.[0] ?? '', url))).toEqual([]);
  });

  test('is each program and each file, and all raw lines', async () => {
    const misc = '- MISC_CHECK: { misc_path: /bin/true }';
    expect(await accessOf(edit(HA, /- TCP_CHECK: .*/.exec(HA)?.[0] ?? '', misc))).toEqual(['misc_path']);
    const instance = (line: string) => edit(HA, '    advert_int: 1\n', `    advert_int: 1\n    ${line}\n`);
    expect(await accessOf(instance('notify_master: /bin/mail -s'))).toEqual(['notify_master']);
    expect(await accessOf(instance('extra: garp_master_delay 2'))).toEqual(['extra']);
  });

  test('misses nothing that stands in keepalived.conf', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryVocabulary(), async ({ data }) => {
        const [plan] = await plansOfTexts({ 'clusters/prod/x.yaml': JSON.stringify(data) });
        const texts = (plan?.hosts ?? []).flatMap(({ files }) =>
          files.map(({ kind, content }) => (kind === 'keepalived' ? content : '')),
        );
        const lines = texts
          .join('\n')
          .split('\n')
          .filter(
            (line) =>
              /[\s"](?:file:|unix:)?\//.test(line) &&
              !/^\s*(?:#|path |regex |key |include |process )/.test(line),
          );
        const words = new Set(lines.map((line) => line.trim().split(' ')[0]));
        expect([...words].filter((word) => !plan?.hostAccess.includes(word as string))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

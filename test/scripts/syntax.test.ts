import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { execute } from '../support/netns.ts';
import { requirePrograms } from '../support/programs.ts';
import { renderScript } from './render-script.ts';
import { drView, emptied, forwardView, fwmarkView, natView, section, tunnelView, views } from './views.ts';

const folder = mkdtempSync(join(tmpdir(), 'lvsgen-syntax-'));
afterAll(() => rmSync(folder, { recursive: true }));
const variants = [...views, forwardView, fwmarkView, tunnelView].flatMap((view) => [
  { name: view.file, view },
  { name: `${view.file}, empty`, view: emptied(view) },
]);

describe.runIf(requirePrograms(['bash', 'shellcheck']))('every rendered script', () => {
  it.each(variants)('passes bash -n and shellcheck: $name', async ({ view }) => {
    const path = join(folder, view.file);
    const text = renderScript(view);
    expect(text).not.toMatch(/shellcheck disable|\beval\b/);
    writeFileSync(path, text);
    expect(await execute('bash', ['-n', path])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await execute('shellcheck', ['--norc', path])).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe.runIf(requirePrograms(['bash']))('what a script carries', () => {
  it('is what it needs', () => {
    expect(renderScript(drView)).not.toMatch(/nft/);
    // ipvsadm loads ip_vs itself.
    expect(renderScript(drView) + renderScript(natView)).not.toMatch(/modprobe/);
    expect(renderScript(emptied({ ...drView, file: 'lvs_dr_rs.sh' }))).not.toMatch(/ipvs|nft|arping/i);
  });

  it('is data first, each under its definition', () => {
    expect(renderScript(drView)).toContain(
      "SYSCTLS=(\n  # clusters/prod/web.yaml: http\n  'net.ipv4.ip_forward=1'\n  'net.ipv4.conf.all.accept_redirects=0'\n)\n",
    );
    expect(renderScript(emptied(drView))).toContain('\nSYSCTLS=(\n)\n');
  });

  it('is, in bash, exactly the values of the view', async () => {
    const hostile = [
      "'",
      '"',
      '$(touch /tmp/lvsgen-injected)',
      '`touch /tmp/lvsgen-injected`',
      '\n',
      '\\',
      ')',
      '# ',
      '!',
    ];
    const value = fc.array(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'grapheme' })), {
      maxLength: 6,
    });
    const text = value.map((parts) => parts.join('').replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (values) => {
        const script = renderScript({
          ...emptied(natView),
          interfaces: values,
          sysctls: section(...values),
          addresses: section(...values),
          ipvs: section(...values),
          nftPostrouting: section(...values),
          nftForward: section(...values),
        });
        // Only the lists: from the first to the line that follows the last one.
        const lists = script.slice(script.indexOf('INTERFACES=('), script.indexOf('readonly TOOLS='));
        const names = ['INTERFACES', 'SYSCTLS', 'ADDRESSES', 'IPVS', 'NFT_POSTROUTING', 'NFT_FORWARD'];
        const print = names
          .map((name) => `printf '%s\\0' ${name} ${'$'}{${name}[@]+"${'$'}{${name}[@]}"}`)
          .join('\n');
        const { stdout } = await execute('bash', ['-uc', `${lists}\n${print}`]);
        expect(stdout.split('\0').slice(0, -1)).toEqual(names.flatMap((name) => [name, ...values]));
      }),
      { numRuns: 60 },
    );
  });

  it('ran nothing of a value', async () => {
    expect((await execute('ls', ['/tmp/lvsgen-injected'])).status).not.toBe(0);
  });
});

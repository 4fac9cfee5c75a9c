import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocks } from '../../src/generated/blocks.js';
import { confNodes } from '../../src/keepalived/conf-tree.ts';
import { confText } from '../../src/render/conf-text.ts';
import { type Node, patternText, propertyNode, resolve } from '../support/arbitrary/schema-values.ts';
import { DUMP_PROGRAMS, keepalivedDump } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';

/** A property of a definition whose text can have spaces, and what keepalived has to have read of a value. */
interface Spaced {
  readonly part: string;
  readonly block: string;
  readonly key: string;
  readonly kind: string;
}

/** What a value is for keepalived, by the kind of the property: each kind with spaces has to be decided here. */
const KINDS: Readonly<
  Record<string, { readonly value: string; readonly read: RegExp; readonly process?: 'check' }>
> = {
  // A program and its arguments are one word, which keepalived takes apart: what stands behind it is a user.
  command: { value: '/usr/bin/env a b=c', read: /'\/usr\/bin\/env' 'a' 'b=c'/ },
  // Two words: a user and a group.
  user: { value: 'root daemon', read: /uid:gid (?:= )?0:1\b/ },
  // Words: a process and its arguments.
  'vrrp_track_process.process': {
    value: '/usr/bin/env a b=c',
    read: /Process = \/usr\/bin\/env\n +Parameters = a b=c\n/,
  },
  // One word.
  regex: { value: 'a b', read: /[Rr]egex = "?a b"?$/m },
};

/** Only the first process of keepalived reads them, with what reads the other programs, and prints nothing of them. */
const NOT_PRINTED = ['startup_script', 'shutdown_script'];

/** Whether some of the texts that a pattern takes have a space. */
function hasSpaces({ pattern, maxLength = 500 }: Node): boolean {
  if (pattern === undefined || !/[ ]|\\s|\[\^/.test(pattern)) return false;
  const texts = fc.sample(patternText(pattern, maxLength), { seed: 7, numRuns: 200 });
  return texts.some((text) => text.trim().includes(' '));
}

const spaced: Spaced[] = Object.entries(blocks).flatMap(([part, { block, properties }]) =>
  block === undefined
    ? []
    : properties.flatMap(([key, { form }]) => {
        if (form === 'none') return [];
        const { node, name } = resolve(propertyNode(part, key));
        const values = node.items === undefined ? node : resolve(node.items).node;
        return hasSpaces(values) ? [{ part, block, key, kind: name ?? `${part}.${key}` }] : [];
      }),
);

/** A file with each block, and a line more in one of them. */
function confWith(block: string, line: string, key: string): string {
  const at = (name: string, otherwise = '') =>
    name === block ? `${otherwise.startsWith(`${key} `) ? '' : otherwise}\n${line}` : otherwise;
  const instance = (name: string, id: number) => `vrrp_instance ${name} {
interface eth0
virtual_router_id ${id}
priority 100
virtual_ipaddress {
192.0.2.${id}/32
}
${id === 10 ? `${at('vrrp_instance')}\ntrack_script {\ns\n}\ntrack_process {\np\n}` : ''}
}`;
  return `global_defs {
enable_script_security
${at('global_defs', 'script_user root')}
notify_fifo /run/f
lvs_notify_fifo /run/l
vrrp_notify_fifo /run/v
notify_fifo_script /usr/bin/true
}
vrrp_script s {
${at('vrrp_script', 'script /usr/bin/true')}
}
vrrp_track_process p {
${at('vrrp_track_process', 'process sleep')}
}
vrrp_sync_group g {
group {
A
B
}
${at('vrrp_sync_group')}
}
${instance('A', 10)}
${instance('B', 11)}
virtual_server 192.0.2.10 80 {
lvs_sched rr
lvs_method DR
protocol TCP
${at('virtual_server')}
real_server 192.0.2.21 80 {
${at('real_server')}
MISC_CHECK {
${at('MISC_CHECK', 'misc_path /usr/bin/true')}
}
HTTP_GET {
url {
path /
status_code 200
${at('url')}
}
}
}
}
`.replace(key === 'notify_fifo_script' ? 'notify_fifo_script /usr/bin/true\n' : '\0', '');
}

const CHECKED = new Set(['virtual_server', 'real_server', 'MISC_CHECK', 'url', 'HTTP_GET', 'SSL_GET']);
const INTERFACES = [{ name: 'eth0', addresses: ['192.0.2.1/24'] }];

test('the kinds of texts with spaces are decided', () => {
  expect(spaced.length).toBeGreaterThan(30);
  expect([...new Set(spaced.map(({ kind }) => kind))].sort()).toEqual(Object.keys(KINDS).sort());
});

describe.runIf(requirePrograms(DUMP_PROGRAMS))('of several words the real keepalived has read', () => {
  const shown = spaced.filter(({ key }) => !NOT_PRINTED.includes(key));
  test.each(shown.map((one) => [`${one.part}.${one.key}`, one] as const))(
    '%s',
    async (_, { part, block, key, kind }) => {
      const { value, read } = KINDS[kind] as (typeof KINDS)[string];
      const line = confText(confNodes(part, { [key]: value }));
      const process = CHECKED.has(block) || key.startsWith('lvs_') ? 'check' : 'vrrp';
      const dump = (await keepalivedDump(confWith(block, line, key), INTERFACES, process)).join('\n');
      expect(dump).toMatch(read);
    },
  );
});

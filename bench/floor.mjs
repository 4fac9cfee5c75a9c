// The floor: what any tool of this design has to do at the least. Parses every definition with `yaml`, validates it
// with the compiled schema, renders one compiled template. No places, no rules, no model, nothing written.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import handlebars from 'handlebars/runtime.js';
import { parse } from 'yaml';
import { partials, templates } from '../src/generated/templates.js';
import { validateCluster } from '../src/generated/validators.js';

const root = process.argv[2];
handlebars.registerHelper('conf_blocks', (nodes) => textOf(nodes, ''));
handlebars.registerHelper('sh', (value) => `'${value}'`);
for (const [name, specification] of Object.entries(partials))
  handlebars.registerPartial(name, handlebars.template(specification));
const template = handlebars.template(templates['keepalived.conf']);

let bytes = 0;
for (const entry of readdirSync(join(root, 'clusters'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const data = parse(readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'utf8'));
  if (!validateCluster(data)) throw new Error(`${entry.name}: ${JSON.stringify(validateCluster.errors)}`);
  bytes += template(viewOf(data)).length;
}
process.stdout.write(`${bytes}\n`);

function textOf(nodes, indent) {
  let text = '';
  for (const { keyword, words, children } of nodes) {
    text += `${indent}${keyword} ${words.join(' ')}`;
    text += children === undefined ? '\n' : ` {\n${textOf(children, `${indent}    `)}${indent}}\n`;
  }
  return text;
}

function viewOf(data) {
  const line = (keyword, ...words) => ({ keyword, words });
  const block = (keyword, words, children) => ({ keyword, words, children });
  const addresses = new Map(data.real_servers.map(({ name, address }) => [name, address.split('/')[0]]));
  const checkBlock = (check) => {
    const options = Object.entries(Object.values(check)[0]);
    return block(
      Object.keys(check)[0],
      [],
      options.map(([keyword, value]) => line(keyword, value)),
    );
  };
  return {
    host: data.directors[0].name,
    definitions: [data.name],
    includes: [],
    blocks: [
      ...data.vrrp_instances.map(({ name, interface: own, virtual_router_id: id, virtual_ipaddress: vips }) =>
        block(
          'vrrp_instance',
          [name],
          [
            line('interface', own),
            line('virtual_router_id', id),
            block(
              'virtual_ipaddress',
              [],
              vips.map((vip) => line(vip)),
            ),
          ],
        ),
      ),
      ...data.virtual_servers.map((service) =>
        block(
          'virtual_server',
          [service.vip, service.port],
          [
            line('lvs_sched', service.lvs_sched),
            line('lvs_method', service.lvs_method),
            ...service.real_servers.map(({ name, weight }) =>
              block(
                'real_server',
                [addresses.get(name), service.port],
                [line('weight', weight), ...service.checks.map(checkBlock)],
              ),
            ),
          ],
        ),
      ),
    ],
  };
}

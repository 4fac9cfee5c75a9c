// The floor: what any tool of this design has to do at the least. Parses every definition with `yaml`, validates it
// with the compiled schema, renders one compiled template. No places, no rules, no model, nothing written.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import handlebars from 'handlebars/runtime.js';
import { parse } from 'yaml';
import { partials, templates } from '../src/generated/templates.js';
import { validateCluster } from '../src/generated/validators.js';

const root = process.argv[2];
handlebars.registerHelper('conf', (value) => String(value));
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

function viewOf(data) {
  const line = (keyword, ...words) => ({ keyword, words });
  const addresses = new Map(data.real_servers.map(({ name, address }) => [name, address.split('/')[0]]));
  return {
    host: data.directors[0].name,
    definitions: [data.name],
    includes: [],
    syncGroups: [],
    instances: data.vrrp_instances.map((instance) => ({
      comment: data.name,
      name: instance.name,
      lines: [line('interface', instance.interface), line('virtual_router_id', instance.virtual_router_id)],
      authentication: [],
      addresses: instance.virtual_ipaddress,
      preemption: [],
    })),
    virtualServers: data.virtual_servers.map((service) => ({
      comment: service.name,
      address: service.vip,
      port: service.port,
      lines: [line('lvs_sched', service.lvs_sched), line('lvs_method', service.lvs_method)],
      realServers: service.real_servers.map(({ name, weight }) => ({
        comment: name,
        address: addresses.get(name),
        port: service.port,
        lines: [line('weight', weight)],
        checks: service.checks.map((check) => ({
          type: Object.keys(check)[0],
          lines: Object.entries(Object.values(check)[0]).map(([keyword, value]) => line(keyword, value)),
          urls: [],
        })),
      })),
    })),
  };
}

// Puts schemas/cluster.schema.json together from schemas/source/: one file per area, and what several definitions have in
// common written once. The result is plain JSON Schema, for editors and for lvsgen itself.
//
//   "x-include": ["check_common"]   this definition has the properties of that fragment, before its own
//   "x-fragment": true              only there to be included
//   "x-defaults-of": "real_server"  the properties of that definition, all optional and without default values,
//   "x-without": ["name"]           but not these
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param folder with cluster.json, the root, and files of definitions by name. */
export function assembleSchema(folder) {
  const read = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const sources = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'cluster.json');
  const definitions = Object.assign({}, ...sources.sort().map(read));
  const include = ({ 'x-include': names = [], ...definition }) => {
    const properties = Object.assign({}, ...names.map((name) => definitions[name].properties));
    return names.length === 0
      ? definition
      : { ...definition, properties: { ...properties, ...definition.properties } };
  };
  const optional = ({ 'x-defaults-of': name, 'x-without': without = [] }) => {
    const { required: _, properties, ...definition } = include(definitions[name]);
    const kept = Object.entries(properties).filter(([key]) => !without.includes(key));
    const property = ([key, { default: _default, ...value }]) => [key, value];
    return { ...definition, properties: Object.fromEntries(kept.map(property)) };
  };
  const published = Object.entries(definitions).filter(([, definition]) => !definition['x-fragment']);
  const $defs = published.map(([name, definition]) => [
    name,
    'x-defaults-of' in definition ? optional(definition) : include(definition),
  ]);
  return { ...read('cluster.json'), $defs: Object.fromEntries($defs) };
}

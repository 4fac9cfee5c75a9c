import { type Node, ROOT, resolve } from './schema-values.ts';

/** Every property of the schema, as `part.property`: `vrrp_instance.advert_int`. */
export function allProperties(): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (node: Node, owner: string): void => {
    const { node: target, name = owner } = resolve(node);
    if (target.properties !== undefined && name !== owner) {
      if (seen.has(name)) return;
      seen.add(name);
    }
    for (const [key, child] of Object.entries(target.properties ?? {})) {
      found.add(`${name}.${key}`);
      visit(child, `${name}.${key}`);
    }
    for (const child of [target.items, target.additionalProperties]) {
      if (typeof child === 'object') visit(child, name);
    }
  };
  visit(ROOT, 'cluster');
  return found;
}

/** Adds the properties of the schema that a definition has. */
export function addDrawnProperties(found: Set<string>, data: unknown, node = ROOT, owner = 'cluster'): void {
  if (typeof data !== 'object' || data === null) return;
  const { node: target, name = owner } = resolve(node);
  if (Array.isArray(data)) {
    for (const entry of data) addDrawnProperties(found, entry, target.items ?? {}, name);
    return;
  }
  for (const [key, value] of Object.entries(data)) {
    const child = target.properties?.[key];
    if (child !== undefined) {
      found.add(`${name}.${key}`);
      addDrawnProperties(found, value, child, `${name}.${key}`);
    } else if (typeof target.additionalProperties === 'object') {
      addDrawnProperties(found, value, target.additionalProperties, name);
    }
  }
}

type Parent = Record<string | number, unknown>;

/**
 * The data without one of its entries, for each entry: the large ones first. Settings for the whole host stay: without them
 * another fault comes in the place of the one that is shrunk.
 */
export function smaller<Data extends object>(data: Data): Data[] {
  const places = placesOf(data as Parent, []).filter(([first]) => first !== 'global_defs');
  return places.map((path) => {
    const copy = structuredClone(data);
    let parent = copy as Parent;
    for (const key of path.slice(0, -1)) parent = parent[key] as Parent;
    const last = path.at(-1) as string | number;
    if (Array.isArray(parent)) parent.splice(last as number, 1);
    else delete parent[last];
    return copy;
  });
}

function placesOf(root: Parent, start: readonly (string | number)[]): (string | number)[][] {
  const places: (string | number)[][] = [];
  let level: [Parent, readonly (string | number)[]][] = [[root, start]];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const [parent, path] of level) {
      for (const key of Array.isArray(parent) ? parent.keys() : Object.keys(parent)) {
        const at = [...path, key];
        places.push(at);
        const value = parent[key];
        if (typeof value === 'object' && value !== null) next.push([value as Parent, at]);
      }
    }
    level = next;
  }
  return places;
}

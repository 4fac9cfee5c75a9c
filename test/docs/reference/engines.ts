import { edit, NAT } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';
import { flow } from './cells.ts';
import { pathsOf } from './features.ts';
import type { IpvsFeature } from './ipvs.ts';
import { places } from './places.ts';

const exampleOf = (path: string): unknown => {
  const examples = places.find((place) => place.path === path)?.property['examples'];
  return (examples as readonly unknown[] | undefined)?.[0];
};

/** A definition of engine ipvsadm that says a key, where that is one which the scripts might not do. */
function definitionWith(path: string): string | undefined {
  const ofServer = /^virtual_servers\[\]\.real_servers\[\]\.(\w+)$/.exec(path)?.[1];
  if (ofServer !== undefined) {
    const by = flow({ name: 'rs1', [ofServer]: exampleOf(path) });
    return edit(NAT, '- { name: rs1, weight: 1 }', `- ${by}`);
  }
  const [, key, inner] = /^global_defs\.(\w+)(?:\.(\w+))?$/.exec(path) ?? [];
  if (key === undefined) return undefined;
  const daemon = { interface: 'eth0', ...(inner === undefined ? {} : { [inner]: exampleOf(path) }) };
  return `${NAT}global_defs: ${flow({ [key]: key === 'lvs_sync_daemon' ? daemon : exampleOf(path) })}\n`;
}

/** Whether the scripts of engine ipvsadm do it: lvsgen refuses what they do not. */
export async function isInScripts({ home }: IpvsFeature): Promise<boolean> {
  for (const path of pathsOf(home)) {
    const definition = definitionWith(path);
    if (definition === undefined) continue;
    if ((await lint('invalid-shape', definition)).length > 0) throw new Error(`no definition says ${path}`);
    if ((await lint('not-in-scripts', definition)).length > 0) return false;
  }
  return true;
}

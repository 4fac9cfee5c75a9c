import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../diagnostic/attempt.ts';
import { OperationError } from '../diagnostic/failure.ts';
import { compareText } from '../diagnostic/finding.ts';
import type { TemplateSource } from '../render/templates.ts';
import { kindOf, readRegularFile, refuseLinkOut } from './files.ts';

/** lvsgen's own have 5,000 at most. Handlebars copies the rest of the text at each comment. */
const MAX_TEMPLATE_BYTES = 256 * 1024;
/** Files that are templates, by their names. */
export const TEMPLATE_NAME = /\.hbs$/;

/**
 * A project's own templates: `<artifact>.hbs`, and partials in `partials/`.
 *
 * @throws OperationError when the folder is not there or cannot be read.
 */
export function readTemplates(root: string, folder: string): TemplateSource[] {
  const partials = `${folder}/partials`;
  const hasPartials = kindOf(join(root, partials)) === 'folder';
  return [...readFolder(root, folder), ...(hasPartials ? readFolder(root, partials) : [])];
}

/** Whether a path is one of a template in this folder, where {@link readTemplates} looks. */
export function isTemplate(path: string, folder: string): boolean {
  const parent = path.slice(0, path.lastIndexOf('/'));
  return TEMPLATE_NAME.test(path) && (parent === folder || parent === `${folder}/partials`);
}

/** @param path with `/`: a template in a folder named `partials` is a partial. */
export function templateSource(path: string, text: string): TemplateSource {
  const [name, folder] = path.split('/').reverse() as [string, string | undefined];
  return { name: name.replace(TEMPLATE_NAME, ''), text, isPartial: folder === 'partials' };
}

function readFolder(root: string, folder: string): TemplateSource[] {
  refuseLinkOut(root, folder);
  const path = join(root, folder);
  return attempt(`cannot read the templates in ${path}`, () =>
    readdirSync(path)
      .filter((name) => TEMPLATE_NAME.test(name) && !name.startsWith('.'))
      .sort(compareText)
      .map((name) => {
        const read = readRegularFile(join(path, name), MAX_TEMPLATE_BYTES);
        if (typeof read === 'number')
          throw new OperationError(
            `${join(path, name)} has ${read} bytes, the most is ${MAX_TEMPLATE_BYTES}`,
          );
        if (!Buffer.isBuffer(read)) throw new OperationError(`${join(path, name)} is not a regular file`);
        return templateSource(`${folder}/${name}`, read.toString('utf8'));
      }),
  );
}

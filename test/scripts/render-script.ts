import { loadTemplates } from '../../src/render/templates.ts';
import type { ScriptView } from '../../src/render/views/script-view.ts';

const templates = await loadTemplates();

/** The script that the view's file name asks for. */
export const renderScript = (view: ScriptView): string => templates.render(view.file, view);

import type { FormatName } from './format-names.ts';
import type { Report } from './report.ts';

/** Each format is loaded when it is asked for: a call needs one of them. */
const loaders: Readonly<Record<FormatName, () => Promise<Report>>> = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  junit: async () => (await import('./junit.ts')).junit,
  markdown: async () => (await import('./markdown.ts')).markdown,
};

export function loadReport(format: FormatName): Promise<Report> {
  return loaders[format]();
}

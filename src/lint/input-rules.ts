import type { RuleInfo } from './rule.ts';

/** The file cannot be read as a definition at all: its name, its encoding, its size. */
export const invalidFile: RuleInfo = {
  id: 'invalid-file',
  severity: 'error',
  summary: 'a file cannot be read as a definition: its name, encoding, size or kind',
  catalogue: [],
  source: 'docs/definition.md',
};

/** The file is no YAML, or more YAML than a definition may be. */
export const invalidYaml: RuleInfo = {
  id: 'invalid-yaml',
  severity: 'error',
  summary: 'a file is not YAML 1.2, or uses what a definition may not: tags, merge keys, several documents',
  catalogue: [],
  source: 'YAML 1.2.2; docs/definition.md',
};

/** The data has not the shape that the schema demands. */
export const invalidShape: RuleInfo = {
  id: 'invalid-shape',
  severity: 'error',
  summary: 'a key is unknown or missing, or a value is not of the kind or in the range that it has to be',
  catalogue:
    'V06 V07 V08 V13 V15 V16 V17 V18 V19 V21 V29 V34 V35 V36 V37 V42 V45 V48 V49 S02 S03 S04 S07 S09 S10 S13 S14 S15 S17 S18 S19 S28 S29 S32 S35 S36 S42'.split(
      ' ',
    ),
  source: 'schemas/cluster.schema.json; keepalived.conf(5)',
};

/** A suppression comment says nothing that can be followed. */
export const invalidSuppression: RuleInfo = {
  id: 'invalid-suppression',
  severity: 'error',
  summary: 'a suppression comment has no reason, names no known rule, or cannot be understood',
  catalogue: [],
  source: 'docs/definition.md',
};

/** A suppression comment has no effect, or its day has passed. */
export const unusedSuppression: RuleInfo = {
  id: 'unused-suppression',
  severity: 'warning',
  summary: 'a suppression comment hides nothing, or has expired',
  catalogue: [],
  source: 'docs/definition.md',
};

/** What is found before the rules look at the meaning. */
export const inputRules: readonly RuleInfo[] = Object.freeze([
  invalidFile,
  invalidYaml,
  invalidShape,
  invalidSuppression,
  unusedSuppression,
]);

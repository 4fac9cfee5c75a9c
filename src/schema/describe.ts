import type { ErrorObject } from 'ajv';
import { isSubnet, parsePrefix, subnetText } from '../address/address.ts';
import type { Path } from '../diagnostic/finding.ts';
import { quote } from '../diagnostic/quote.ts';
import { isAuthKey, isKnownBesideSecrets, isSecretKey } from '../diagnostic/secret-keys.ts';
import { closest } from '../diagnostic/suggest.ts';
import { table } from '../diagnostic/table.ts';
import type { ShapeProblem } from './shape-problem.ts';
import { patternHint, typeHint } from './value-hints.ts';

type Schema = Readonly<Record<string, unknown>>;
type Params = Readonly<Record<string, unknown>>;

/** keepalived's older words, and common ones of other tools, with the word that stands for them here. */
const OTHER_WORDS: Readonly<Record<string, string>> = table({
  lb_algo: 'lvs_sched',
  lb_kind: 'lvs_method',
  nb_get_retry: 'retry',
  scheduler: 'lvs_sched',
  method: 'lvs_method',
  forwarding: 'lvs_method',
  backends: 'real_servers',
  nodes: 'real_servers',
  ip: 'address',
  real_server: 'real_servers',
  virtual_server: 'virtual_servers',
  vrrp_instance: 'vrrp_instances',
  vrrp_sync_group: 'vrrp_sync_groups',
});

const TYPE_NAMES: Readonly<Record<string, string>> = table({
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
});

/**
 * One sentence for one error of ajv, at the characters that are wrong: an unknown key itself, the part that lacks a
 * key. Gives undefined for errors that only repeat another one.
 *
 * @param value what stands at `path`.
 */
export function describe(error: ErrorObject, path: Path, value: unknown): ShapeProblem | undefined {
  const schema: Schema = error.parentSchema ?? {};
  const at = (message: string, hint?: string | undefined, benign = false): ShapeProblem => ({
    message,
    ...(hint === undefined ? {} : { hint }),
    path,
    part: 'value',
    benign,
  });
  const params: Params = error.params;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(String(params['additionalProperty']), schema, path);
    case 'required':
      return missingKey(String(params['missingProperty']), schema, path, value as object);
    case 'propertyNames':
      return undefined;
    case 'type':
      return at(wrongType(params, path, value), typeHint({ ...schema, ...params }, value, isSecret(path)));
    case 'enum':
      return notOneOf(params['allowedValues'] as unknown[], value, path);
    case 'const':
      return at(`${show(value)} is not ${show(params['allowedValue'])}`);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      return at(outOfRange(schema, value), undefined, true);
    case 'multipleOf':
      return at(`${show(value)} is not a multiple of ${params['multipleOf']}`, undefined, true);
    case 'pattern':
      return badText(error, schema, path, value);
    case 'format':
      return at(...badFormat(String(params['format']), String(value)));
    case 'maxLength':
      return at(`${show(value)} is longer than ${params['limit']} characters`);
    case 'minItems':
    case 'minProperties':
      return at(`needs at least ${params['limit']} ${Number(params['limit']) === 1 ? 'entry' : 'entries'}`);
    case 'maxItems':
    case 'maxProperties':
      return at(`has more than ${params['limit']} ${Number(params['limit']) === 1 ? 'entry' : 'entries'}`);
    default:
      return at(error.message ?? error.keyword);
  }
}

function unknownKey(key: string, schema: Schema, path: Path): ShapeProblem {
  const allowed = Object.keys((schema['properties'] as object | undefined) ?? {});
  const other = OTHER_WORDS[key];
  const suggestion = other !== undefined && allowed.includes(other) ? other : closest(key, allowed);
  // In place of a key may stand a password: `auth_pass: {hunter2}` is a mapping to YAML. A slip of a key is none.
  const isShown = !isSecretKey(path.at(-1)) && (suggestion !== undefined || !path.some(isAuthKey));
  return {
    message: `unknown key ${isShown ? quote(key) : '(not shown)'}`,
    hint: suggestion === undefined ? `known here: ${allowed.join(', ')}` : `did you mean "${suggestion}"?`,
    path: [...path, key],
    part: 'key',
    benign: true,
    ...(suggestion === undefined ? {} : { meant: suggestion }),
  };
}

function missingKey(key: string, schema: Schema, path: Path, value: object): ShapeProblem {
  const property = (schema['properties'] as Record<string, Schema> | undefined)?.[key];
  const example = (property?.['examples'] as unknown[] | undefined)?.[0];
  const description = property?.['description'];
  const named = ['name', 'director'].find((field) => field !== key && Object.hasOwn(value, field));
  const isKeyed = typeof path.at(-1) === 'string';
  const place: Pick<ShapeProblem, 'path' | 'part'> =
    named !== undefined
      ? { path: [...path, named], part: 'value' }
      : isKeyed
        ? { path, part: 'key' }
        : Object.keys(value).length > 0
          ? { path: [...path, Object.keys(value)[0] as string], part: 'key' }
          : { path, part: 'value' };
  return {
    message: `"${key}" is missing`,
    ...(description === undefined
      ? {}
      : { hint: `${description}${example === undefined ? '' : ` Such as: ${key}: ${show(example)}`}` }),
    ...place,
    benign: false,
    missing: { owner: path, key },
  };
}

function wrongType(params: Params, path: Path, value: unknown): string {
  const wanted = [params['type']]
    .flat()
    .map((type) => TYPE_NAMES[String(type)] ?? type)
    .join(' or ');
  if (value === null) return `expected ${wanted}, found nothing`;
  const found = Array.isArray(value) ? 'a list' : TYPE_NAMES[typeof value];
  const shown = typeof value === 'object' || isSecret(path) ? '' : `: ${show(value)}`;
  return `expected ${wanted}, found ${found}${shown}`;
}

/** A password or key stays out of logs and reports. */
function isSecret(path: Path): boolean {
  const key = path.at(-1);
  if (isSecretKey(key) || (key === 'secret' && isSecretKey(path.at(-2)))) return true;
  return path.some(isAuthKey) && !isKnownBesideSecrets(key);
}

function notOneOf(allowed: readonly unknown[], value: unknown, path: Path): ShapeProblem {
  const texts = allowed.map(String);
  const word = typeof value === 'string' ? value : undefined;
  const same = texts.find((text) => text.toLowerCase() === word?.toLowerCase());
  const meant = same ?? (word === undefined ? undefined : closest(word, texts));
  return {
    message: `${show(value)} is not one of ${texts.join(', ')}`,
    hint: meant === undefined ? `one of ${texts.join(', ')}` : `did you mean "${meant}"?`,
    path,
    part: 'value',
    // What is no word at all is nothing that a rule can go on with.
    benign: allowed.some((other) => typeof other === typeof value),
    ...(meant === undefined ? {} : { meant }),
  };
}

function outOfRange(schema: Schema, value: unknown): string {
  const { minimum, exclusiveMinimum, maximum } = schema;
  if (exclusiveMinimum !== undefined)
    return `${show(value)} is not above ${exclusiveMinimum} and at most ${maximum}`;
  return `${show(value)} is not between ${minimum} and ${maximum}`;
}

function badText(error: ErrorObject, schema: Schema, path: Path, value: unknown): ShapeProblem {
  const syntax = schema['x-syntax'] ?? `text that matches ${schema['pattern']}`;
  if (error.propertyName !== undefined) {
    const name = error.propertyName;
    return { message: `${quote(name)} is not ${syntax}`, path: [...path, name], part: 'key', benign: false };
  }
  const shown = isSecret(path) ? 'the value' : show(value);
  const hint = patternHint(schema, path, value);
  return {
    message: `${shown} is not ${syntax}`,
    ...(hint === undefined ? {} : { hint }),
    path,
    part: 'value',
    benign: false,
  };
}

function badFormat(format: string, value: string): [message: string, hint: string | undefined] {
  if (format === 'address') {
    const hint = value.includes('/') ? 'write the address without a prefix length' : addressHint(value);
    return [`${show(value)} is not an IPv4 or IPv6 address`, hint];
  }
  if (format === 'host') return [`${show(value)} is not an address or a host name`, addressHint(value)];
  if (format === 'address-prefix') {
    const hint = value.includes('/') ? addressHint(value) : 'add the prefix length, as in 192.168.0.8/24';
    return [`${show(value)} is not an address with a prefix length`, hint];
  }
  const prefix = parsePrefix(value);
  if (prefix !== undefined && !isSubnet(prefix)) {
    return [`${show(value)} has host bits set`, `the subnet is ${subnetText(prefix)}`];
  }
  return [`${show(value)} is not a subnet`, addressHint(value) ?? 'a subnet is written as in 192.168.0.0/24'];
}

function addressHint(value: string): string | undefined {
  if (/^[0-9.]+(?:\/[0-9]+)?$/.test(value) && /(?:^|\.)0[0-9]/.test(value)) {
    return 'a leading zero means octal to some programs and nothing to others: leave it out';
  }
  if (value.includes('%')) return 'an address in a definition has no zone';
  return undefined;
}

function show(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (value === null) return 'nothing';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a mapping';
  return String(value);
}

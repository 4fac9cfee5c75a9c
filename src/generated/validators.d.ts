import type { ErrorObject } from 'ajv';

interface Validator {
  (data: unknown): boolean;
  errors?: ErrorObject[] | null;
}

export const validateCluster: Validator;
export const validateProject: Validator;

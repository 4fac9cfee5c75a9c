import type { Part } from '../keepalived/parts.ts';

export const blocks: Readonly<Record<string, Part>>;

declare const LVSGEN_VERSION: string;

/** Of package.json; the bundler puts it here. */
export const VERSION: string = LVSGEN_VERSION;

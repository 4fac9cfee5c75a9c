/** The formats by name, in the order in which help lists them. */
export const FORMAT_NAMES = ['pretty', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

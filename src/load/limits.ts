/** Collections inside one another, aliases followed. Deeper nesting is refused: recursion has an end. */
export const MAX_DEPTH = 100;

/** Aliases in one file. */
export const MAX_ALIASES = 100;

/** Keys and values of a document, aliases followed: the bound on "billion laughs" and on all later work. */
export const MAX_NODES = 100_000;

/** The length of a key that YAML allows, in UTF-16 code units. */
export const MAX_KEY_LENGTH = 1024;

/** Problems reported for one file; the rest of a broken file says nothing new. */
export const MAX_PROBLEMS = 50;

/** The programs that run in the lab's machine, by their file names: texts of `src/lab/guest/`. */
export const guest: Readonly<Record<string, string>>;

/**
 * Derives something from a part of the model once, however many rules ask for it: the model never changes. What is
 * derived goes when the part does.
 */
export function once<Part extends object, Derived>(derive: (part: Part) => Derived): (part: Part) => Derived {
  const known = new WeakMap<Part, { readonly derived: Derived }>();
  return (part) => {
    let found = known.get(part);
    if (found === undefined) {
      found = { derived: derive(part) };
      known.set(part, found);
    }
    return found.derived;
  };
}

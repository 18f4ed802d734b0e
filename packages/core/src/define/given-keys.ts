type Method = (...args: unknown[]) => unknown;

/** What is there: a key with nothing in it is as good as none, and a function is called as the definition's own method. */
export const givenKeys = <Definition extends object>(definition: Definition): Definition =>
  Object.fromEntries(
    Object.entries(definition)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]: [string, unknown]) => [
        key,
        typeof value === 'function' ? (value as Method).bind(definition) : value,
      ]),
  ) as Definition;

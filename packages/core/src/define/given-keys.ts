type Method = (...args: unknown[]) => unknown;

/** The definition without the keys that are undefined; its functions stay bound to it as methods. */
export const givenKeys = <Definition extends object>(definition: Definition): Definition =>
  Object.fromEntries(
    Object.entries(definition)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]: [string, unknown]) => [
        key,
        typeof value === 'function' ? (value as Method).bind(definition) : value,
      ]),
  ) as Definition;

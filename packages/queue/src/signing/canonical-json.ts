import canonicalize from 'canonicalize';

/** Any value that JSON can hold. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The one way to write the value as JSON: RFC 8785 (JSON Canonicalization Scheme). Keys whose value is undefined are left out.
 *
 * @throws TypeError for what the scheme has no form for: a number that isn't finite, a lone surrogate.
 */
export const canonicalJson = (value: Json): string => {
  try {
    return canonicalize(value)!; // undefined only for undefined itself
  } catch (error) {
    throw new TypeError(`The value has no canonical JSON: ${(error as Error).message}.`, { cause: error });
  }
};

import { InputError } from '@gradproof/model';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.ts';

/** What is signed: a job's signature isn't valid for a result. */
export type Purpose = 'job' | 'result';

/** A value with its signature as one more key. */
export type Signed<T> = T & { readonly signature?: string };

/** Signs what goes into the queue, and verifies what comes out of it. */
export interface Signer {
  /** True when there is a key, and what isn't signed is refused. */
  readonly isSigning: boolean;
  /** The value, with its signature where there is a key. */
  readonly sign: <T extends object>(purpose: Purpose, value: T) => Signed<T>;
  /** The value without its signature. Throws SignatureError unless the signature is the key's; without a key it is not looked at. */
  readonly verify: (purpose: Purpose, signed: object) => object;
}

/** What came from the queue isn't signed with our key. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
}

/** The environment variable that holds the key. */
export const SIGNING_VARIABLE = 'GRADPROOF_SIGNING_KEY';

const LEAST_LENGTH = 16;

const assertLongKey = (key: string): void => {
  if (key.length >= LEAST_LENGTH) return;
  throw new InputError(
    `${SIGNING_VARIABLE} has ${key.length} characters; it needs at least ${LEAST_LENGTH}. Take a random one: openssl rand -hex 32.`,
  );
};

const withoutSignature = (signed: object): { signature: unknown; value: object } => {
  const { signature, ...value } = signed as { readonly signature?: unknown };
  return { signature, value };
};

/** HMAC-SHA256 over the purpose and the value's canonical JSON. Throws TypeError for what has none. */
const macOf = (key: string, purpose: Purpose, value: object): Buffer =>
  createHmac('sha256', key)
    .update(`gradproof ${purpose} 1\n${canonicalJson(value as Json)}`)
    .digest();

/** Whether the signature is that of the value by the key. */
const isSignatureOf = (signature: unknown, key: string, purpose: Purpose, value: object): boolean => {
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/.test(signature)) return false;
  try {
    return timingSafeEqual(Buffer.from(signature, 'hex'), macOf(key, purpose, value));
  } catch {
    return false; // a value without canonical JSON was signed by nobody
  }
};

const UNSIGNED: Signer = {
  isSigning: false,
  sign: (_, value) => value,
  verify: (_, signed) => withoutSignature(signed).value,
};

/**
 * Signs with HMAC-SHA256 over the purpose and the value's canonical JSON, as hexadecimal digits.
 *
 * @param key The key that the whole fleet shares; without one nothing is signed, and no signature is looked at.
 * @returns What signs and verifies with the key.
 * @throws InputError for a key of fewer than 16 characters.
 */
export const createSigner = (key: string | undefined): Signer => {
  if (key === undefined || key === '') return UNSIGNED;
  assertLongKey(key);
  return {
    isSigning: true,
    sign: (purpose, value) => ({ ...value, signature: macOf(key, purpose, value).toString('hex') }),
    verify: (purpose, signed) => {
      const { signature, value } = withoutSignature(signed);
      if (isSignatureOf(signature, key, purpose, value)) return value;
      const what =
        signature === undefined ? `This ${purpose} isn't signed` : `This ${purpose}'s signature is wrong`;
      throw new SignatureError(
        `${what}. Whoever made it needs the same ${SIGNING_VARIABLE} as this process.`,
      );
    },
  };
};

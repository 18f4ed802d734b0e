import { InputError } from '@gradproof/model';

/** Where Redis is, and who asks. */
export interface RedisAddress {
  /** A name, an IPv4 or an IPv6 address, the last without brackets. */
  readonly host: string;
  readonly port: number;
  /** rediss://: encrypted, the server's certificate verified. */
  readonly tls: boolean;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** The number of the database, from 0. */
  readonly db: number;
}

/** Used when neither the user nor the environment names one. */
export const DEFAULT_REDIS_URL = 'redis://127.0.0.1:6379';
/** The environment variable that names Redis. */
export const REDIS_VARIABLE = 'GRADPROOF_REDIS_URL';

const FORM =
  'Write redis://USER:PASSWORD@HOST:PORT/DB (rediss:// for TLS; all but HOST may be left out), in user and password each of : / ? # [ ] @ % percent-encoded.';

/** `name`: "The Redis address", and where it stands. The text is never repeated: it may hold a password. */
const refuse = (name: string, why: string): never => {
  throw new InputError(`${name} ${why}. ${FORM}`);
};

const decode = (text: string, name: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse(name, 'has a % in its user or password that begins no percent-encoding');
  }
};

const databaseOf = (path: string, name: string): number => {
  if (path === '' || path === '/') return 0;
  const digits = /^\/(\d{1,9})$/.exec(path)?.[1];
  return digits === undefined ? refuse(name, 'ends in what is no database number') : Number(digits);
};

const parse = (text: string, name: string): URL => {
  if (!/^rediss?:\/\//i.test(text)) return refuse(name, 'does not begin with redis:// or rediss://');
  return URL.canParse(text) ? new URL(text) : refuse(name, 'is not a URL');
};

const addressOf = (text: string, name: string): RedisAddress => {
  const { protocol, hostname, port, username, password, pathname, search, hash } = parse(text, name);
  if (hostname === '') refuse(name, 'names no host');
  if (port === '0') refuse(name, 'names port 0');
  if (search !== '' || hash !== '') refuse(name, 'has a ? or #');
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 6379 : Number(port),
    tls: protocol === 'rediss:',
    username: username === '' ? undefined : decode(username, name),
    password: password === '' ? undefined : decode(password, name),
    db: databaseOf(pathname, name),
  };
};

/**
 * Where Redis is.
 *
 * @param text The address, where the user gave one.
 * @param env The environment, whose GRADPROOF_REDIS_URL is taken else; redis://127.0.0.1:6379 where that is missing too.
 * @throws InputError for what is no redis:// or rediss:// address, without repeating it.
 */
export const redisAddressOf = (
  text: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): RedisAddress => {
  if (text !== undefined) return addressOf(text.trim(), 'The Redis address');
  return addressOf(
    env[REDIS_VARIABLE]?.trim() || DEFAULT_REDIS_URL,
    `The Redis address in ${REDIS_VARIABLE}`,
  );
};

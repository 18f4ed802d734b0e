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

/** Used when neither --redis nor the environment names one. */
export const DEFAULT_REDIS_URL = 'redis://127.0.0.1:6379';
/** The environment variable that names Redis. */
export const REDIS_VARIABLE = 'GRADPROOF_REDIS_URL';

const FORM =
  'Write redis://USER:PASSWORD@HOST:PORT/DB (rediss:// for TLS; all but HOST may be left out), in user and password each of : / ? # [ ] @ % percent-encoded.';

/** The text is never repeated: it may hold a password. */
const refuse = (source: string, why: string): never => {
  throw new InputError(`The Redis address of ${source} ${why}. ${FORM}`);
};

const decode = (text: string, source: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse(source, 'has a % in its user or password that begins no percent-encoding');
  }
};

const databaseOf = (path: string, source: string): number => {
  if (path === '' || path === '/') return 0;
  const digits = /^\/(\d{1,9})$/.exec(path)?.[1];
  return digits === undefined ? refuse(source, 'ends in what is no database number') : Number(digits);
};

const parse = (text: string, source: string): URL => {
  if (!/^rediss?:\/\//i.test(text)) return refuse(source, 'does not begin with redis:// or rediss://');
  return URL.parse(text) ?? refuse(source, 'is not a URL');
};

const addressOf = (text: string, source: string): RedisAddress => {
  const { protocol, hostname, port, username, password, pathname, search, hash } = parse(text, source);
  if (hostname === '') refuse(source, 'names no host');
  if (port === '0') refuse(source, 'names port 0');
  if (search !== '' || hash !== '') refuse(source, 'has a ? or #');
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? 6379 : Number(port),
    tls: protocol === 'rediss:',
    username: username === '' ? undefined : decode(username, source),
    password: password === '' ? undefined : decode(password, source),
    db: databaseOf(pathname, source),
  };
};

/**
 * Where Redis is: by `text` (of --redis), else by GRADPROOF_REDIS_URL, else at redis://127.0.0.1:6379. Throws InputError for what is no
 * redis:// or rediss:// address, without repeating it.
 */
export const redisAddressOf = (
  text: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): RedisAddress => {
  if (text !== undefined) return addressOf(text.trim(), '--redis');
  return addressOf(env[REDIS_VARIABLE]?.trim() || DEFAULT_REDIS_URL, REDIS_VARIABLE);
};

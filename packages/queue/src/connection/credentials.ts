import type { RedisAddress } from './redis-address.ts';

/** HOST:PORT; an IPv6 host in brackets. */
export const hostAndPort = ({ host, port }: RedisAddress): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** The address as it may be shown: redis://HOST:PORT, and its database unless that is 0. */
export const redactedAddress = (address: RedisAddress): string =>
  `redis${address.tls ? 's' : ''}://${hostAndPort(address)}${address.db === 0 ? '' : `/${address.db}`}`;

/** The user that everyone has is no secret. */
const COMMON_USERS = new Set(['default']);

const secretsOf = ({ username, password }: RedisAddress): string[] => {
  const secrets = [password, username !== undefined && COMMON_USERS.has(username) ? undefined : username];
  return secrets
    .filter((secret): secret is string => secret !== undefined && secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length); // a longer one may hold a shorter one
};

/** The text with the address's user and password, as they are or percent-encoded, replaced by ***; so is USER:PASSWORD@ in any URL. */
export const withoutCredentials = (text: string, address: RedisAddress): string =>
  secretsOf(address)
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
    .replace(/(\w+:\/\/)[^\s/@]*@/g, '$1***@');

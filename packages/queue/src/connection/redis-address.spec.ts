import { InputError } from '@gradproof/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactedAddress, withoutCredentials } from './credentials.ts';
import { redisAddressOf } from './redis-address.ts';

const PLAIN = { host: '127.0.0.1', port: 6379, tls: false, db: 0 };

describe('the address of Redis', () => {
  it('is the one given, else the environment’s, else this machine’s', () => {
    const env = { GRADPROOF_REDIS_URL: 'redis://env:7000' };
    expect(redisAddressOf('redis://option:7001', env)).toEqual({ ...PLAIN, host: 'option', port: 7001 });
    expect(redisAddressOf(undefined, env)).toEqual({ ...PLAIN, host: 'env', port: 7000 });
    expect(redisAddressOf(undefined, {})).toEqual(PLAIN);
    expect(redisAddressOf(undefined, { GRADPROOF_REDIS_URL: '' })).toEqual(PLAIN);
  });

  it.each([
    ['redis://cache', { ...PLAIN, host: 'cache' }],
    ['redis://cache:6380/', { ...PLAIN, host: 'cache', port: 6380 }],
    ['redis://cache/15', { ...PLAIN, host: 'cache', db: 15 }],
    ['rediss://cache.example.com:6380/2', { host: 'cache.example.com', port: 6380, tls: true, db: 2 }],
    ['REDIS://cache', { ...PLAIN, host: 'cache' }],
    [' redis://cache\n', { ...PLAIN, host: 'cache' }],
    ['redis://[::1]:6380', { ...PLAIN, host: '::1', port: 6380 }],
    ['redis://[fe80::1]/3', { ...PLAIN, host: 'fe80::1', db: 3 }],
    ['redis://:pass@cache', { ...PLAIN, host: 'cache', password: 'pass' }],
    ['redis://alice:pass@cache', { ...PLAIN, host: 'cache', username: 'alice', password: 'pass' }],
    ['redis://a%3Ab:p%40%2F%25%C3%BC@cache', { ...PLAIN, host: 'cache', username: 'a:b', password: 'p@/%ü' }],
  ])('%s is understood', (text, address) => {
    expect(redisAddressOf(text, {})).toEqual(address);
  });

  it('takes any user and password, percent-encoded', () => {
    const text = fc.string({ minLength: 1, unit: fc.constantFrom(...'aZ0:/@%#?[]&=+. \n"ü😀') });
    fc.assert(
      fc.property(text, text, (username, password) => {
        const url = `redis://${encodeURIComponent(username)}:${encodeURIComponent(password)}@cache:1/2`;
        expect(redisAddressOf(url, {})).toEqual({
          host: 'cache',
          port: 1,
          tls: false,
          db: 2,
          username,
          password,
        });
      }),
    );
  });

  it.each([
    '',
    'hunter2',
    'cache:6379',
    'http://alice:hunter2@cache',
    'redis:alice:hunter2@cache',
    'redis://',
    'redis://alice:hunter2@',
    'redis://alice:hunter2@:6379',
    'redis://alice:hunter2@cache:0',
    'redis://alice:hunter2@cache:65536',
    'redis://alice:hunter2@cache:x',
    'redis://alice:hunter2@cache/x',
    'redis://alice:hunter2@cache/1/2',
    'redis://alice:hunter2@cache/-1',
    'redis://alice:hunter2@cache/1?db=2',
    'redis://alice:hunter2@cache#1',
    'redis://alice:hun%ter2@cache',
    'redis://alice:hun/hunter2@cache',
    'redis://alice:6379/hunter2@cache',
    'redis://alice:hunter2#@cache',
    'redis://alice:hunter2@[::1',
    'redis://alice:hunter2@ca che',
  ])('%j is refused, and not repeated', (text) => {
    const parse = (): unknown => redisAddressOf(text, {});
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(/^The Redis address .*Write redis:\/\/USER:PASSWORD@HOST:PORT\/DB/);
    expect(parse).not.toThrow(/hunter|alice|ter2/);
  });

  it('says which variable holds a bad one', () => {
    expect(() => redisAddressOf(undefined, { GRADPROOF_REDIS_URL: 'x' })).toThrow(
      /in GRADPROOF_REDIS_URL does not begin/,
    );
  });
});

describe('credentials', () => {
  it('are not in what is shown of an address', () => {
    expect(redactedAddress(redisAddressOf('rediss://alice:hunter2@[::1]:1/3', {}))).toBe(
      'rediss://[::1]:1/3',
    );
    expect(redactedAddress(redisAddressOf('redis://:hunter2@cache', {}))).toBe('redis://cache:6379');
  });

  it('are taken out of any text, as they are and percent-encoded', () => {
    const address = redisAddressOf('redis://alice:p%40ss%2F%22w@cache', {});
    const text = 'HELLO 3 AUTH alice p@ss/"w; redis://alice:p%40ss%2F%22w@cache; ["p@ss/\\"w"]';
    expect(withoutCredentials(text, address)).toBe('HELLO 3 AUTH *** ***; redis://***@cache; ["***"]');
  });

  it('of another address in a URL are taken out too', () => {
    const address = redisAddressOf(undefined, {});
    expect(withoutCredentials('cannot reach rediss://bob:x%20y@h:1/2 or redis://h:1', address)).toBe(
      'cannot reach rediss://***@h:1/2 or redis://h:1',
    );
  });

  it('never stay in a text, whatever they are', () => {
    const secret = fc.string({ minLength: 6 }).filter((s) => !/^\**$/.test(s));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (password, before, after) => {
        const shown = withoutCredentials(`${before}${password}${after}`, { ...PLAIN, password });
        expect(shown).not.toContain(password);
      }),
    );
  });
});

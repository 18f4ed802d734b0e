import fc from 'fast-check';
import { expect, it } from 'vitest';
import { duplicateKey } from './duplicate-key.ts';

it.each([
  ['{"a": 1, "a": 2}', 'a'],
  ['{"a": {"b": [], "c": 1, "b": 2}}', 'b'],
  ['[{"a": 1}, {"a": 1, "b": ",", "a": 3}]', 'a'],
  ['{"a\\u0062": 1, "ab": 2}', 'ab'],
  ['{"\\"": 1, "\\\\": 2, "\\"": 3}', '"'],
  ['{"__proto__": 1, "__proto__": 2}', '__proto__'],
])('of %s it is %j', (json, key) => {
  expect(duplicateKey(json)).toBe(key);
});

it('is none in what JSON.stringify writes, whatever keys and strings hold', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, space) => {
      expect(duplicateKey(JSON.stringify(value, null, space))).toBeNull();
    }),
  );
});

it('is found wherever an object is', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (key, value) => {
      const [name, inner] = [JSON.stringify(key), JSON.stringify(value)];
      expect(duplicateKey(`[[${inner}, {${name}: ${inner}, ${name}: ${inner}}], ${inner}]`)).toBe(key);
    }),
  );
});

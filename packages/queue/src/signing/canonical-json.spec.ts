import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from './canonical-json.ts';

const turned = (value: unknown): Json =>
  Array.isArray(value)
    ? value.map(turned)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, member]) => [key, turned(member)]),
        )
      : (value as Json);

describe('canonical JSON', () => {
  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is the same whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value as Json));
      }),
    );
  });

  it('sorts keys, writes numbers as JSON does, and leaves undefined out', () => {
    expect(canonicalJson({ b: [1, -0, 1e21, 0.1], a: { d: null, c: 'ü\n' }, x: undefined, B: true })).toBe(
      '{"B":true,"a":{"c":"ü\\n","d":null},"b":[1,0,1e+21,0.1]}',
    );
    expect(canonicalJson({ 10: 1, 9: 2 })).toBe('{"10":1,"9":2}'); // as texts, not as numbers
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d, which JSON would turn to null', (value) => {
    expect(() => canonicalJson({ a: [value] })).toThrow(TypeError);
  });
});

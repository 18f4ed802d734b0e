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

  it('writes the value of RFC 8785, section 3.2.2, as section 3.2.3 has it', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\u0022\u002f",
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it.each([NaN, Infinity, -Infinity])('refuses %d, which JSON would turn to null', (value) => {
    expect(() => canonicalJson({ a: [value] })).toThrow(TypeError);
  });

  it('refuses half a character', () => {
    expect(() => canonicalJson({ a: '\ud83d' })).toThrow(TypeError);
    expect(canonicalJson({ a: '\ud83d\ude00' })).toBe('{"a":"😀"}');
  });
});

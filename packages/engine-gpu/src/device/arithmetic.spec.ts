import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arithmeticOf } from './arithmetic.ts';

it('names a queue whatever a driver calls its device', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (description) => {
      expect(arithmeticOf('webgpu', description)).toMatch(
        /^float32-\d+-v8\.\d+-webgpu-[a-z0-9.-]*[0-9a-f]{8}$/,
      );
      expect(arithmeticOf('webgpu', description).length).toBeLessThanOrEqual(150);
    }),
  );
});

it('is the same for the same device', () => {
  expect(arithmeticOf('webgpu', 'maker kind, GPU 1')).toBe(arithmeticOf('webgpu', 'maker kind, GPU 1'));
  expect(arithmeticOf('webgpu', 'maker kind, GPU 1')).toMatch(/-webgpu-maker-kind-gpu-1-[0-9a-f]{8}$/);
});

it.each([
  ['in signs', 'GPU (1)', 'GPU 1'],
  ['in letters beyond ASCII', '显卡一', '显卡二'],
  ['at their ends', `${'long '.repeat(60)}1`, `${'long '.repeat(60)}2`],
  ['in capitals', 'GPU a', 'GPU A'],
])('is another for devices whose names differ %s', (_how, one, other) => {
  expect(arithmeticOf('webgpu', one)).not.toBe(arithmeticOf('webgpu', other));
});

it('is another in another mode', () => {
  expect(arithmeticOf('webasm', 'GPU 1')).not.toBe(arithmeticOf('webgpu', 'GPU 1'));
});

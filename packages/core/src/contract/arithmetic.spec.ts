import { afterEach, expect, it, vi } from 'vitest';
import { arithmeticHere } from './arithmetic.ts';

afterEach(() => void vi.unstubAllGlobals());

it('names V8’s major version in Node', () => {
  expect(arithmeticHere('float64')).toMatch(/^float64-\d+-v8\.\d+$/);
});

it.each([undefined, {}, { versions: {} }])('runs in a page, where process is %j', (process) => {
  vi.stubGlobal('process', process);
  expect(arithmeticHere('float64')).toMatch(/^float64-\d+-browser$/);
});

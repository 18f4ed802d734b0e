import type { GradientPrecision, Method } from '@gradproof/core';
import { expectTypeOf, it } from 'vitest';
import type { GradproofConfig } from './config.ts';

it('has core’s words for methods and precisions', () => {
  const { method, gradientPrecision }: GradproofConfig = {};
  expectTypeOf(method).toEqualTypeOf<Method | 'auto' | undefined>();
  expectTypeOf(gradientPrecision).toEqualTypeOf<GradientPrecision | undefined>();
});

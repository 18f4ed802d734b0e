import { arithmetics } from './arithmetic.mjs';
import { coupled } from './coupled-families.mjs';
import { separable } from './separable-families.mjs';

/** A smooth function; every other time its parameters are numbers of few bits, which 16-bit formats hold. */
export const anySmooth = (draws) => {
  const family = draws.pick([separable, coupled])(draws);
  return draws.chance(0.5) ? { ...family, theta: family.theta.map(arithmetics.bfloat16.q) } : family;
};

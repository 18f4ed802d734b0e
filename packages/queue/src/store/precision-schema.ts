import { gradientPrecisions } from '@gradproof/core/fleet';
import { z } from 'zod';

/** What a gradient is given in, and how that is known, where it isn't by its numbers. */
export const precisionSchema = z.strictObject({
  precision: z.enum(gradientPrecisions),
  known: z.enum(['given', 'type', 'numbers']),
});

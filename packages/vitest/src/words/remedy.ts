import type { Remedy } from '@gradproof/report';

/** What would settle a check, as options of the matcher; undefined where it isn't one of options. */
export const wordRemedy = (remedy: Remedy): string | undefined => {
  switch (remedy.kind) {
    case 'smaller-step':
      return `use { epsilon } below ${remedy.below}`;
    case 'larger-step':
      return `use { epsilon } above ${remedy.above}`;
    case 'searched-steps':
      return 'leave out { epsilon }';
    case 'larger-threshold':
      return `use { threshold: ${remedy.above} }`;
    case 'textbook-method':
      return "use { method: 'textbook' }";
    case 'coverage':
      return `use { coverage: ${remedy.coverages.includes('sample') ? "'full' } or { coverage: { sample: 100 } }" : "'full' }"}`;
    case 'losses':
      return 'give { losses } instead of { cost }, which are then summed in float64';
    default:
      return undefined;
  }
};

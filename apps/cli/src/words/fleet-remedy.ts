import type { Remedy } from '@gradproof/queue';

const START = {
  gpu: 'Either start gradproof-worker --engine gpu, then submit again, or submit with --engine cpu.',
  function: 'Start gradproof-worker --modules FOLDER with a folder that holds it.',
} as const;

/** What the remedy is on the command line: a sentence. */
export const wordRemedy = (remedy: Remedy): string => {
  switch (remedy.kind) {
    case 'reach-redis':
      return 'Start it, or name another with --redis or GRADPROOF_REDIS_URL.';
    case 'start-worker':
      return START[remedy.engine];
  }
};

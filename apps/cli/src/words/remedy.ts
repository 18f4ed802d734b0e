import type { GpuRemedy } from '@gradproof/engine-gpu';
import type { InputRemedy } from '@gradproof/formats';
import type { Remedy as FleetRemedy } from '@gradproof/queue';
import type { Remedy } from '@gradproof/report';

// The one place that words remedies as options and commands of the command line.

/** What would settle a check, as options; undefined where it isn't one of options. */
export const wordRemedy = (remedy: Remedy): string | undefined => {
  switch (remedy.kind) {
    case 'smaller-step':
      return `use an --epsilon below ${remedy.below}`;
    case 'larger-step':
      return `use an --epsilon above ${remedy.above}`;
    case 'searched-steps':
      return 'leave out --epsilon';
    case 'larger-threshold':
      return `use --threshold ${remedy.above}`;
    case 'textbook-method':
      return 'check with --method textbook';
    case 'coverage':
      return `use --coverage ${remedy.coverages.includes('sample') ? 'full or sample=N' : 'full'}`;
    case 'losses':
      return 'give `losses` instead of `cost` (a process: a list for a number), which are then summed in float64';
    default:
      return undefined;
  }
};

/** What would help with an input that can't be used. */
const WORDS: Readonly<Record<InputRemedy['kind'], string>> = {
  'replace-file': '--force replaces it.',
  'write-example': 'gradproof init FOLDER writes one to start from.',
  'differentiate-only': 'gradproof differentiate works without it.',
  'name-modules-folder': '--modules names the folder that holds it.',
};

/** How a problem's process is given longer for an answer. */
export const LONGER_EVALUATIONS =
  'set "timeLimit" (seconds) in problem.json\'s process, or give --evaluation-seconds';

/** What helps where the gpu engine can't do what it was asked for. */
const gpuWords = (remedy: GpuRemedy): string => {
  switch (remedy.kind) {
    case 'cpu-engine':
      return 'use --engine cpu';
    case 'other-device':
      return remedy.devices.length === 0
        ? 'use another --device'
        : `use --device ${remedy.devices.join(' or ')}`;
    case 'less-memory':
      return 'use a smaller --memory';
    case 'list-devices':
      return 'see gradproof devices for what to install';
  }
};

/** What would help where the fleet fails: the worker that is missing, by the engine that its check needs. */
const MISSING_WORKER = {
  gpu: 'Either start gradproof-worker --engine gpu, then submit again, or submit with --engine cpu.',
  function: 'Start gradproof-worker --modules FOLDER with a folder that holds it.',
} as const;

/** What would help with an input that can't be used, or where the fleet fails: a sentence. */
const sentenceOf = (remedy: InputRemedy | FleetRemedy): string => {
  switch (remedy.kind) {
    case 'reach-redis':
      return 'Start it, or name another with --redis or GRADPROOF_REDIS_URL.';
    case 'start-worker':
      return MISSING_WORKER[remedy.engine];
    default:
      return WORDS[remedy.kind];
  }
};

/** An error of a library with its remedy, or its remedies, as data. */
interface ErrorWithRemedy extends Error {
  readonly remedy?: InputRemedy | FleetRemedy | null;
  readonly remedies?: readonly GpuRemedy[];
}

/** The message of an error of a library, and what its remedies mean here. By their keys: the library is loaded only when needed. */
export const withRemedy = ({ message, remedy, remedies = [] }: ErrorWithRemedy): string => {
  if (remedy) return `${message} ${sentenceOf(remedy)}`;
  if (remedies.length === 0) return message;
  const advice = remedies.map(gpuWords).join(', or ');
  return `${message} ${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`;
};

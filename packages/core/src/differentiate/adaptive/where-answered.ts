import { CostError } from './cost-error.ts';

/**
 * What is asked of J beside the check itself: null where J throws there, so that the verdict stands. An aborted check's reason, and the failure of an engine's
 * device, are no CostError, and go through.
 */
export const whereAnswered = async <Answer>(ask: () => Promise<Answer>): Promise<Answer | null> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CostError) return null;
    throw error;
  }
};

import { afterAll, beforeAll, describe, it } from 'vitest';
import { SCENARIOS } from './scenarios/index.ts';
import { openProblems } from './stage/problems.ts';
import { createReferences } from './stage/references.ts';
import { play, type Workshop } from './stage/stage.ts';

/** Milliseconds of a scenario on a busy machine; they wait most of the time, so that some are played at once. */
const TIMEOUT = 420_000;

let workshop: Workshop;
beforeAll(async () => {
  workshop = { problems: await openProblems(), references: createReferences() };
});
afterAll(() => workshop.problems.remove());

describe.concurrent('the fleet survives', () => {
  for (const [title, scenario] of Object.values(SCENARIOS)) {
    it(title, { timeout: TIMEOUT }, () => play(scenario, workshop));
  }
});

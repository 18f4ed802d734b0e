import { SCENARIOS } from './scenarios/index.ts';
import { openProblems } from './stage/problems.ts';
import { createReferences } from './stage/references.ts';
import { play } from './stage/stage.ts';

// Plays the scenarios that are named, and tells what happens; without a name it lists them.

const list = (): string =>
  Object.entries(SCENARIOS)
    .map(([name, [title]]) => `  ${name.padEnd(22)} ${title}`)
    .join('\n');

const playNamed = async (names: readonly string[]): Promise<void> => {
  const problems = await openProblems();
  const workshop = { problems, references: createReferences() };
  try {
    for (const name of names) {
      const [title, scenario] = SCENARIOS[name]!;
      const began = performance.now();
      const say = (text: string) =>
        console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${text}`);
      console.log(`${name}: ${title}`);
      await play(scenario, workshop, say);
      say('survived\n');
    }
  } finally {
    await problems.remove();
  }
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in SCENARIOS));
if (names.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`No scenario is called ${unknown.join(', ')}.`);
  console.log(`npm run fleet:fault -- NAME …\n${list()}`);
  process.exitCode = names.length === 0 ? 0 : 2;
} else {
  try {
    await playNamed(names);
  } catch (error) {
    console.error(`not survived: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

import { countSeed } from './seed.mjs';

process.on('disconnect', () => process.exit());
process.on('message', async ({ kind, seeds }) => {
  for (const { seed, cells } of seeds) process.send({ entry: await countSeed(kind, seed, cells) });
  process.send({ isDone: true });
});

import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { kernelOnThreads } from './kernel-scaling.mjs';
import { NETS, titleOf } from './nets.mjs';
import { startPeers } from './peers.mjs';
import { tableOf } from './table.mjs';

// npm run bench [-- --out bench.json --only 784 --budget 5]: every coordinate of each net, beside the peers of Python, in turns.
const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'bench.json' },
    only: { type: 'string', default: '' },
    budget: { type: 'string', default: '5' },
  },
});

/** torch's full gradcheck is asked for nets of at most so many parameters: it takes minutes beyond. */
const MOST_FOR_GRADCHECK = 10_000;

const run = promisify(execFile);
const script = fileURLToPath(new URL('measure-net.mjs', import.meta.url));
const measure = async (net, threads) =>
  JSON.parse((await run(process.execPath, [script, String(NETS.indexOf(net)), String(threads)])).stdout);

const peers = startPeers();
if (peers === null) console.error('Without /usr/bin/python3 and NumPy there are no peers to compare with.');
const ask = async (kind, rest) => (await peers?.ask(kind, rest)) ?? null;

const rowOf = async (net) => {
  const [load] = loadavg(); // what else ran on the machine when this net began
  const one = await measure(net, 1);
  const gradcheckFast = await ask('gradcheck-fast', { net });
  const kernelOne = await kernelOnThreads(1);
  const two = await measure(net, 2);
  const kernelTwo = await kernelOnThreads(2);
  const torchBackward = await ask('backward', { net });
  const openblasPeak = await ask('product', {});
  const numpyTextbook = await ask('textbook', { net, budget: Number(options.budget) });
  const gradcheckSlow = one.parameters > MOST_FOR_GRADCHECK ? null : await ask('gradcheck-slow', { net });
  const { seconds: oneThread, ...rest } = one;
  const kernelScaling = kernelTwo / kernelOne;
  const peersOwn = { openblasPeak, numpyTextbook, gradcheckSlow, gradcheckFast, torchBackward };
  return { net: titleOf(net), load, oneThread, twoThreads: two.seconds, kernelScaling, ...rest, ...peersOwn };
};

const rows = [];
for (const net of NETS.filter((own) => titleOf(own).includes(options.only))) {
  console.error(`${titleOf(net)} examples …`);
  rows.push(await rowOf(net));
}
peers?.stop();
const machine = { node: process.version, processor: cpus()[0]?.model.trim(), cores: cpus().length };
writeFileSync(options.out, `${JSON.stringify({ ...machine, rows }, null, 2)}\n`);
console.log(tableOf(rows));
console.log(`
Whole checks, the best of at least three within three seconds or more; GFLOP/s of the tails' products over the whole time on one thread. 1 / 2: how many times
faster on two threads, and the product kernel alone on two. ≈: extrapolated from a sample of coordinates. Peers on one thread.
Wrote ${options.out} (${machine.processor}, ${machine.cores} cores, Node ${machine.node}).`);

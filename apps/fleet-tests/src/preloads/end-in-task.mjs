// A compute process that ends when it is given a task of the kind FAULT_KIND (baseline, run, conclude), the run that begins at FAULT_START where that is
// given, FAULT_HOW: `exit` by itself, `memory` of too much, `worker` takes the worker with it.
const { FAULT_KIND, FAULT_START, FAULT_HOW } = process.env;

const ends = {
  exit: () => process.exit(7),
  memory: () => {
    const held = [];
    for (;;) held.push(new Array(1e6).fill(held.length + 0.5));
  },
  worker: () => process.kill(process.ppid, 'SIGKILL'),
};

if (process.argv[1]?.includes('compute-process')) {
  const emit = process.emit.bind(process);
  process.emit = (event, ...args) => {
    if (event === 'message' && isFatal(args[0])) ends[FAULT_HOW]();
    return emit(event, ...args);
  };
}

function isFatal({ type, task }) {
  if (type !== 'task' || task.kind !== FAULT_KIND) return false;
  return FAULT_START === undefined || task.job.run.shard.start === Number(FAULT_START);
}

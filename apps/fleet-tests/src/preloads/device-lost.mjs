// A GPU that is lost once: gpu.js says so at the first launch of a run, of whichever process comes first to the file FAULT_MARK; that process takes
// a second to end, as with a driver that hangs, while the next run waits.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers';

const { FAULT_MARK } = process.env;

/** True for one process alone. */
const isFirst = () => {
  try {
    writeFileSync(FAULT_MARK, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
};

if (process.argv[1]?.includes('compute-process')) {
  let atWork = false;
  const emit = process.emit.bind(process);
  process.emit = (event, ...args) => {
    if (event === 'message' && args[0].type === 'task') atWork = true;
    return emit(event, ...args);
  };
  const { GPU } = createRequire(new URL('../../../../packages/engine-gpu/package.json', import.meta.url))(
    'gpu.js',
  );
  const { createKernel } = GPU.prototype;
  GPU.prototype.createKernel = function (...settings) {
    return new Proxy(createKernel.apply(this, settings), {
      apply: (kernel, self, args) => {
        if (atWork && isFirst()) {
          const exit = process.exit.bind(process);
          process.exit = (status) => void setTimeout(exit, 1000, status);
          throw new Error('the device was lost: unplugged');
        }
        return Reflect.apply(kernel, self, args);
      },
    });
  };
}

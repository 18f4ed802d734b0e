import { fork } from 'node:child_process';
import { once } from 'node:events';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';

const HOST = fileURLToPath(new URL('host.mjs', import.meta.url));

/** Longest that an input may take, in ms; a machine that does other things too is slow. */
const PATIENCE = 60_000;
/** Memory of JavaScript's own, in MiB: more ends the host. */
const HEAP = 1024;

/** A process in which inputs run one after the other; after one that ends it, or hangs, there is a new one. */
export const startHost = () => {
  let child = null;
  const start = () => {
    child = fork(HOST, { execArgv: [...process.execArgv, `--max-old-space-size=${HEAP}`, '--expose-gc'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }); // prettier-ignore
    child.said = '';
    child.stderr.on('data', (text) => (child.said = `${child.said}${text}`.slice(-2000)));
  };
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    child = null;
  };
  return {
    run: async (input) => {
      if (child === null || !child.connected) start();
      const running = child;
      let timer;
      const ran = await new Promise((resolve) => {
        const onExit = (code, signal) =>
          resolve({ crashed: /heap out of memory|allocation failed/i.test(running.said) ? 'memory' : `ended with ${code ?? signal}: ${running.said}` }); // prettier-ignore
        running.once('exit', onExit);
        running.once('message', (message) => {
          running.off('exit', onExit);
          resolve(message);
        });
        timer = setTimeout(() => resolve({ hung: `longer than ${PATIENCE / 1000} s` }), PATIENCE);
        running.send(input);
      });
      clearTimeout(timer);
      if (ran.hung) await stop();
      return ran;
    },
    end: async () => {
      if (child?.connected) await stop();
    },
  };
};

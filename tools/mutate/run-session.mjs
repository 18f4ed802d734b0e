import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { clearInterval, setInterval } from 'node:timers';

const GLANCE_MILLISECONDS = 250;

/** What is running now; null between mutants, and while it is being written. */
const pulseOf = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
};

/**
 * Runs a plan's session in a process of its own. Returns whether it came to its end: a mutant that takes too long, or that breaks the
 * process, is noted as killed, and what remains needs another session.
 */
export const runSession = async (plan, path) => {
  writeFileSync(path, JSON.stringify(plan));
  writeFileSync(plan.pulse, '');
  const child = spawn(process.execPath, [`${import.meta.dirname}/session.mjs`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, MUTATE_PLAN: path, CI: 'true' },
  });
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  const glance = setInterval(
    () => Date.now() > (pulseOf(plan.pulse)?.until ?? Infinity) && stop(),
    GLANCE_MILLISECONDS,
  );
  const [code] = await once(child, 'exit');
  clearInterval(glance);
  process.off('exit', stop);
  const broken = pulseOf(plan.pulse);
  [path, plan.pulse].forEach((file) => rmSync(file, { force: true }));
  if (code === 0) return true;
  if (broken === null)
    throw new Error('A session ended early, with no mutant running. Its messages are above.');
  const { key, spec, hash } = broken;
  appendFileSync(plan.journal, `${JSON.stringify({ spec, hash, killed: key, how: 'process' })}\n`);
  return false;
};

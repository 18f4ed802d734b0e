import { InputError } from '@gradproof/model';
import { expect, it } from 'vitest';
import { openProblem } from './open-problem.ts';

it.each([
  ['model.py', '["python3","model.py"]'],
  ['some/where/model.PY', '["python3","model.PY"]'],
  ['model.jl', '["julia","model.jl"]'],
])('%s is told how it is checked, there or not', async (path, command) => {
  const error: unknown = await openProblem(path).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).toContain(`write { "process": { "command": ${command} } } into a problem.json`);
}); // prettier-ignore

import { expect, it } from 'vitest';
import { runToExit, takingDevice } from './testing/run-to-exit.ts';

it('a process that never gives its device back exits all the same', async () => {
  expect(await runToExit(takingDevice('webasm', ''))).toEqual({ status: 0, err: '' });
});

it('one that gives it back does not wait for the next check', async () => {
  expect(await runToExit(takingDevice('webasm', 'await evaluator.dispose();'))).toEqual({
    status: 0,
    err: '',
  });
});

it('one that fails in the midst exits, too', async () => {
  const { status, err } = await runToExit(takingDevice('webasm', 'throw new Error("enough");'));
  expect(status).toBe(1);
  expect(err).toContain('enough');
});

import { expect, it } from 'vitest';
import { runToExit, takingDevice } from './testing/run-to-exit.ts';

it('a process that never gives its device back exits all the same', async () => {
  expect(await runToExit(takingDevice('webasm', ''))).toEqual({ status: 0, err: '' });
});

it('so does one that fails in the midst', async () => {
  const { status, err } = await runToExit(takingDevice('webasm', 'throw new Error("enough");'));
  expect(status).toBe(1);
  expect(err).toContain('enough');
});

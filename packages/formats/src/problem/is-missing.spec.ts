import { stat } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { isMissing } from './is-missing.ts';

it('knows a missing file, also by an error of another realm', async () => {
  const error: unknown = await stat('/there/is/no/such/file').catch((reason: unknown) => reason);
  expect(isMissing(error)).toBe(true);
  expect(isMissing(runInNewContext("Object.assign(new Error('gone'), { code: 'ENOTDIR' })"))).toBe(true);
  expect(isMissing(Object.assign(new Error('locked'), { code: 'EACCES' }))).toBe(false);
  expect(isMissing({ code: 'ENOENT' })).toBe(false);
});

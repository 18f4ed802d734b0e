import { describe, expect, it } from 'vitest';
import { docstringsOf, doors, undocumentedExportsOf } from './docstrings.fixture.ts';

it.each(doors)('all that %s exports has a docstring', (door) => {
  expect(undocumentedExportsOf(door)).toEqual([]);
});

describe.each(doors)('the functions of %s', (door) => {
  const docstrings = docstringsOf(door);

  it('say what each parameter is', () => {
    const silent = docstrings.filter(({ undocumented }) => undocumented.length > 0);
    expect(silent.map(({ name, undocumented }) => `${name}: ${undocumented.join(', ')}`)).toEqual([]);
  });

  it('say what they return', () => {
    expect(docstrings.filter(({ lacksReturns }) => lacksReturns).map(({ name }) => name)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { isTrue, namingOf } from './naming.mjs';

const limits = { norm: 1, entry: 1 };

const tensorOf = (exact, wrong, more = {}) => {
  const error = Float64Array.from(wrong, (w, k) => w - exact[k]);
  const given = {
    exact: Float64Array.from(exact),
    wrong: Float64Array.from(wrong),
    theta: Float64Array.of(1, 2, 4),
    shape: [exact.length],
  };
  return { ...given, error, norm: Math.hypot(...error), rounding: 0, limits, limit: 0.1, name: 'a', ...more };
};

const A = [3, -5, 7];

describe('what a diagnosis says is so', () => {
  it.each([
    [{ kind: 'scale' }, [6, -10, 14], true],
    [{ kind: 'scale' }, [6, -10, 14.1], false],
    [{ kind: 'sign' }, [-3, 5, -7], true],
    [{ kind: 'sign' }, [-6, 10, -14], false],
    [{ kind: 'zero' }, [0, 0, 0], true],
    [{ kind: 'zero' }, [0, 0, 1e-9], false],
    [{ kind: 'regularization' }, [3.5, -4, 9], true],
    [{ kind: 'regularization' }, [3.5, -4, 8], false],
    [{ kind: 'is-theta' }, [1, 2, 4], true],
    [{ kind: 'integers' }, [3, -5, 8], true],
    [{ kind: 'integers' }, [3, -5, 7.5], false],
    [{ kind: 'broadcast', axes: [0] }, [2, 2, 2], true],
    [{ kind: 'broadcast', axes: [0] }, [2, 2, 2.1], false],
    [{ kind: 'clipped', by: 'value', limit: 4 }, [3, -4, 4], true],
    [{ kind: 'clipped', by: 'value', limit: 4 }, [3, -4, 5], false],
    [{ kind: 'entries', count: 1 }, [3, -5, 9], true],
    [{ kind: 'entries', count: 2 }, [3, -5, 9], false],
    [{ kind: 'entries', count: 3 }, [4, -6, 9], false],
    [{ kind: 'stale' }, [4, -6, 9], false],
    [{ kind: 'unexplained' }, [4, -6, 9], true],
  ])('%o of %o: %s', (diagnosis, wrong, expected) => {
    expect(isTrue(diagnosis, [], tensorOf(A, wrong))).toBe(expected);
  });

  it('is so where it is the mistake that was planted', () => {
    expect(isTrue({ kind: 'stale' }, ['stale'], tensorOf(A, [4, -6, 9]))).toBe(true);
  });

  it('is upstream where all tensors up to one are wrong, and none after it', () => {
    const all = [5, 6, 0, 0].map((norm, at) => ({ name: `t${at}`, norm, limits }));
    const tensor = tensorOf(A, A, { all });
    expect(isTrue({ kind: 'upstream', layer: 1 }, [], tensor)).toBe(true);
    expect(isTrue({ kind: 'upstream', layer: 2 }, [], tensor)).toBe(false);
    expect(isTrue({ kind: 'upstream', layer: null, until: 't1' }, [], tensor)).toBe(true);
    expect(isTrue({ kind: 'upstream', layer: null, until: 't0' }, [], tensor)).toBe(false);
  });
});

const reportOf = (...kinds) => ({
  tensors: kinds.map((kind) => ({ diagnosis: kind && { kind, message: 'm' } })),
});

describe('the cause of a mistake', () => {
  const wrong = tensorOf(A, A.map((a, k) => a + 100 * (k + 1) ** 2));

  it('is asked for from 30 limits on', () => {
    const off = (norm) => ({ ...wrong, norm });
    expect(namingOf(reportOf('stale'), ['stale'], [off(31)])).toMatchObject({ nameable: 1, named: 1, misnamed: 0 });
    expect(namingOf(reportOf('stale'), ['stale'], [off(29)])).toMatchObject({ nameable: 0, named: 0, diagnosed: 1 });
  });

  it('is not named by a place, and misnamed by another cause', () => {
    expect(namingOf(reportOf('unexplained'), ['stale'], [wrong])).toMatchObject({ nameable: 1, named: 0, misnamed: 0 });
    expect(namingOf(reportOf('mask'), ['stale'], [wrong])).toMatchObject({ nameable: 1, named: 0, misnamed: 1 });
  });

  it('of no name is misnamed by any', () => {
    expect(namingOf(reportOf('stale'), [], [wrong])).toMatchObject({ nameable: 0, diagnosed: 1, misnamed: 1 });
    expect(namingOf(reportOf('unexplained'), [], [wrong])).toMatchObject({ diagnosed: 1, misnamed: 0 });
  });

  it('is not asked for where nothing was told, or where it has none to ask for', () => {
    expect(namingOf(reportOf(null), ['stale'], [wrong])).toMatchObject({ diagnosed: 0, nameable: 0 });
    expect(namingOf(reportOf('stale'), null, [wrong])).toMatchObject({ diagnosed: 0, misnamed: 0 });
  });
}); // prettier-ignore

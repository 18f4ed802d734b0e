import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { suspect } from '../planted-tensor.fixture.ts';

describe('words', () => {
  it('names slices of three axes so that it can be read', () => {
    const swapped = suspect([2, 3, 4], 5, (right) => right.map((_, at) => right[(at + 12) % 24]!));
    expect(diagnose(swapped).message).toContain('its slices 0 and 1 along axis 0 are swapped');
    const rolled = suspect([3, 3, 4], 5, (right) => right.map((_, at) => right[(at + 24) % 36]!));
    expect(diagnose(rolled).message).toContain('its slices along axis 0 are rolled by 1');
    const wrong = suspect([2, 3, 4], 5, (right) => right.map((g, at) => (at === 1 || at === 6 ? g + at : g)));
    expect(diagnose(wrong).message).toContain('wrong, all in slice 0 along axis 0 (');
  });
});

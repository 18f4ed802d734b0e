import { expect, it } from 'vitest';
import { countWithFirst, mergeCounted } from './counted.ts';

const items = Array.from({ length: 50 }, (_, i) => i);

it('counts all and keeps the first twenty: as many as a report names, few enough to send', () => {
  expect(countWithFirst(items)).toEqual({ count: 50, first: items.slice(0, 20) });
});

it('keeps the same when the parts are counted by themselves', () => {
  const parts = [items.slice(0, 7), items.slice(7, 30), items.slice(30)];
  expect(mergeCounted(parts.map((part) => countWithFirst(part)))).toEqual(countWithFirst(items));
});

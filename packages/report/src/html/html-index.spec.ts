import type { Report } from '@gradproof/core/report';
import { expect, it } from 'vitest';
import { htmlIndex } from './html-index.ts';

it('lists reports with links to their pages, and what could not be checked with the reason, all escaped', () => {
  const report = { verdict: 'incorrect', difference: 0.25, reason: 'b1 is <wrong>' } as Report;
  const markup = htmlIndex(
    [
      { title: 'a & b', result: report, href: 'out.a-b.html' },
      { title: 'c', result: { error: 'There is no "c".' }, href: null },
    ],
    '2 problems: 1 not checked, 1 incorrect',
  );
  expect(markup).toContain('<a href="out.a-b.html">a &amp; b</a>');
  expect(markup).toContain('b1 is &lt;wrong&gt;');
  expect(markup).toContain('<span class="verdict incorrect">incorrect</span>');
  expect(markup).toMatch(/<td>c<\/td><td>not checked<\/td><td colspan="2">There is no &quot;c&quot;\.<\/td>/);
  expect(markup.slice(0, 2000)).toContain('<meta name="generator" content="Gradproof" />');
});

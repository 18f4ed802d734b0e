import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { escaped, html, jsonMarkup, raw } from './markup.ts';

describe('html', () => {
  it('escapes whatever is put in, so that the page shows it as it is', () => {
    const printable = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(printable, printable, (content, value) => {
        const { document } = parseHTML(
          `<!doctype html><html><body>${html`<p title="${value}">${content}</p>`.markup}</body></html>`,
        );
        expect(document.body.children).toHaveLength(1);
        expect(document.querySelector('p')!.textContent).toBe(content);
        expect(document.querySelector('p')!.getAttribute('title')).toBe(value);
      }),
    );
  });

  it('takes markup as it is, lists of it one after the other, and null as nothing', () => {
    expect(html`<i>${[html`<b>${1}</b>`, raw('&amp;')]}${null}</i>`.markup).toBe('<i><b>1</b>&amp;</i>');
  });

  it('lets nothing turn the direction of the page', () => {
    expect(escaped('a\u202eb\u0000')).toBe('a\u{fffd}b\u{fffd}');
  });
});

describe('jsonMarkup', () => {
  it('lets no text end the script element', () => {
    const hostile = { name: '</script><script>alert(1)</script><!--' };
    const { markup } = jsonMarkup(JSON.stringify(hostile));
    expect(markup).not.toContain('<');
    expect(JSON.parse(markup)).toEqual(hostile);
  });
});

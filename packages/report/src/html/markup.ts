/** Text that is HTML already. */
export interface Markup {
  readonly markup: string;
}

/** What stands between the pieces of a template: text is escaped, markup and lists of it are not, null is nothing. */
export type Content = string | number | Markup | readonly Markup[] | null;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, inside an element or a quoted attribute; what would steer a terminal or the page's direction is replaced. */
export const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\u{fffd}');

/** Says that the text is HTML already. */
export const raw = (markup: string): Markup => ({ markup });

const rendered = (content: Content): string => {
  if (content === null) return '';
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content));
  return 'markup' in content ? content.markup : content.map(({ markup }) => markup).join('');
};

/** A template of HTML: whatever is put in is escaped unless it is markup. */
export const html = (pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup =>
  raw(pieces.reduce((page, piece, i) => page + rendered(contents[i - 1] ?? null) + piece));

/** JSON that can stand in a script element: nothing in it ends the element. */
export const jsonMarkup = (json: string): Markup => raw(json.replace(/</g, '\\u003c'));

import { digitsText, sizeText } from '../text/number-text.ts';
import { html, type Markup } from './markup.ts';

/** A number of which the size matters, with all its digits in the element's value. */
export const sizeMarkup = (value: number): Markup =>
  html`<data value="${String(value)}">${sizeText(value)}</data>`;

/** A number of which the digits matter, with all of them in the element's value. */
export const digitsMarkup = (value: number): Markup =>
  html`<data value="${String(value)}">${digitsText(value)}</data>`;

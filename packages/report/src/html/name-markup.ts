import { safeName } from '@gradproof/model';
import { html, type Markup } from './markup.ts';

/** A name, isolated: one that is written from right to left turns nothing around it. */
export const nameMarkup = (name: string): Markup => html`<bdi>${safeName(name)}</bdi>`;

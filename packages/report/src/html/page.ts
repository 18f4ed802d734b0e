import { createHash } from 'node:crypto';
import { html, type Markup, raw } from './markup.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Nothing is loaded from anywhere, no script runs but the page's own. */
const POLICY = [
  "default-src 'none'",
  'img-src data:',
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${sha256(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A whole page around its body. */
export const page = (title: string, body: Markup): string => `<!doctype html>
${
  html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="generator" content="Gradproof" />
      <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <link rel="icon" href="data:," />
      <title>${title}</title>
      <style>
        ${raw(STYLE)}
      </style>
    </head>
    <body>
      ${body} ${raw(`<script>${SCRIPT}</script>`)}
    </body>
  </html>`.markup
}
`;

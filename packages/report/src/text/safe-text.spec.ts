import { expect, it } from 'vitest';
import { nameText, safeText } from './safe-text.ts';

const long = (end: string) => `model.vision_tower.vision_model.encoder.layers.11.self_attn.${end}`;

it('tells long names with the same beginning apart, and keeps the index of their entries', () => {
  expect(nameText(long('q_proj.weight'))).toBe(
    'model.vision_tower.visio…r.layers.11.self_attn.q_proj.weight',
  );
  expect(nameText(`${long('k_proj.bias')}[2,3]`)).toMatch(/self_attn\.k_proj\.bias\[2,3\]$/);
  expect(nameText('layer10.weight')).toBe('layer10.weight');
});

it('replaces what steers a terminal', () => {
  for (const text of [safeText, nameText]) expect(text('\u001b[2J\u202eW')).toBe('\u{fffd}[2J\u{fffd}W');
});

it('cuts no character into halves', () => {
  const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
  for (let from = 0; from < 3; from++) {
    const text = 'a'.repeat(from) + '🚀'.repeat(100);
    for (const cut of [safeText(text), nameText(text)]) expect(cut).not.toMatch(halves);
  }
});

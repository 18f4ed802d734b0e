import { describe, expect, it } from 'vitest';
import { InputError, ShapeError } from '../errors.ts';
import { quoted, safeJson, safeMessage, safeName, safeText } from './safe-text.ts';
import { thrownText } from './thrown-text.ts';

/** Escape, C1's CSI, DEL, a NUL, marks of direction, separators. */
const HOSTILE = '\u001b[31m\u009b2J\u007f\u0000\u200f\u202e\u2066\u061c\u2028\r\b';
const HARMFUL = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

describe('text of others', () => {
  it.each([safeText, safeName, quoted, (text: string) => thrownText(new Error(text)), thrownText])(
    'steers no terminal: %#',
    (safe) => {
      const shown = safe(`a${HOSTILE}b`);
      expect(shown).toMatch(/a.*b/);
      expect(shown).not.toMatch(HARMFUL);
    },
  );

  it('keeps every other letter', () => {
    const harmless = 'W₁ dθ/dt שלום 漢字 👩‍🔬 \ue000';
    expect([safeText(harmless), safeName(harmless), safeMessage(harmless)]).toEqual(Array(3).fill(harmless));
  });

  it('loses its end, a name its middle', () => {
    const long = `begin${'x'.repeat(720_000)}end`;
    expect(safeText(long)).toBe(`begin${'x'.repeat(54)}…`);
    expect([...safeName(long)]).toHaveLength(60);
    expect(safeName(long)).toMatch(/^beginx+…x+end$/);
    expect(quoted(long)).toBe(`"begin${'x'.repeat(75)}…"`);
  });

  it('of long names with the same beginning stays apart', () => {
    const long = (end: string) => `model.vision_tower.vision_model.encoder.layers.11.self_attn.${end}`;
    expect(safeName(long('q_proj.weight'))).toBe(
      'model.vision_tower.visio…r.layers.11.self_attn.q_proj.weight',
    );
    expect(safeName(`${long('k_proj.bias')}[2,3]`)).toMatch(/self_attn\.k_proj\.bias\[2,3\]$/);
  });

  it('is cut between characters', () => {
    expect(safeText('👩'.repeat(61))).toBe(`${'👩'.repeat(59)}…`);
    expect(safeText('👩'.repeat(60))).toBe('👩'.repeat(60));
    expect(safeName('👩'.repeat(61))).toBe(`${'👩'.repeat(24)}…${'👩'.repeat(35)}`);
    expect(safeName('👩'.repeat(60))).toBe('👩'.repeat(60));
    const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
    for (let from = 0; from < 3; from++) {
      const text = 'a'.repeat(from) + '👩'.repeat(2000);
      for (const safe of [safeText, safeName, safeMessage, quoted]) expect(safe(text)).not.toMatch(halves);
    }
  });
});

describe('a message', () => {
  it('keeps its lines and tabs, and what it begins and ends with', () => {
    const message = `W1 has ${'x'.repeat(60_000)}.\n\tSave it again.`;
    const shown = safeMessage(message);
    expect(shown).toMatch(/^W1 has x+…x+\.\n\tSave it again\.$/);
    expect(shown.split('\n')[0]).toHaveLength(1000);
    expect(safeMessage(shown)).toBe(shown);
    expect(safeMessage('x'.repeat(1000))).toBe('x'.repeat(1000));
  });

  it('has a hundred lines at the most', () => {
    const shown = safeMessage('line\n'.repeat(5000));
    expect(shown.split('\n')).toHaveLength(101);
    expect(shown).toMatch(/line\n…$/);
    expect(safeMessage('line\n'.repeat(99))).toBe('line\n'.repeat(99));
  });

  it('has 8,000 characters at the most, or as many as it is given', () => {
    const many = `begin\n${'line of a traceback\n'.repeat(98)}`;
    expect(safeMessage(many)).toBe(many);
    const long = `begin${'x'.repeat(990)}\n`.repeat(90);
    expect(safeMessage(long)).toHaveLength(8000);
    expect(safeMessage(long, 500)).toMatch(/^beginx+…x+\n$/);
    expect(safeMessage(long, 500)).toHaveLength(500);
  });

  it.each([(text: string) => new InputError(text), (text: string) => new ShapeError('W1', [1], [2], text)])(
    'of an error of input is safe: %#',
    (errorOf) => {
      const { message } = errorOf(`a${HOSTILE}b\nc${'x'.repeat(60_000)}`);
      expect(message.replace('\n', '')).not.toMatch(HARMFUL);
      expect(message.length).toBeLessThan(1100);
    },
  );
});

describe('JSON', () => {
  it('steers no terminal, and is the same value', () => {
    const value = { [`a${HOSTILE}`]: [`b${HOSTILE}`, 1] };
    expect(safeJson(value)).not.toMatch(HARMFUL);
    expect(JSON.parse(safeJson(value))).toEqual(value);
    expect(safeJson({ a: 1 }, undefined, 1)).toBe('{\n "a": 1\n}');
  });
});

describe('what was thrown', () => {
  const traps = new Proxy(new Error('x'), {
    get: () => {
      throw new Error('trapped');
    },
    getPrototypeOf: () => {
      throw new Error('trapped');
    },
  });
  it.each<[string, unknown, string]>([
    ['an error', new RangeError('no weights'), 'RangeError: no weights'],
    ['an error without a message', new RangeError(), 'RangeError'],
    ['a word', 'word', 'word'],
    ['nothing', undefined, 'undefined'],
    ['what has no text', Object.create(null), 'something that is no error'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a proxy that throws', traps, 'something that is no error'],
    ['an error whose message is none', Object.assign(new Error(), { message: Object.create(null) as string }), 'something that is no error'], // prettier-ignore
  ])('%s', (_what, thrown, text) => {
    expect(thrownText(thrown)).toBe(text);
  });

  it('stands with its place', () => {
    expect(thrownText(new RangeError('no weights'), ' (at a.ts:1:2)')).toBe(
      'RangeError (at a.ts:1:2): no weights',
    );
  });
});

import { InputError } from '@gradproof/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSigner, SignatureError } from './signer.ts';

const KEY = '0123456789abcdef';
const signer = createSigner(KEY);
const JOB = { kind: 'shard', range: [0, 10], problem: 'abc' };

describe('a signer with a key', () => {
  it('gives back what it signed, whatever it holds, without the signature', () => {
    const value = fc.dictionary(
      fc.string().filter((key) => key !== 'signature' && key !== '__proto__'),
      fc.jsonValue(),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(value, (object) => {
        const signed = signer.sign('job', object);
        expect(signed.signature).toMatch(/^[0-9a-f]{64}$/);
        expect(signer.verify('job', signed)).toEqual(object);
        expect(signer.verify('job', JSON.parse(JSON.stringify(signed)) as object)).toEqual(
          JSON.parse(JSON.stringify(object)),
        );
      }),
    );
  });

  it('signs the same whatever the order of the keys', () => {
    const turned = { problem: 'abc', range: [0, 10], kind: 'shard' };
    expect(signer.sign('job', turned).signature).toBe(signer.sign('job', JOB).signature);
  });

  const signed = signer.sign('job', JOB);
  it.each<[string, object]>([
    ['isn’t signed', JOB],
    ['has an empty signature', { ...JOB, signature: '' }],
    ['has a signature that is no text', { ...JOB, signature: 5 }],
    ['has half a signature', { ...signed, signature: signed.signature!.slice(32) }],
    ['has another signature', { ...signed, signature: 'a'.repeat(64) }],
    ['has another range', { ...signed, range: [0, 11] }],
    ['has another key', { ...signed, extra: null }],
    ['lacks a key', { kind: 'shard', range: [0, 10], signature: signed.signature }],
    ['was signed with another key', createSigner(`${KEY}0`).sign('job', JOB)],
    ['was signed as a result', signer.sign('result', JOB)],
  ])('refuses what %s', (_, value) => {
    expect(() => signer.verify('job', value)).toThrow(SignatureError);
    expect(() => signer.verify('job', value)).not.toThrow(new RegExp(KEY));
  });

  it('refuses what has no canonical JSON, whatever its signature', () => {
    expect(() => signer.verify('job', { name: '\ud83d', signature: 'a'.repeat(64) })).toThrow(SignatureError);
  });

  it('signs as versions before did', () => {
    expect(signed.signature).toBe('4ae58b71c61ce286be25012f2134c076ef11f1dde1b66694eeecb10a9c937bcf');
  });

  it('is not fooled by a list that reads like its text', () => {
    const { signature } = signer.sign('job', { range: [1, 2] });
    expect(() => signer.verify('job', { range: '[1,2]', signature })).toThrow(SignatureError);
    expect(() => signer.verify('job', { range: { 0: 1, 1: 2 }, signature })).toThrow(SignatureError);
  });
});

it('a signer without a key signs nothing, and takes a signature away unread', () => {
  for (const none of [createSigner(undefined), createSigner('')]) {
    expect(none.isSigning).toBe(false);
    expect(none.sign('job', JOB)).toEqual(JOB);
    expect(none.verify('job', signer.sign('job', JOB))).toEqual(JOB);
    expect(none.verify('job', JOB)).toEqual(JOB);
  }
});

it('a key that is too short is refused, and not repeated', () => {
  expect(() => createSigner('hunter2')).toThrow(InputError);
  expect(() => createSigner('hunter2')).toThrow(
    /^GRADPROOF_SIGNING_KEY has 7 characters; it needs at least 16\. /,
  );
});

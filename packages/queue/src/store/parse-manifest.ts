import type { z } from 'zod';
import { canonicalJson, type Json } from '../signing/canonical-json.ts';
import { CHUNK_BYTES } from './chunk-store.ts';
import { issuesText } from './issues-text.ts';
import { sha256 } from './sha256.ts';
import { StoreError } from './store-error.ts';

/** The error for a manifest that isn't accepted, with the reason. */
export const refused = (message: string): StoreError =>
  new StoreError('refused', `The problem's manifest is refused: ${message}`);

/** A manifest as a chunk. Throws StoreError `refused` when it is longer than one. */
export const chunkOfManifest = (manifest: Json): { readonly hash: string; readonly bytes: Uint8Array } => {
  const bytes = Buffer.from(canonicalJson(manifest), 'utf8');
  if (bytes.length > CHUNK_BYTES) {
    const what = `The problem's manifest has ${bytes.length} bytes, more than a chunk's ${CHUNK_BYTES}`;
    throw new StoreError('refused', `${what}: it has too many layers or parameters for the store.`);
  }
  return { hash: sha256(bytes), bytes };
};

/** The manifest of this schema that the (untrusted) bytes hold. Throws StoreError `refused`. */
export const parseManifest = <Manifest extends Json>(
  bytes: Uint8Array,
  schema: z.ZodType<Manifest>,
): Manifest => {
  let json: unknown;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    json = JSON.parse(text);
  } catch {
    throw refused('it is not JSON.');
  }
  const { success, data, error } = schema.safeParse(json);
  if (!success) throw refused(issuesText(error));
  if (canonicalJson(data) !== text) throw refused('it is not written canonically.');
  return data;
};

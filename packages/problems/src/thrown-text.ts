import { shown } from './shown.ts';

/** What users' code threw, as a text: it may be anything, even what no text can be made of. */
export const thrownText = (thrown: unknown): string => {
  try {
    return shown(String(thrown));
  } catch {
    return 'something that is no error';
  }
};

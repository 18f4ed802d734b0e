/** A thread of the platform, Node's or a browser's: it answers each message with one. */
export interface Thread {
  readonly post: (message: unknown) => void;
  /** Whether the process waits for it. */
  readonly hold: (held: boolean) => void;
  /** Ends it at once. */
  readonly end: () => void;
}

/** What a thread tells. */
export interface ThreadListener {
  readonly answer: (message: unknown) => void;
  /** It ended by itself, or could not start. */
  readonly failure: (error: Error) => void;
}

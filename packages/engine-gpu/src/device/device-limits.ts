/** What a device allows for. */
export interface DeviceLimits {
  /** Bytes that one matrix may take. */
  readonly matrixBytes: number;
  /** Pairs of a unit and an example that a launch may have. */
  readonly columns: number;
  /** Floating-point operations of a launch: so long that launching costs little, so short that an abort takes effect soon and no watchdog steps in. */
  readonly launchOperations: number;
}

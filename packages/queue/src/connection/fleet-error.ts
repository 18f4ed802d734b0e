/** The fleet failed, not the check: Redis is out of reach, or state is lost. The command line prints the message and exits with status 4. */
export class FleetError extends Error {
  override readonly name = 'FleetError';
}

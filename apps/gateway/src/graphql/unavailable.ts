/** The scheduling service cannot be reached just now, or has too much to do; asking again later is right. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";

  constructor(
    /** Whether the call was under way when it failed, so that it may have been done. */
    readonly mayBeDone: boolean,
    cause: unknown,
  ) {
    super("The scheduling service cannot be reached, or has too much to do.", { cause });
  }
}

/** The scheduling service is temporarily unreachable or overloaded. A retry makes sense. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";

  constructor(
    /** Whether the call was running when it failed, so that it may have been done. */
    readonly mayBeDone: boolean,
    cause: unknown,
  ) {
    super("The scheduling service is unreachable or overloaded.", { cause });
  }
}

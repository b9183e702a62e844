/** What a subscription delivers for an event: its number in the firm's log and the objects as they are now. */
export abstract class Change {
  seq!: number;
}

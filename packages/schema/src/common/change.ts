/** What a subscription tells of an event: its number in the firm's log, and the objects as they are since then. */
export abstract class Change {
  seq!: number;
}

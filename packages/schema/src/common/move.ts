/** A step of a record's life. A table has every step, by what then has happened to the record, which is its event's name, too. */
export interface Move<Status extends string> {
  /** The statuses in which it can be taken. In every other it is refused, or does not happen. */
  readonly from: readonly Status[];
  readonly to: Status;
}

/** Every step of one kind of record. */
export type Moves<Status extends string> = Readonly<Record<string, Move<Status>>>;

/** What somebody answers who is asked together with somebody else. */
type Answer = "ACCEPTED" | "DECLINED";

/** The step that an answer is, after what the other side has answered so far. One side that declines is enough. */
export function moveAfter(answer: Answer, other: Answer | null): "agreed" | "accepted" | "declined" {
  if (answer === "DECLINED") return "declined";
  return other === "ACCEPTED" ? "accepted" : "agreed";
}

import { isDeepStrictEqual } from "node:util";
import type { Shown } from "@coachwork/schema";
import type { SessionFacts, SessionPerson } from "./session-facts.js";

/** What somebody's e-mail shows of a session. Coaches also read who comes. */
export function shownTo(part: SessionPerson["part"], { session, title, people }: SessionFacts): Shown {
  const idsOf = (side: SessionPerson["part"]) => people.filter((person) => person.part === side).map(({ id }) => id);
  return {
    title,
    kind: session.kind,
    ...(session.place !== null && { place: session.place }),
    coaches: idsOf("COACH"),
    ...(part === "COACH" && { participants: idsOf("PARTICIPANT") }),
  };
}

/**
 * Whether two e-mails show the same besides the time. It compares whatever they show, so nothing that is shown some day
 * can be forgotten here. Where it is not known what was shown, it counts as the same.
 */
export function showsSame(one: Shown | null, other: Shown | null): boolean {
  if (one === null || other === null) return true;
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Shown>;
  return [...fields].every((field) => isDeepStrictEqual(one[field], other[field]));
}

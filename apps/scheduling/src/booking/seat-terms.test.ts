import { expect, test } from "@jest/globals";
import { decideByOf } from "./seat-terms.js";

const instant = (text: string) => new Date(`2027-03-${text}:00Z`);
const session = { startsAt: instant("10T10:00"), decideBy: instant("08T10:00"), minimumMetAt: null };
const tuesday = instant("07T12:00").getTime();

test.each([
  ["later, as long before the start as it was", session, "12T11:00", instant("10T11:00")],
  ["earlier, likewise", session, "09T13:00", instant("07T13:00")],
  ["so early that it would be over, when it was before", session, "09T10:00", instant("08T10:00")],
  ["so early that it was after the new start, at once", session, "08T09:00", instant("06T09:00")],
  [
    "as long before as it was where it is decided already",
    { ...session, minimumMetAt: instant("06T10:00") },
    "08T12:00",
    instant("06T12:00"),
  ],
  ["never, where nothing is to be decided", { ...session, decideBy: null }, "12T11:00", null],
])("About a session that is moved it is decided, %s", (_, formerly, startsAt, decideBy) => {
  expect(decideByOf(formerly, instant(startsAt), tuesday)).toEqual(decideBy);
});

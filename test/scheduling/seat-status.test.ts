import { expect, test } from "@jest/globals";
import { holdsSeat, isSeatCounted, seatMayBecome, SeatStatus } from "@coachwork/schema";

const all = Object.values(SeatStatus);

test("somebody waits, is offered a seat, takes it and leaves it; who has none can ask again", () => {
  const moves = all.flatMap((from) => all.filter((to) => seatMayBecome(from, to)).map((to) => `${from} -> ${to}`));
  expect(moves.sort()).toEqual(
    [
      "WAITING -> OFFERED",
      "WAITING -> LEFT",
      "OFFERED -> TAKEN",
      "OFFERED -> DECLINED",
      "OFFERED -> EXPIRED",
      "OFFERED -> LEFT",
      "TAKEN -> LEFT",
      ...["DECLINED", "EXPIRED", "LEFT"].flatMap((gone) => [`${gone} -> TAKEN`, `${gone} -> WAITING`]),
    ].sort(),
  );
});

test("a seat that is offered or taken is nobody else's; a place in line is held, too", () => {
  expect(all.filter(isSeatCounted)).toEqual(["OFFERED", "TAKEN"]);
  expect(all.filter(holdsSeat)).toEqual(["WAITING", "OFFERED", "TAKEN"]);
});

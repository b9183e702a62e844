import { expect, test } from "@jest/globals";
import { apiId, at, day, until } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";
import { alone, formIn, linksIn, open, playOn, row } from "./letter-links-world.ts";
import { book, change, database, group, lettersTo, people, signedIn } from "./letters-world.ts";

const stage = await sharedStage();
playOn(stage);

test("A member of a group excuses themselves alone, and their coach cancels for all", async () => {
  const id = await book(at(5, 10));
  const [invited] = await lettersTo(people.ines, 1);
  const [toCoach] = await lettersTo(people.coach, 1);
  const links = linksIn(invited!);
  expect(Object.keys(links)).toEqual(["see", "cancel"]);
  expect(invited!.text).toContain("Say that you cannot come: ");
  const page = await open(links.cancel!);
  expect(page.html).toContain("The others meet without you.");
  expect(page.html).not.toContain("free of charge");
  const form = formIn(page);
  for (let times = 0; times < 2; times += 1)
    expect((await open(links.cancel!, form)).html).toContain("You are excused from “Risk committee”.");
  expect((await row(id)).status).toBe("CONFIRMED");
  expect((await open(links.see!)).status).toBe(404);
  const { cancel } = linksIn(toCoach!);
  const toCancel = await open(cancel!);
  expect(toCancel.html).toContain("Cancelling is free of charge.");
  await open(cancel!, formIn(toCancel));
  expect(await row(id)).toMatchObject({ status: "CANCELLED", cancelledBy: "COACH" });
});

test("A seat that is offered is accepted or declined with a link", async () => {
  const id = await book(at(5, 10), { seats: { capacity: 1 }, engagementId: apiId("engagement", group) });
  const [ines, jonah] = [await signedIn(people.ines), await signedIn(people.jonah)];
  const seatOf = async (by: typeof ines) =>
    (await change("takeSeat", { sessionId: id }, { by, answer: "seat { id }" })).seat.id as string;
  const seats = [await seatOf(ines), await seatOf(jonah)];
  const status = async (index: number) => {
    const text = "select status from seat where id = $1::uuid";
    return (await database.admin.query(text, [seats[index]!.replace("seat_", "")])).rows[0].status as string;
  };
  const [invited] = await lettersTo(people.ines, 1);
  expect(invited!.text).toContain("Give up your seat: ");
  const { cancel } = linksIn(invited!);
  const leaving = formIn(await open(cancel!));
  for (let times = 0; times < 2; times += 1)
    expect((await open(cancel!, leaving)).html).toContain("You have given up your seat in “Risk committee”.");

  const [offered] = await lettersTo(people.jonah, 1);
  expect(offered!.replyTo).toContain("amara@");
  const { accept, decline } = linksIn(offered!);
  const page = await open(accept!);
  expect(page.html).toContain("A seat is free in “Risk committee”.");
  expect([(await open(decline!)).status, await status(1)]).toEqual([200, "OFFERED"]);
  const form = formIn(page);
  for (let times = 0; times < 2; times += 1)
    expect((await open(accept!, form)).html).toContain("You have a seat in “Risk committee”.");
  expect(await status(1)).toBe("TAKEN");
  expect((await open(decline!)).status).toBe(404);
});

test("A letter about a series leads to its sessions, each with links of its own", async () => {
  const engagementId = apiId("engagement", await alone());
  const when = { firstStart: `${day(3)}T10:00`, durationMinutes: 60, rule: "FREQ=WEEKLY;COUNT=3", timeZone: "UTC" };
  const { series } = await change(
    "bookSeries",
    { engagementId, coachIds: [apiId("person", people.coach)], ...when },
    { answer: "series { id sessions(first: 9) { nodes { id startsAt } } }" },
  );
  const [invited] = await lettersTo(people.ines, 1);
  const links = linksIn(invited!);
  expect(Object.keys(links)).toEqual(["series"]);
  const page = await open(links.series!);
  const cancels = [...page.html.matchAll(/href="[^"]*(\/sessions\/cancel\/[^"]+)"/g)];
  expect(cancels).toHaveLength(3);
  const second = `${stage.platform.url}${cancels[1]![1]}`;
  await open(second, formIn(await open(second)));
  const statuses = async () =>
    Promise.all(series.sessions.nodes.map(async ({ id }: { id: string }) => (await row(id)).status));
  expect((await statuses()).sort()).toEqual(["CANCELLED", "CONFIRMED", "CONFIRMED"]);
  await change("cancelSeries", { id: series.id });
  await until("the page to end", async () => (await open(links.series!)).status === 404);
});

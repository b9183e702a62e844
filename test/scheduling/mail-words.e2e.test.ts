import { expect, test } from "@jest/globals";
import { at } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";
import {
  allTold,
  book,
  bookToRemindOf,
  change,
  database,
  lettersTo,
  people,
  playOn,
  signedIn,
} from "./letters-world.ts";

const stage = await sharedStage();
playOn(stage);

test("A letter is HTML beside its text, says what it costs not to come, and answers go to the other side", async () => {
  const name = "Mallory <img src=x onerror=alert(1)>";
  await database.admin.query("update person set name = $2 where id = $1", [people.coach, name]);
  const id = await book(at(5, 22));
  await lettersTo(people.ines, 1);
  await allTold();
  const [invited] = await lettersTo(people.ines, 1);
  expect(invited!.text).toMatch(/^Mallory <img .*> · .*, 22:00–23:00 \(London, UTC\+0\)\n/);
  // Leaving a group alone never costs anything.
  expect(invited!.text).not.toContain("free of charge");
  expect(invited!.text).toContain(
    "If you cannot come, use the link below. Declining the invitation in your calendar does not cancel the session.",
  );
  expect(invited!.html).toContain("<h1");
  expect(invited!.html).toMatch(/<a href="http[^"]*\/account">Sign in<\/a>/);
  expect(invited!.replyTo).toContain("amara@");
  const [toCoach] = await lettersTo(people.coach, 1);
  expect(toCoach!.replyTo).toBe("");
  await change("cancelSession", { id, cancelledBy: "COACH" });
  const [, cancelled] = await lettersTo(people.ines, 2);
  expect(cancelled!.text).toContain("Your session “Risk committee” has been cancelled by your coach.");
  for (const { html } of [invited!, cancelled!]) expect(html).not.toContain("<img");
});

test("Reminders end with one POST to the address in them, which a GET does not change; they can be switched on again", async () => {
  await change("setReminders", { minutesBefore: [5] });
  await bookToRemindOf();
  const [, reminder] = await lettersTo(people.ines, 2);
  expect(reminder!.text).toMatch(/Your session “Risk committee” starts (today|tomorrow) at /);
  const { pathname } = new URL(reminder!.unsubscribe!);
  const address = `${stage.platform.url}${pathname}`;
  const ines = await signedIn(people.ines);
  const gets = async () => (await ines.ask("{ me { getsReminders } }")).me.getsReminders;

  const page = await fetch(address);
  expect([page.status, await gets()]).toEqual([200, true]);
  const wrong = await fetch(`${address.slice(0, -3)}abc`, { method: "POST" });
  expect([wrong.status, await gets()]).toEqual([200, true]);
  const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
  expect((await fetch(address, { method: "POST", body })).status).toBe(200);
  expect(await gets()).toBe(false);

  await change("updateMe", { getsReminders: true }, { by: ines });
  expect(await gets()).toBe(true);
});

test("Who wants no reminders gets none, and the others do", async () => {
  await change("updateMe", { getsReminders: false }, { by: await signedIn(people.ines) });
  await change("setReminders", { minutesBefore: [5] });
  await bookToRemindOf();
  await lettersTo(people.jonah, 2);
  await allTold();
  expect(await lettersTo(people.ines, 1)).toHaveLength(1);
});

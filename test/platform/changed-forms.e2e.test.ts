import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let coachId: string;
let personId: string;
let owner: TestClient;
let coach: TestClient;

beforeEach(async () => {
  const firm = await FirmFactory.create(database.admin);
  const person = await firm.person(["COACH"]);
  coachId = apiId("person", person);
  personId = apiId("person", await firm.person(["CLIENT"]));
  [owner, coach] = [await signedIn(firm, await firm.person(["OWNER"])), await signedIn(firm, person)];
});

async function done(by: TestClient, name: string, input: object, answer: string): Promise<AnyData> {
  const payload = await mutate(by, name, input, { answer });
  expect(payload.userErrors).toEqual([]);
  return payload;
}

describe("A form that was opened before somebody else's change is refused", () => {
  test("for a person, also if only the roles changed", async () => {
    const id = personId;
    const answer = "person { version }";
    const { person } = await done(owner, "updatePerson", { id, name: "First" }, answer);
    const second = await done(owner, "updatePerson", { id, roles: ["SPONSOR"], version: person.version }, answer);
    expect(second.person.version).toBe(person.version + 1);
    const late = await mutate(owner, "updatePerson", { id, name: "Late", version: person.version }, { answer });
    expect(late).toEqual({ person: null, userErrors: [refusal("CONFLICT", "version")] });
  });

  test("for a cancellation policy", async () => {
    const answer = "cancellationPolicy { version noticeMinutes }";
    const set = (input: object) => mutate(owner, "setCancellationPolicy", input, { answer });
    const conflict = { cancellationPolicy: null, userErrors: [refusal("CONFLICT", "version")] };
    expect(await set({ noticeMinutes: 60, version: 1 })).toEqual(conflict);
    expect((await set({ noticeMinutes: 60 })).cancellationPolicy).toEqual({ version: 1, noticeMinutes: 60 });
    expect((await set({ noticeMinutes: 90, version: 1 })).cancellationPolicy.version).toBe(2);
    expect(await set({ noticeMinutes: 30, version: 1 })).toEqual(conflict);
  });

  test("for a coach's weekly hours", async () => {
    const answer = "availability { version updatedAt }";
    const windows = [{ weekday: 1, startMinute: 540, endMinute: 600 }];
    const hours = { coachId, timeZone: "UTC", windows };
    const set = (input: object) => mutate(coach, "setAvailability", { ...hours, ...input }, { answer });
    const conflict = { availability: null, userErrors: [refusal("CONFLICT", "version")] };
    expect(await set({ version: 1 })).toEqual(conflict);
    const { availability } = await set({});
    const next = await set({ version: availability.version });
    expect(next.availability.version).toBe(availability.version + 1);
    expect(await set({ version: availability.version })).toEqual(conflict);
    // A date of its own hours is another form, and a change all the same.
    const override = { coachId: hours.coachId, date: at(9, 9).toISOString().slice(0, 10), windows: [] };
    const changed = await done(coach, "setAvailabilityOverride", override, answer);
    expect(changed.availability.version).toBe(next.availability.version);
    expect(Date.parse(changed.availability.updatedAt)).toBeGreaterThan(Date.parse(next.availability.updatedAt));
  });
});

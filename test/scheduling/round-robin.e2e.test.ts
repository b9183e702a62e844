import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, type TestClient } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let client: TestClient;
let coaches: string[];

const person = (id: string) => apiId("person", id);
const bookText = `mutation($input: BookSessionInput!) {
  bookSession(input: $input) { session { id coaches { coach { id } } } userErrors { code field message } } }`;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  client = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  coaches = [];
  for (let made = 0; made < 5; made += 1) {
    const coach = await firm.person(["COACH"]);
    await firm.availability(coach);
    coaches.push(coach);
  }
});

const engagementWith = async (of: readonly string[]) =>
  apiId("engagement", await firm.engagement({ coaches: of }, { allocation_amount: 1_000 }));

interface Booking {
  readonly engagementId: string;
  readonly startsAt: Date;
}

async function book({ startsAt, ...input }: Booking & object): Promise<AnyData> {
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  const { data, errors } = await client.send(bookText, { input: { ...input, startsAt, endsAt } });
  expect(errors).toBeUndefined();
  return data.bookSession;
}
const bookedWith = ({ session }: AnyData): number[] | undefined =>
  session?.coaches.map(({ coach }: AnyData) => coaches.map(person).indexOf(coach.id)).sort();
const codesOf = ({ userErrors }: AnyData): string[] => userErrors.map(({ code }: { code: string }) => code);

/** What two sessions have of one coach's time in common, as the database has it. */
async function overlaps(): Promise<number> {
  const { rows } = await database.admin.query(
    `select 1 from session_coach a join session_coach b on b.firm_id = a.firm_id and b.coach_id = a.coach_id
       and b.session_id > a.session_id and b.blocked && a.blocked
     where a.firm_id = $1 and a.blocks and b.blocks`,
    [firm.firmId],
  );
  return rows.length;
}

describe("A session is staffed", () => {
  test("by whose turn it is, one after the other", async () => {
    const engagementId = await engagementWith(coaches);
    const taken: number[] = [];
    for (let turn = 0; turn < 5; turn += 1)
      taken.push(
        ...bookedWith(await book({ engagementId, startsAt: at(3, 8 + turn), ...{ staffing: "ROUND_ROBIN" } }))!,
      );
    expect([...taken].sort()).toEqual([0, 1, 2, 3, 4]);
    const [sixth] = bookedWith(await book({ engagementId, startsAt: at(4, 8), ...{ staffing: "ROUND_ROBIN" } }))!;
    expect(sixth).toBe(taken[0]);
  });

  test("by turns with a newcomer too, who does not have all the next sessions", async () => {
    const engagementId = await engagementWith(coaches.slice(0, 3));
    for (let week = 0; week < 4; week += 1)
      for (const coach of coaches.slice(0, 2))
        await book({ engagementId, startsAt: at(5 + week, 8), ...{ coachIds: [person(coach)] } });
    const taken: number[] = [];
    for (let turn = 0; turn < 6; turn += 1)
      taken.push(
        ...bookedWith(await book({ engagementId, startsAt: at(3, 8 + turn), ...{ staffing: "ROUND_ROBIN" } }))!,
      );
    expect(taken.slice(0, 3).sort()).toEqual([0, 1, 2]);
    expect(taken.slice(3).sort()).toEqual([0, 1, 2]);
  });

  test("by the next in line where who would be next is not free, or has no time off to give", async () => {
    const engagementId = await engagementWith(coaches.slice(0, 3));
    const other = await engagementWith(coaches);
    await book({ engagementId: other, startsAt: at(3, 8), ...{ coachIds: coaches.slice(2).map(person) } });
    await firm.row("time_off", { coach_id: coaches[0], starts_at: at(3, 0), ends_at: at(4, 0) });
    const staffing = { staffing: "ROUND_ROBIN" };
    expect(bookedWith(await book({ engagementId, startsAt: at(3, 8), ...staffing }))).toEqual([1]);
    expect(codesOf(await book({ engagementId, startsAt: at(3, 8), ...staffing }))).toEqual(["SLOT_TAKEN"]);
  });

  test("by any in the order asked for, by so many, or by the one there is", async () => {
    const engagementId = await engagementWith(coaches);
    const coachIds = [coaches[3]!, coaches[1]!].map(person);
    expect(bookedWith(await book({ engagementId, startsAt: at(3, 8), ...{ staffing: "ANY", coachIds } }))).toEqual([3]);
    expect(bookedWith(await book({ engagementId, startsAt: at(3, 8), ...{ staffing: "ANY", coachIds } }))).toEqual([1]);
    const two = bookedWith(await book({ engagementId, startsAt: at(3, 8), ...{ staffing: "N_OF", least: 2 } }));
    expect(two).toHaveLength(2);
    expect(two!.filter((coach) => coach === 1 || coach === 3)).toEqual([]);
    expect(codesOf(await book({ engagementId, startsAt: at(3, 8), ...{ staffing: "N_OF", least: 2 } }))).toEqual([
      "SLOT_TAKEN",
    ]);
    expect(bookedWith(await book({ engagementId, startsAt: at(5, 8) }))).toEqual([0, 1, 2, 3, 4]);
    const one = { staffing: "ONE", coachIds: [person(coaches[2]!)] };
    expect(bookedWith(await book({ engagementId, startsAt: at(6, 8), ...one }))).toEqual([2]);
  });

  test.each([
    ["ONE of several", { staffing: "ONE" }, "INVALID", "staffing"],
    ["so many without a number", { staffing: "N_OF" }, "INVALID", "least"],
    ["more than there are", { staffing: "N_OF", least: 6 }, "NO_COACH", "least"],
    ["a number for something else", { staffing: "ANY", least: 2 }, "INVALID", "least"],
  ])("and not by %s", async (_, staffing, code, field) => {
    const { userErrors } = await book({ engagementId: await engagementWith(coaches), startsAt: at(3, 8), ...staffing });
    expect(userErrors).toMatchObject([{ code, field: ["input", field] }]);
  });

  test("by the same coaches when it is moved, unless others are asked for", async () => {
    const engagementId = await engagementWith(coaches);
    const booked = await book({ engagementId, startsAt: at(3, 8), ...{ coachIds: coaches.slice(0, 2).map(person) } });
    const move = async (input: object) => {
      const text = bookText.replaceAll("bookSession", "rescheduleSession").replace("BookSession", "RescheduleSession");
      return (await client.ask(text, { input: { id: booked.session.id, ...input } })).rescheduleSession;
    };
    expect(bookedWith(await move({ startsAt: at(3, 9) }))).toEqual([0, 1]);
    const others = { coachIds: [coaches[1]!, coaches[4]!].map(person) };
    expect(bookedWith(await move({ startsAt: at(3, 9), ...others }))).toEqual([1, 4]);
    // Who left the session has the time back; who came to it has it no more.
    const again = (coach: string) =>
      book({ engagementId, startsAt: at(3, 9), ...{ coachIds: [person(coach)] } }).then(codesOf);
    expect([await again(coaches[0]!), await again(coaches[4]!)]).toEqual([[], ["SLOT_TAKEN"]]);
    expect(codesOf(await move({ startsAt: at(3, 9), coachIds: [person(await firm.person(["COACH"]))] }))).toEqual([
      "NO_COACH",
    ]);
    expect(codesOf(await move({ startsAt: at(3, 9), coachIds: [person(coaches[0]!)] }))).toEqual(["SLOT_TAKEN"]);
  });
});

describe("Fifty clients at once", () => {
  /** Books as many at once, from an engagement of each client's own; gives how many were booked. */
  async function storm(of: readonly string[], input: object, clients = 50): Promise<AnyData[]> {
    const engagements = await Promise.all(Array.from({ length: 10 }, () => engagementWith(of)));
    const answers = await Promise.all(
      Array.from({ length: clients }, (_, index) =>
        book({ engagementId: engagements[index % 10]!, startsAt: at(3, 10), ...input }),
      ),
    );
    expect(new Set(answers.flatMap(codesOf))).toEqual(new Set(["SLOT_TAKEN"]));
    expect(await overlaps()).toBe(0);
    return answers.filter(({ session }) => session);
  }

  test("book one coach's hour once", async () => {
    expect(await storm(coaches.slice(0, 1), {})).toHaveLength(1);
  });

  test("book a team of three once", async () => {
    expect(await storm(coaches.slice(0, 3), { staffing: "ALL" })).toHaveLength(1);
  });

  test("book two of three once, and two of five twice", async () => {
    expect(await storm(coaches.slice(0, 3), { staffing: "N_OF", least: 2 })).toHaveLength(1);
    const two = await storm(coaches, { staffing: "N_OF", least: 2, startsAt: at(4, 10) });
    expect(new Set(two.flatMap((answer) => bookedWith(answer)!)).size).toBe(4);
  });

  test("book each of five coaches once by turns", async () => {
    const five = await storm(coaches, { staffing: "ROUND_ROBIN" });
    expect(five.flatMap((answer) => bookedWith(answer)!).sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test("of all kinds leave no room and no error", async () => {
    const kinds = [
      {},
      { staffing: "ROUND_ROBIN" },
      { staffing: "N_OF", least: 2 },
      { staffing: "N_OF", least: 3 },
      { staffing: "ANY" },
    ];
    const engagements = await Promise.all(Array.from({ length: 10 }, () => engagementWith(coaches)));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const startsAt = new Date(at(5, 10).getTime() + (index % 4) * 1_800_000);
        return book({ engagementId: engagements[index % 10]!, startsAt, ...kinds[index % 5] });
      }),
    );
    expect(answers.flatMap(codesOf).filter((code) => code !== "SLOT_TAKEN")).toEqual([]);
    expect(await overlaps()).toBe(0);
    // Whoever is refused one coach now is refused rightly: nobody of the five is free at any of the four times.
    for (let half = 0; half < 4; half += 1) {
      const startsAt = new Date(at(5, 10).getTime() + half * 1_800_000);
      expect(codesOf(await book({ engagementId: engagements[0]!, startsAt, ...{ staffing: "ANY" } }))).toEqual([
        "SLOT_TAKEN",
      ]);
    }
  });
});

import { beforeEach, expect, test } from "@jest/globals";
import { apiId, at, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { pidOf, waitingFor } from "../support/locks.ts";
import { sharedStage } from "../support/stage.ts";
import { saying } from "./saying.ts";

let firm: FirmFactory;
let owner: TestClient;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

interface Answer {
  readonly person: { readonly name: string; readonly email: string | null; readonly status: string } | null;
  readonly kept: readonly { readonly kind: string; readonly count: number; readonly reason: string }[];
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

async function erase(by: TestClient, person: string): Promise<Answer> {
  const { erasePerson } = await by.ask(
    `mutation($personId: ID!) { erasePerson(input: { personId: $personId }) {
      person { name email status } kept { kind count reason } userErrors { code message } } }`,
    { personId: apiId("person", person) },
  );
  return erasePerson as Answer;
}

const codes = async (by: TestClient, person: string) => (await erase(by, person)).userErrors.map(({ code }) => code);

async function deactivate(person: string, by = owner): Promise<void> {
  const { deactivatePerson } = await by.ask(
    "mutation($personId: ID!) { deactivatePerson(input: { personId: $personId }) { userErrors { code } } }",
    { personId: apiId("person", person) },
  );
  expect(deactivatePerson.userErrors).toEqual([]);
}

async function rows(text: string, values: readonly unknown[] = [firm.firmId]): Promise<object[]> {
  return (await database.admin.query<object>(text, [...values])).rows;
}

let count = 0;
/** Somebody with a name, an address and an id that nobody else has. */
function somebody() {
  count += 1;
  const word = `quibble${Date.now().toString(36)}${count}`;
  return { word, name: `Ada ${word}`, email: `${word}@people.example`, external_id: `staff-${word}` };
}

test("a coach who did everything is erased: sockets, sign-in, letters, calendars and jobs know nothing of them", async () => {
  const { word, ...told } = somebody();
  const coach = await firm.person(["COACH"], told);
  const client = await firm.person(["CLIENT"]);
  await firm.availability(coach, { meeting_room: `https://meet.example/${word}` });
  const engagement = await firm.engagement(
    { coaches: [coach], participants: [client] },
    { title: `With ${told.name}` },
  );
  const past = await firm.session(engagement, { coaches: [coach], participants: [client], startsAt: at(-2, 9) });
  const leaver = await signedIn(firm, coach);
  const input = { engagementId: apiId("engagement", engagement), startsAt: at(2, 9), endsAt: at(2, 10) };
  const done = await leaver.ask(
    `mutation($input: BookSessionInput!, $coach: ID!, $engagement: ID!) {
      bookSession(input: $input) { session { id } userErrors { code } }
      addTimeOff(input: { coachId: $coach, startsAt: "2031-01-01T00:00:00Z", endsAt: "2031-01-02T00:00:00Z", reason: "${word}" }) { userErrors { code } }
      importBusyCalendar(input: { coachId: $coach, name: "${word}", ics: "BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\nPRODID:${word}\\r\\nEND:VCALENDAR\\r\\n" }) { userErrors { code } }
      createCalendarFeed(input: {}) { userErrors { code } }
      private: createNote(input: { engagementId: $engagement, visibility: PRIVATE, text: "for me" }) { userErrors { code } }
      shared: createNote(input: { engagementId: $engagement, visibility: SHARED, text: "Greetings, ${told.name}" }) { note { id } userErrors { code } }
    }`,
    { input, coach: apiId("person", coach), engagement: apiId("engagement", engagement) },
  );
  for (const { userErrors } of Object.values<{ userErrors: object[] }>(done)) expect(userErrors).toEqual([]);
  await owner.ask(
    `mutation { createPerson(input: { name: "Twin", email: "${told.email.toUpperCase()}", roles: [CLIENT], timeZone: "UTC", idempotencyKey: "for ${told.email}" }) { userErrors { code message } } }`,
  );
  await database.admin.query(
    `insert into identity.letter (id, kind, address, name, locale, "createdAt", "expiresAt", "postedAt")
     values (gen_random_uuid(), 'PASSWORD_RESET', $1, $2, 'en', now(), now(), now())`,
    [told.email, told.name],
  );
  await allDone(database, firm.firmId);
  await database.admin.query(
    `update graphile_worker._private_jobs set last_error = $2 where payload->>'firmId' = $1::text`,
    [firm.firmId, `450 <${told.email}> try later`],
  );
  const following = leaver.follow("subscription($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { seq } }", {
    coach: apiId("person", coach),
  });
  await following.until(1);

  expect(await codes(owner, coach)).toEqual(["NOT_DEACTIVATED"]);
  await deactivate(coach);
  const logged = await rows("select seq, type from event where firm_id = $1 order by seq");
  const erased = await erase(owner, coach);
  expect(erased).toMatchObject({ userErrors: [], person: { name: "Erased person", email: null, status: "ERASED" } });
  expect(Object.fromEntries(erased.kept.map(({ kind, count: kept }) => [kind, kept]))).toMatchObject({
    ENGAGEMENTS: 1,
    NOTES: 1,
  });
  for (const { reason } of erased.kept) expect(reason).toMatch(/^[A-Z].*\.$/);
  expect(await following.untilEnded(5_000)).toBeTruthy();
  expect((await leaver.send("{ me { id } }")).errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  await allDone(database, firm.firmId);
  expect(await saying(database, word)).toEqual([]);

  // What they did stays, and so does the log.
  const whoCoached = { node: { coaches: [{ coach: { name: "Erased person", email: null } }] } };
  const seen = "query($id: ID!) { node(id: $id) { ... on Session { coaches { coach { name email } } } } }";
  expect(await owner.ask(seen, { id: apiId("session", past) })).toEqual(whoCoached);
  const after = await rows("select seq, type from event where firm_id = $1 order by seq");
  expect(after.slice(0, logged.length)).toEqual(logged);
  expect(after.map((event) => (event as { type: string }).type)).toContain("person.erased");

  // Erasing again changes nothing, and nothing brings them back.
  const events = after.length;
  expect(await erase(owner, coach)).toEqual(erased);
  expect(await rows("select seq from event where firm_id = $1")).toHaveLength(events);
  const back = await owner.ask(
    `mutation($id: ID!) {
      reactivatePerson(input: { personId: $id }) { userErrors { code message } }
      deactivatePerson(input: { personId: $id }) { userErrors { code } }
      invitePerson(input: { personId: $id }) { userErrors { code } }
      updatePerson(input: { id: $id, name: "Ada" }) { userErrors { code } } }`,
    { id: apiId("person", coach) },
  );
  expect(back).toEqual({
    reactivatePerson: {
      userErrors: [{ code: "NOT_DEACTIVATED", message: "The person was erased, and cannot come back. Add them anew." }],
    },
    deactivatePerson: { userErrors: [{ code: "ALREADY_DEACTIVATED" }] },
    invitePerson: { userErrors: [{ code: "DEACTIVATED" }] },
    updatePerson: { userErrors: [{ code: "FORBIDDEN" }] },
  });
  const anew = await owner.ask(
    `mutation { createPerson(input: { name: "${told.name}", email: "${told.email}", externalId: "${told.external_id}", roles: [COACH], timeZone: "UTC" }) { person { name } userErrors { code } } }`,
  );
  expect(anew.createPerson).toEqual({ person: { name: told.name }, userErrors: [] });
});

test("of a client, notes about them alone go, whoever wrote them; notes about groups lose the name", async () => {
  const { word, ...told } = somebody();
  const [coach, client, fellow] = [
    await firm.person(["COACH"]),
    await firm.person(["CLIENT"], told),
    await firm.person(["CLIENT"]),
  ];
  const alone = await firm.engagement({ coaches: [coach], participants: [client] }, { objectives: "To be heard" });
  const group = await firm.engagement({ coaches: [coach], participants: [client, fellow] }, { format: "GROUP" });
  const session = await firm.session(
    alone,
    { coaches: [coach], participants: [client], startsAt: at(-2, 9) },
    {
      agenda: "Their fears",
      place: "At their home",
    },
  );
  for (const visibility of ["PRIVATE", "COACHES", "SHARED"]) {
    await firm.note(alone, coach, visibility, { text: "Was afraid" });
    await firm.note(group, coach, visibility, { text: `${told.name.toUpperCase()} was afraid` });
  }
  await firm.note(group, client, "SHARED", { text: "I was afraid" });
  await firm.note(group, fellow, "SHARED", { text: `So was I, Ada ${word}!` });
  await deactivate(client);
  expect((await erase(owner, client)).userErrors).toEqual([]);

  const texts = (engagement: string) =>
    rows("select text from note where firm_id = $1 and engagement_id = $2 order by id", [firm.firmId, engagement]);
  expect(await texts(alone)).toEqual([{ text: "Erased." }, { text: "Erased." }, { text: "Erased." }]);
  expect(await texts(group)).toEqual([
    ...[{ text: "[…] was afraid" }, { text: "[…] was afraid" }, { text: "[…] was afraid" }],
    ...[{ text: "Erased." }, { text: "So was I, […]!" }],
  ]);
  expect(
    await rows("select agenda, place from session where firm_id = $1 and id = $2", [firm.firmId, session]),
  ).toEqual([{ agenda: null, place: null }]);
  expect(await rows("select objectives from engagement where firm_id = $1 and id = $2", [firm.firmId, alone])).toEqual([
    { objectives: "Erased." },
  ]);
});

test("a name of one word is taken out of the texts of their own engagements only", async () => {
  const may = await firm.person(["CLIENT"], { name: "May", external_id: "7" });
  const fellow = await firm.person(["CLIENT"]);
  await firm.engagement({ participants: [may, fellow] }, { format: "GROUP", title: "May and Maya, part 7" });
  await firm.engagement({ participants: [fellow] }, { title: "Starts in May" });
  await deactivate(may);
  expect((await erase(owner, may)).userErrors).toEqual([]);
  expect(await rows("select title from engagement where firm_id = $1 order by title")).toEqual([
    { title: "[…] and Maya, part 7" },
    { title: "Starts in May" },
  ]);
});

test("whoever signs in to another firm too keeps the account there", async () => {
  const { word, ...told } = somebody();
  const other = await FirmFactory.create(database.admin);
  const [here, there] = [await firm.person(["CLIENT"], told), await other.person(["COACH"], told)];
  const [inFirm, inOther] = [await signedIn(firm, here), await signedIn(other, there)];
  await deactivate(here);
  expect((await erase(owner, here)).userErrors).toEqual([]);
  expect((await inFirm.send("{ me { id } }")).errors).toMatchObject([{ extensions: { code: "FIRM_NOT_CHOSEN" } }]);
  expect((await inOther.ask("{ me { name email } }")).me).toEqual({ name: told.name, email: told.email });
  const left = await saying(database, word);
  expect(left.filter((row) => !/^(identity|public\.person)/.test(row))).toEqual([]);
  expect(left.filter((row) => row.startsWith("public.person.name:"))).toHaveLength(1);
});

test("a letter that is being written is finished before somebody is erased, and then loses the name", async () => {
  const { word, ...told } = somebody();
  const [client, fellow] = [await firm.person(["CLIENT"], told), await firm.person(["CLIENT"])];
  const members = { participants: [client, fellow] };
  const engagement = await firm.engagement(members, { format: "GROUP", title: `For ${told.name}` });
  await deactivate(client);
  await allDone(database, firm.firmId);
  const writing = await database.admin.connect();
  try {
    await writing.query("begin");
    await writing.query("select from engagement where firm_id = $1 and id = $2 for key share", [
      firm.firmId,
      engagement,
    ]);
    const erased = erase(owner, client);
    await until("the erasing to wait", async () => (await waitingFor(database.admin, await pidOf(writing))).length > 0);
    await writing.query(
      `insert into allocation_entry (firm_id, id, engagement_id, kind, amount, reason, recorded_at)
       values ($1, gen_random_uuid(), $2, 'ADJUST', 1, $3, now())`,
      [firm.firmId, engagement, `Asked by ${told.name}`],
    );
    await writing.query("commit");
    expect((await erased).userErrors).toEqual([]);
  } finally {
    await writing.query("rollback");
    writing.release();
  }
  expect(await saying(database, word)).toEqual([]);
});

test("only owners and admins erase, and only an owner an owner; another firm's people are nobody", async () => {
  const [admin, second, client] = [
    await firm.person(["ADMIN"]),
    await firm.person(["OWNER"]),
    await firm.person(["CLIENT"]),
  ];
  await deactivate(second);
  await deactivate(client);
  expect(await codes(await signedIn(firm, admin), second)).toEqual(["FORBIDDEN"]);
  const manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  expect(await codes(manager, client)).toEqual(["FORBIDDEN"]);
  const stranger = await FirmFactory.create(database.admin);
  expect(await codes(await signedIn(stranger, await stranger.person(["OWNER"])), client)).toEqual(["NOT_FOUND"]);
  expect(await rows("select name from person where firm_id = $1 and status = 'ERASED'")).toEqual([]);
  expect(await codes(await signedIn(firm, admin), client)).toEqual([]);
  expect(await codes(owner, second)).toEqual([]);
});

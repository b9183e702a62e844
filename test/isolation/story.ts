import { expect } from "@jest/globals";
import type { Actor } from "@coachwork/platform";
import { apiId, day } from "@coachwork/testing";
import type { Inside } from "./inside.js";
import { inputsOf } from "./inputs.js";
import type { World } from "./world.js";

const people =
  "external_id,name,email,roles,organization,team,time_zone,locale\nstory-1,Imported,imported@story.example,CLIENT,Story,Story team,UTC,en\n";

/** Does every mutation of the API once, each successfully and with an idempotency key. A mutation that it does not know makes it fail. */
export async function writeEverything(inside: Inside, owner: Actor, world: World): Promise<void> {
  const known = inputsOf(world);
  const done = new Set<string>();
  let asked = 0;
  const mutate = async (name: string, input: object): Promise<string> => {
    const type = inside.schema.getMutationType()!.getFields()[name]!.args[0]!.type;
    const object = changed[name];
    const query = `mutation ($input: ${String(type)}) { ${name}(input: $input) { ${object ? `${object} { id }` : ""} userErrors { code message } } }`;
    const answer = await inside.ask(owner, query, { input: { ...input, idempotencyKey: `story ${(asked += 1)}` } });
    const payload = (answer.data as Record<string, Record<string, unknown>> | null)?.[name];
    expect([name, answer.errors, payload?.userErrors]).toEqual([name, undefined, []]);
    done.add(name);
    return object ? (payload![object] as { id: string }).id : "";
  };

  const organizationId = await mutate("createOrganization", { name: "Story" });
  await mutate("createTeam", { organizationId, name: "Story team" });
  const client = await mutate("createPerson", {
    ...known.createPerson,
    organizationId,
    teamId: null,
    email: "story@story.example",
  });
  await mutate("updatePerson", { id: client, name: "Story client", roles: ["CLIENT", "SPONSOR"] });
  await mutate("invitePerson", { personId: client });
  await mutate("importPeople", { csv: people });

  const coachId = apiId("person", world.near.coach);
  await mutate("setAvailability", {
    ...known.setAvailability,
    windows: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 })),
  });
  await mutate("importBusyCalendar", { ...known.importBusyCalendar, ics: calendar });
  const group = { ...known.createEngagement, format: "GROUP", teamId: null, organizationId: null };
  const engagement = () => mutate("createEngagement", { ...group, coachIds: [coachId], participantIds: [client] });
  const engagementId = await engagement();
  await mutate("activateEngagement", { id: engagementId });
  const coach = await mutate("addEngagementCoach", {
    engagementId,
    personId: apiId("person", world.near.second),
    joinedOn: day(0),
  });
  const participant = await mutate("addEngagementParticipant", {
    engagementId,
    personId: apiId("person", world.near.fellow),
    joinedOn: day(0),
  });
  await mutate("endEngagementCoach", { id: coach, leftOn: day(3) });
  await mutate("endEngagementParticipant", { id: participant, leftOn: day(3) });

  const times = (days: number) => ({ startsAt: `${day(days)}T09:00:00Z`, endsAt: `${day(days)}T10:00:00Z` });
  const session = await mutate("bookSession", { engagementId, coachIds: [coachId], ...times(14) });
  await mutate("rescheduleSession", { id: session, ...times(15) });
  await mutate("cancelSession", { id: session });
  await mutate("pauseEngagement", { id: engagementId });
  await mutate("cancelEngagement", { id: engagementId });
  const second = await engagement();
  await mutate("activateEngagement", { id: second });
  await mutate("completeEngagement", { id: second });

  await noteOfCoach(inside, owner, world);
  done.add("createNote");
  await mutate("revokeApiKey", { id: await mutate("createApiKey", { name: "Story", scopes: ["people:read"] }) });

  expect(Object.keys(inside.schema.getMutationType()!.getFields()).filter((name) => !done.has(name))).toEqual([]);
}

/** Those who run the practice write no notes. */
async function noteOfCoach(inside: Inside, owner: Actor, { near }: World): Promise<void> {
  const coach = { ...owner, personId: near.coach, actorId: near.coach, grants: ["COACH"] };
  const input = { engagementId: apiId("engagement", near.alone), visibility: "PRIVATE", text: "Story" };
  const query =
    "mutation ($input: CreateNoteInput!) { createNote(input: $input) { note { text } userErrors { code } } }";
  const { data } = await inside.ask(coach, query, { input });
  expect(data).toEqual({ createNote: { note: { text: "Story" }, userErrors: [] } });
}

/** The object of a mutation's payload. */
const changed: Readonly<Record<string, string>> = {
  createOrganization: "organization",
  createTeam: "team",
  createPerson: "person",
  updatePerson: "person",
  createEngagement: "engagement",
  addEngagementCoach: "engagementCoach",
  addEngagementParticipant: "engagementParticipant",
  setAvailability: "availability",
  importBusyCalendar: "busyCalendar",
  bookSession: "session",
  rescheduleSession: "session",
  cancelSession: "session",
  createApiKey: "apiKey",
};

const calendar = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:story",
  "BEGIN:VEVENT",
  "UID:story",
  `DTSTAMP:${day(0).replaceAll("-", "")}T000000Z`,
  `DTSTART:${day(20).replaceAll("-", "")}T090000Z`,
  `DTEND:${day(20).replaceAll("-", "")}T100000Z`,
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");
